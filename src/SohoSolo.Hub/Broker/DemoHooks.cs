using System.Security.Cryptography;
using System.Text;
using SohoSolo.Hub.Sites;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Hub.Broker;

/// <summary>Lets the demo's devices in with their public password, each within its own topics.</summary>
internal sealed class DemoHooks(NetworkCache network, RefusalLog refusals) : BrokerHooks
{
    private static readonly byte[] Password = Encoding.UTF8.GetBytes(DemoDevices.Password);

    public override async ValueTask<Authentication> Authenticate(AuthenticationRequest request, CancellationToken stop)
    {
        var known = await network.Get(stop);
        var rights = request.UserName is { } name ? DemoDevices.Find(name, known) : null;
        var isRight = CryptographicOperations.FixedTimeEquals((request.Password ?? default).Span, Password);
        if (rights is null || !isRight)
            return new Authentication.Refused(ReasonCode.BadUserNameOrPassword, "no device of the demo, or not its password");

        // Who connects under another device's identifier would take over its session, and what waits in it.
        if (request.ClientId != request.UserName && DemoDevices.Find(request.ClientId, known) is not null)
            return new Authentication.Refused(ReasonCode.ClientIdentifierNotValid, "the client identifier is another device's");

        return new Authentication.Accepted(request.UserName, DeviceRights.Limits, rights);
    }

    public override ReasonCode AuthorizePublish(BrokerClient client, string topic, QualityOfService qualityOfService, bool retain) =>
        client.State is DeviceRights rights && rights.MayPublish(topic) ? ReasonCode.Success : ReasonCode.NotAuthorized;

    public override ReasonCode AuthorizeSubscribe(BrokerClient client, string filter) =>
        client.State is DeviceRights rights && rights.MaySubscribe(filter) ? ReasonCode.Success : ReasonCode.NotAuthorized;

    public override void Refused(Refusal refusal) => refusals.Refused(refusal);

    public override void Dropped(string clientId, ReasonCode reason, int messages) => refusals.Dropped(clientId, reason, messages);
}
