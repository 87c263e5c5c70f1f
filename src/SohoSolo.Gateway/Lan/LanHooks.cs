using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Gateway.Lan;

/// <summary>The site's own broker asks its gateway: who may come in, what each may do, and whether a message is kept before it is acknowledged.</summary>
public sealed class LanHooks(SiteGateway gateway) : BrokerHooks
{
    public override bool HoldsAcknowledgements => true;

    public override bool HoldsEveryMessage => true;

    public override ValueTask<Authentication> Authenticate(AuthenticationRequest request, CancellationToken stop) => ValueTask.FromResult(gateway.Access.Authenticate(request));

    public override ReasonCode AuthorizePublish(BrokerClient client, string topic, QualityOfService qualityOfService, bool retain) => gateway.Access.MayPublish(client.Identity, topic, retain);

    public override ReasonCode AuthorizeSubscribe(BrokerClient client, string filter) => gateway.Access.MaySubscribe(client.Identity, filter);

    public override ValueTask<ReasonCode> BeforeAcknowledge(BrokerClient client, MqttMessage message, CancellationToken stop) => gateway.Take(client.Identity ?? "", message);

    public override void Connected(BrokerClient client, bool sessionPresent)
    {
        // Whoever speaks in a device's name under another identifier comes and goes without it.
        if (client.Identity is { } device && client.ClientId == device)
            gateway.Came(device);
    }

    public override void Disconnected(BrokerClient client, ReasonCode reason)
    {
        if (client.Identity is { } device && client.ClientId == device && reason != ReasonCode.SessionTakenOver)
            gateway.Gone(device, reason == ReasonCode.Success);
    }

    public override void Refused(Refusal refusal)
    {
        // What the gateway itself could not keep is no fault of the device.
        if (refusal is { What: RefusalKind.Publish, Identity: { } device, Topic: { } topic, Reason: not (ReasonCode.QuotaExceeded or ReasonCode.ServerUnavailable) })
            gateway.RefusedPublish(device, topic, "not-authorized");
    }
}
