using System.Globalization;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.FirmwareSim.Shell;

/// <summary>Where the site's broker is, and the password that the devices have there.</summary>
internal sealed record BrokerAddress(string Host, int Port, string? Password = null)
{
    public MqttVersionPreference Version { get; init; }

    /// <summary>From <c>127.0.0.1:1883</c> or a name alone; null when it is neither.</summary>
    public static BrokerAddress? Read(string text, string? password)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0)
            return text.Length > 0 ? new BrokerAddress(text, 1883, password) : null;

        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65_535
            ? new BrokerAddress(text[..colon], port, password)
            : null;
    }

    /// <summary>Never the password.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
