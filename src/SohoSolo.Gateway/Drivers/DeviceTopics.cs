using SohoSolo.Core;
using SohoSolo.Mqtt.Access;

namespace SohoSolo.Gateway.Drivers;

/// <summary>Who a device is at a broker.</summary>
/// <param name="Site">Where it is.</param>
/// <param name="Id">Its user name.</param>
/// <param name="Role">As in the device table; <c>bridge</c> speaks for others.</param>
/// <param name="Door">The door it belongs to, if any.</param>
public sealed record DeviceAddress(SiteId Site, string Id, string Role, string? Door)
{
    public const string Bridge = "bridge";

    public bool IsBridge => Role == Bridge;
}

/// <summary>What a device may do at a broker, and where it is listened to: the filters that its topics and subscriptions must stay within. This is the one place that says so; each driver knows its family's.</summary>
/// <param name="Says">Where it writes.</param>
/// <param name="Hears">Where it is spoken to. Nobody of its family writes there.</param>
public sealed record DeviceTopics(IReadOnlyList<string> Says, IReadOnlyList<string> Hears)
{
    /// <summary>What it may leave behind for those who come later; null for all that it writes. What somebody presents at a reader must not stay on a broker's disk.</summary>
    public IReadOnlyList<string>? Keeps { get; init; }

    /// <summary>What it may read besides, also of what it says itself.</summary>
    public IReadOnlyList<string> Reads { get; init; } = [];

    /// <summary>Below our own root only our own firmware writes, whatever another device is called: what is said there of doors and spaces is the gateway's to say.</summary>
    public bool MayPublish(string topic, bool retain = false) =>
        Matches(topic.StartsWith(Wire.Topics.Root, StringComparison.Ordinal) ? [.. Says.Where(filter => filter.StartsWith(Wire.Topics.Root, StringComparison.Ordinal))] : Says, topic) && !Matches(Hears, topic) && (!retain || Keeps is null || Matches(Keeps, topic));

    public bool MaySubscribe(string filter) => Hears.Concat(Reads).Any(wide => TopicFilters.Covers(wide, filter));

    private static bool Matches(IReadOnlyList<string> filters, string topic) => filters.Any(filter => TopicFilters.Matches(filter, topic));
}
