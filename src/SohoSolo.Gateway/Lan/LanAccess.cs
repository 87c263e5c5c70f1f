using System.Security.Cryptography;
using System.Text;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Doors;
using SohoSolo.Gateway.Drivers;
using SohoSolo.Gateway.Wire;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Access;
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

        return new Authentication.Accepted(device.Id, Limits);
    }

    /// <summary>Below its own topic; only its state is kept.</summary>
    public ReasonCode MayPublish(string? id, string topic, bool retain)
    {
        var (site, device) = Find(id);
        if (device is null || DriverCatalog.Find(device.Driver) is not { } driver || !driver.Filters(site, device).Any(filter => TopicFilters.Matches(filter, topic)))
            return ReasonCode.NotAuthorized;

        return retain && topic != Topics.DeviceState(site, device.Id) && driver.Name == Drivers.SohoSolo.SohoSoloDriver.DriverName ? ReasonCode.NotAuthorized : ReasonCode.Success;
    }

    /// <summary>What is said to it, and to its door.</summary>
    public ReasonCode MaySubscribe(string? id, string filter)
    {
        var (site, device) = Find(id);
        if (device is null)
            return ReasonCode.NotAuthorized;

        var isOwn = filter == Topics.DeviceReceived(site, device.Id)
            || (device.Door is { } door && (filter == Topics.DoorCommand(site, door) || filter == Topics.DoorMode(site, door)));
        return isOwn ? ReasonCode.Success : ReasonCode.NotAuthorized;
    }

    private (Core.SiteId Site, SnapshotDevice? Device) Find(string? id)
    {
        var devices = snapshot().Devices;
        return (devices.Site, devices.Find(id));
    }

    /// <summary>In the same time whatever is wrong: lower-case hexadecimal of SHA-256 of <c>DEVICE:PASSWORD</c>.</summary>
    private static bool Matches(string device, ReadOnlySpan<byte> password, string hash)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(device), (byte)':', .. password];
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(text))), Encoding.ASCII.GetBytes(hash));
    }
}
