using System.Security.Cryptography;
using System.Text;
using SohoSolo.Gateway.Doors;
using SohoSolo.Gateway.Drivers;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Gateway.Lan;

/// <summary>What the devices of a site may do at its broker: each writes below its own topic and reads what is addressed to it, and nothing else.</summary>
public sealed class LanAccess(Func<SnapshotIndex> snapshot)
{
    /// <summary>A device's limits (contract §4).</summary>
    public static readonly ClientLimits Limits = new()
    {
        MaximumPacketSize = 16 * 1024,
        MessagesPerSecond = 20,
        Burst = 60,
        MaximumSubscriptions = 16,
        MaximumFilterCharacters = 4096,
        MaximumTopicLevels = 10,
        MaximumQueuedMessages = 1_000,
        MaximumQueuedBytes = 1024 * 1024,
        ReceiveMaximum = 20,
        TopicAliasMaximum = 8,
    };

    /// <summary>Of a bridge, which speaks for a site's sensors and lists them all in one message.</summary>
    public static readonly ClientLimits BridgeLimits = Limits with { MaximumPacketSize = 128 * 1024, MessagesPerSecond = 500, Burst = 1_000 };

    private static readonly string Nobody = new('0', 64);

    /// <summary>By user name, which is the device's id, and password. The client identifier may be any that is no other device's: who had that would take over its session.</summary>
    public Authentication Authenticate(AuthenticationRequest request)
    {
        var devices = snapshot().Devices;
        var device = devices.Find(request.UserName);
        var isRight = Matches(request.UserName ?? "", (request.Password ?? default).Span, device?.PasswordHash ?? Nobody);
        if (device is null || !isRight)
            return new Authentication.Refused(ReasonCode.BadUserNameOrPassword, "no device of the site, or not its password");
        if (request.ClientId != device.Id && devices.Find(request.ClientId) is not null)
            return new Authentication.Refused(ReasonCode.ClientIdentifierNotValid, "the client identifier is another device's");

        return new Authentication.Accepted(device.Id, device.Role == DeviceAddress.Bridge ? BridgeLimits : Limits);
    }

    /// <summary>Within its own topics; what somebody presented is never kept.</summary>
    public ReasonCode MayPublish(string? id, string topic, bool retain) => Topics(id)?.MayPublish(topic, retain) == true ? ReasonCode.Success : ReasonCode.NotAuthorized;

    /// <summary>What is said to it, and to its door.</summary>
    public ReasonCode MaySubscribe(string? id, string filter) => Topics(id)?.MaySubscribe(filter) == true ? ReasonCode.Success : ReasonCode.NotAuthorized;

    private DeviceTopics? Topics(string? id)
    {
        var devices = snapshot().Devices;
        return devices.Find(id) is { } device ? devices.TopicsOf(device) : null;
    }

    /// <summary>In the same time whatever is wrong: lower-case hexadecimal of SHA-256 of <c>DEVICE:PASSWORD</c>.</summary>
    private static bool Matches(string device, ReadOnlySpan<byte> password, string hash)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(device), (byte)':', .. password];
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(text))), Encoding.ASCII.GetBytes(hash));
    }
}
