using System.Net;

namespace SohoSolo.Hub.Settings;

/// <summary>Which broker the hub lives with: what <c>SOHOSOLO__MQTT</c> says.</summary>
internal abstract record MqttSetting
{
    private const string EmbeddedPrefix = "embedded:";

    private MqttSetting()
    {
    }

    /// <summary>Null when the text says none of them.</summary>
    public static MqttSetting? Read(string text)
    {
        if (text == "off")
            return new Off();

        if (text.StartsWith(EmbeddedPrefix, StringComparison.Ordinal))
            return ListenAddress.Read(text[EmbeddedPrefix.Length..]) is { } listen ? new Embedded(listen) : null;

        return Uri.TryCreate(text, UriKind.Absolute, out var broker) && broker is { Scheme: "mqtt" or "mqtts", Host.Length: > 0, PathAndQuery: "" or "/", Fragment: "" } ? Of(broker) : null;
    }

    private static External Of(Uri broker)
    {
        var isSecured = broker.Scheme == "mqtts";
        var (user, password) = broker.UserInfo.Split(':', 2) switch
        {
            [var name, var secret] => (Uri.UnescapeDataString(name), Uri.UnescapeDataString(secret)),
            [{ Length: > 0 } name] => (Uri.UnescapeDataString(name), null),
            _ => ((string?)null, (string?)null),
        };
        return new External(broker.DnsSafeHost, broker.Port > 0 ? broker.Port : isSecured ? 8883 : 1883, isSecured, user, password);
    }

    /// <summary>None: nothing of a site's devices is heard.</summary>
    public sealed record Off : MqttSetting;

    /// <summary>The hub's own.</summary>
    public sealed record Embedded(IPEndPoint Listen) : MqttSetting;

    /// <summary>Somebody else's, to which the hub is a client.</summary>
    public sealed record External(string Host, int Port, bool IsSecured, string? User, string? Password) : MqttSetting
    {
        /// <summary>Without the password: safe to log.</summary>
        public override string ToString() => $"{(IsSecured ? "mqtts" : "mqtt")}://{Host}:{Port}";
    }
}
