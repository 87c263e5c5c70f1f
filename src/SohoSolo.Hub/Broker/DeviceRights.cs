using SohoSolo.Mqtt.Access;
using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Hub.Broker;

/// <summary>What one client of the hub's broker may do: the filters that its topics and subscriptions must stay within.</summary>
internal sealed record DeviceRights(IReadOnlyList<string> Writes, IReadOnlyList<string> Reads)
{
    /// <summary>A device's own (contract §4).</summary>
    public static readonly ClientLimits Limits = new() { MaximumPacketSize = 16 * 1024, MessagesPerSecond = 20, Burst = 60 };

    public bool MayPublish(string topic) => Writes.Any(filter => TopicFilters.Matches(filter, topic));

    public bool MaySubscribe(string filter) => Reads.Any(wide => TopicFilters.Covers(wide, filter));
}
