using System.Net;
using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Mqtt.Tests.Readme;

internal sealed class Serving(Func<MqttMessage, CancellationToken, ValueTask> save) : BrokerHooks
{
    public override bool HoldsAcknowledgements => true;

    public static Task<MqttBroker> Start(Func<MqttMessage, CancellationToken, ValueTask> save, string? folder) => MqttBroker.Start(
        new BrokerOptions { Listeners = [new BrokerListener(new IPEndPoint(IPAddress.Loopback, 0))], StoreFolder = folder },
        new Serving(save));

    public override ReasonCode AuthorizePublish(BrokerClient client, string topic, QualityOfService qualityOfService, bool retain) =>
        topic.StartsWith("door/", StringComparison.Ordinal) ? ReasonCode.Success : ReasonCode.NotAuthorized;

    public override async ValueTask<ReasonCode> BeforeAcknowledge(BrokerClient client, MqttMessage message, CancellationToken stop)
    {
        await save(message, stop);
        return ReasonCode.Success;
    }
}
