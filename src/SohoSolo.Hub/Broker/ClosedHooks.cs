using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Hub.Broker;

/// <summary>Outside demo nobody is known yet: devices are not in the database.</summary>
internal sealed class ClosedHooks(RefusalLog refusals) : BrokerHooks
{
    public override ValueTask<Authentication> Authenticate(AuthenticationRequest request, CancellationToken stop) =>
        ValueTask.FromResult<Authentication>(new Authentication.Refused(ReasonCode.NotAuthorized, "no device is known outside demo in this version"));

    public override ReasonCode AuthorizePublish(BrokerClient client, string topic, QualityOfService qualityOfService, bool retain) => ReasonCode.NotAuthorized;

    public override ReasonCode AuthorizeSubscribe(BrokerClient client, string filter) => ReasonCode.NotAuthorized;

    public override void Refused(Refusal refusal) => refusals.Refused(refusal);
}
