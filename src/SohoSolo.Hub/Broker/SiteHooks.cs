using System.Security.Cryptography;
using System.Text;
using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Hub.Broker;

/// <summary>Lets in the devices of the table, the sites' gateways and the hub's own link, each within its own topics.</summary>
internal sealed class SiteHooks(SiteBook book, InProcessSecret secret, DeviceInbox inbox, RefusalLog refusals, bool isDemo) : BrokerHooks
{
    public const string Hub = "hub";

    private const string GatewayPrefix = "gw-";

    public override bool HoldsAcknowledgements => inbox.IsOpen;

    public override bool HoldsEveryMessage => inbox.IsOpen;

    public override ValueTask<Authentication> Authenticate(AuthenticationRequest request, CancellationToken stop) => ValueTask.FromResult(Decide(request));

    public override ReasonCode AuthorizePublish(BrokerClient client, string topic, QualityOfService qualityOfService, bool retain) =>
        client.State is DeviceRights rights && rights.MayPublish(topic, retain) ? ReasonCode.Success : ReasonCode.NotAuthorized;

    public override ReasonCode AuthorizeSubscribe(BrokerClient client, string filter) =>
        client.State is DeviceRights rights && rights.MaySubscribe(filter) ? ReasonCode.Success : ReasonCode.NotAuthorized;

    /// <summary>A device's message is on the site's disk before the device hears that it was taken.</summary>
    public override ValueTask<ReasonCode> BeforeAcknowledge(BrokerClient client, MqttMessage message, CancellationToken stop) =>
        client.Identity is { } name && book.Device(name) is { } device ? inbox.Take(device, message, stop) : ValueTask.FromResult(ReasonCode.Success);

    public override void Connected(BrokerClient client, bool sessionPresent)
    {
        if (Itself(client) is { } device)
            inbox.Came(device);
    }

    public override void Disconnected(BrokerClient client, ReasonCode reason)
    {
        if (reason != ReasonCode.SessionTakenOver && Itself(client) is { } device)
            inbox.Gone(device, reason == ReasonCode.Success);
    }

    public override void Refused(Refusal refusal)
    {
        refusals.Refused(refusal);
        var isOurs = refusal.Reason is ReasonCode.QuotaExceeded or ReasonCode.ServerUnavailable;
        if (!isOurs && refusal is { What: RefusalKind.Publish, Identity: { } name } && book.Device(name) is { } device)
            inbox.Refused(device, refusal.Topic ?? "", refusal.Why);
    }

    public override void Dropped(string clientId, ReasonCode reason, int messages) => refusals.Dropped(clientId, reason, messages);

    /// <summary>Somebody else who speaks in a device's name comes and goes without it.</summary>
    private Device? Itself(BrokerClient client) => client.Identity is { } name && client.ClientId == name ? book.Device(name) : null;

    private Authentication Decide(AuthenticationRequest request)
    {
        var password = (request.Password ?? default).Span;
        if (request.UserName is not { } name)
            return Refused("nobody comes in without a name");

        // Who connects under another's identifier would take over its session, and what waits in it.
        if (request.ClientId != name && (IsReserved(request.ClientId) || book.IsTaken(request.ClientId)))
            return new Authentication.Refused(ReasonCode.ClientIdentifierNotValid, "the client identifier is another device's");

        if (request.Address is null && CryptographicOperations.FixedTimeEquals(password, Encoding.UTF8.GetBytes(secret.Text)))
            return Inside(name);

        return name.StartsWith(GatewayPrefix, StringComparison.Ordinal) ? OfGateway(name, password) : OfTable(name, password);
    }

    /// <summary>Also while whoever it belongs to is not there yet: the hub itself could not come in any more.</summary>
    private static bool IsReserved(string clientId) => clientId == Hub || clientId.StartsWith(GatewayPrefix, StringComparison.Ordinal);

    private static Authentication.Accepted Inside(string name) => name == Hub
        ? new Authentication.Accepted(name, DeviceRights.HubLimits, DeviceRights.Hub)
        : new Authentication.Accepted(name, DeviceRights.GatewayLimits, DeviceRights.OfGateway(new SiteId(name[GatewayPrefix.Length..])));

    private Authentication OfGateway(string name, ReadOnlySpan<byte> password)
    {
        foreach (var login in book.Logins(name))
        {
            if (MqttPasswords.IsRight(login.PasswordHash, name, password))
                return new Authentication.Accepted(name, DeviceRights.GatewayLimits, DeviceRights.OfGateway(login.Site));
        }

        return Refused("no gateway, or not its password");
    }

    private Authentication OfTable(string name, ReadOnlySpan<byte> password)
    {
        if (book.Device(name) is { } device && MqttPasswords.IsRight(device.PasswordHash, name, password))
            return new Authentication.Accepted(name, DeviceRights.LimitsOf(device), DeviceRights.Of(device));

        var guest = isDemo ? DemoDevices.Find(name) : null;
        return guest is not null && CryptographicOperations.FixedTimeEquals(password, Encoding.UTF8.GetBytes(DemoDevices.Password))
            ? new Authentication.Accepted(name, DeviceRights.GuestLimits, guest)
            : Refused("no device of the table, or not its password");
    }

    private static Authentication.Refused Refused(string why) => new(ReasonCode.BadUserNameOrPassword, why);
}
