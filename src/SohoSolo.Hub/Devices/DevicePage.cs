using System.Text.Json.Nodes;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Presence;

namespace SohoSolo.Hub.Devices;

/// <summary>One device for whoever installs or mends it: how it is, what it said last, and what of it nobody could read.</summary>
internal static class DevicePage
{
    public static DeviceView Of(Device device, IReadOnlyList<SiteEvent> said, IReadOnlyList<SiteEvent> setAside) => DeviceView.Of(device) with
    {
        Says = [.. said.Select(happened => new DeviceWord(Times.Utc(happened.At), happened.Kind, happened.Value, happened.Reason))],
        Quarantine = [.. setAside.Select(happened => new SetAside(Times.Utc(happened.At), TopicOf(happened), happened.Reason))],
    };

    /// <summary>The same, with what is known of its space from it.</summary>
    public static DeviceView Watching(this DeviceView page, SpaceState state, SpaceSensor sensor, PresenceRules rules, DateTimeOffset now) => page with
    {
        HeardSince = SpaceOccupancy.HeardSince(state, [sensor]) is { } since ? Times.Utc(since) : null,
        LastNoticed = Sensors.At(state, [sensor], now, rules).LastNoticed is { } at ? Times.Utc(at) : null,
    };

    private static string? TopicOf(SiteEvent happened) => happened.Detail is { } detail && JsonNode.Parse(detail)?["says"] is JsonValue topic ? topic.GetValue<string>() : null;
}

/// <summary>Something that a device said.</summary>
internal sealed record DeviceWord(string At, string Kind, string? Value, string? Reason);

/// <summary>A message that nobody could read: when, where it was published, and what is wrong with it.</summary>
internal sealed record SetAside(string At, string? Topic, string? Why);
