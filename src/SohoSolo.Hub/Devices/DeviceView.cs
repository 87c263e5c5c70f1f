using System.Text.Json.Serialization;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Devices;

/// <summary>POST /telecentres/{site}/devices: an id is made unless one is given.</summary>
internal sealed record DevicePost(string Driver, string Role, string? Id = null, string? Door = null, string? Space = null)
{
    /// <summary>How it notices people: <c>pir</c> (unless it counts), <c>mmwave</c>, <c>seat</c>, <c>counter</c>.</summary>
    public string? Sensor { get; init; }

    /// <summary>How often it says something even when nothing happens; what its family usually does unless it is given.</summary>
    public int? ReportMinutes { get; init; }
}

/// <summary>A device and how it is; <c>online</c> is null until it was heard of.</summary>
internal sealed record DeviceView(string Id, string Driver, string Role, string? Door, string? Space)
{
    public string? Sensor { get; init; }

    public int? ReportMinutes { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool? Online { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? LastSeen { get; init; }

    /// <summary>Percent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? Battery { get; init; }

    public required string MadeAt { get; init; }

    /// <summary>On its own page: a sensor is heard without a break since then; absent while it is silent.</summary>
    public string? HeardSince { get; init; }

    /// <summary>On its own page: when a sensor last noticed anybody.</summary>
    public string? LastNoticed { get; init; }

    /// <summary>On its own page, newest first. What was presented at a reader is no word of it: that stands in the door's access log.</summary>
    public IReadOnlyList<DeviceWord>? Says { get; init; }

    /// <summary>On its own page: messages that were set aside, newest first; what was in them is not kept.</summary>
    public IReadOnlyList<SetAside>? Quarantine { get; init; }

    /// <summary>In the one answer that says it.</summary>
    public string? Password { get; init; }

    public static DeviceView Of(Device device) => new(device.Id, device.Driver, device.Role, device.Door, device.Space?.Value)
    {
        Sensor = device.Sensor is { } sensor ? Words.Of(sensor) : null,
        ReportMinutes = (int?)device.ReportsEvery?.TotalMinutes,
        Online = device.IsOnline,
        LastSeen = device.LastSeen is { } seen ? Times.Utc(seen) : null,
        Battery = device.BatteryPercent,
        MadeAt = Times.Utc(device.MadeAt),
    };
}

[JsonSerializable(typeof(DevicePost))]
[JsonSerializable(typeof(DeviceView))]
[JsonSerializable(typeof(IReadOnlyList<DeviceView>))]
internal sealed partial class DeviceJson : JsonSerializerContext
{
    public static readonly DeviceJson Shared = new(JsonRules.Options());
}
