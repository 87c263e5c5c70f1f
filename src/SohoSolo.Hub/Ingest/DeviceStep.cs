using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Devices;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Ingest;

/// <summary>How the site's devices and doors stand after a batch: one change each, however much was reported.</summary>
internal sealed class DeviceStep(Work work, Facts facts)
{
    /// <summary>What the journal calls a change that concerns nobody's rights.</summary>
    public const string Seen = "seen";

    public void Apply(IReadOnlyList<GatewayEvent> events)
    {
        foreach (var device in facts.Devices)
            Apply(device, [.. events.Where(happened => happened.Device == device.Id)]);

        foreach (var door in facts.Doors)
            Apply(door, [.. events.Where(happened => happened.Door == door.Id)]);
    }

    private void Apply(Device device, IReadOnlyList<GatewayEvent> its)
    {
        if (its.Count == 0)
            return;

        var after = its.Aggregate(device, After);
        if (after != device)
            work.Put(device, after with { Version = device.Version + 1 }, Seen);

        work.PutSeen(device.Id, its.Max(happened => happened.ReceivedAt));
    }

    private static Device After(Device device, GatewayEvent happened) => happened.Kind switch
    {
        EventKinds.Online => device with { IsOnline = happened.Value == "true" },
        EventKinds.Battery when int.TryParse(happened.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) => device with { IsOnline = true, BatteryPercent = Math.Min(percent, 100) },
        EventKinds.Alarm or EventKinds.Refused or EventKinds.Gap or EventKinds.Quarantine => device,
        _ => device with { IsOnline = true },
    };

    private void Apply(Door door, IReadOnlyList<GatewayEvent> its)
    {
        var after = its.Aggregate(door, After);
        if (after != door)
            work.Put(door, after with { Version = door.Version + 1 }, Seen);
    }

    private static Door After(Door door, GatewayEvent happened) => happened.Kind switch
    {
        EventKinds.Door when happened.Value is "open" or "closed" => door with { Contact = happened.Value },
        EventKinds.Mode when Words.Read<DoorMode>(happened.Value) is { } mode => door with { Reported = mode },
        _ => door,
    };
}
