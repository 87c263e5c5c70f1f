using SohoSolo.Mqtt.Access;
using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Hub.Broker;

/// <summary>Users and rights from files, as the broker alone has them.</summary>
internal sealed class FileHooks(AccessFileOptions files, RefusalLog refusals) : AccessFiles(files)
{
    public override void Refused(Refusal refusal) => refusals.Refused(refusal);

    public override void Dropped(string clientId, Mqtt.ReasonCode reason, int messages) => refusals.Dropped(clientId, reason, messages);
}
