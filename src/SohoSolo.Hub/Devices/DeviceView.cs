using System.Text.Json.Serialization;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Devices;

/// <summary>POST /telecentres/{site}/devices: an id is made unless one is given.</summary>
internal sealed record DevicePost(string Driver, string Role, string? Id = null, string? Door = null, string? Space = null);

/// <summary>A device and how it is; <c>online</c> is null until it was heard of.</summary>
internal sealed record DeviceView(string Id, string Driver, string Role, string? Door, string? Space)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool? Online { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? LastSeen { get; init; }

    /// <summary>Percent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? Battery { get; init; }

    public required string MadeAt { get; init; }

    /// <summary>In the one answer that says it.</summary>
    public string? Password { get; init; }

    public static DeviceView Of(Device device) => new(device.Id, device.Driver, device.Role, device.Door, device.Space?.Value)
    {
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
