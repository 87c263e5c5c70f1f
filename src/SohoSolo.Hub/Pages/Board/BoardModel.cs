using SohoSolo.Core.Access;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Board;

namespace SohoSolo.Hub.Pages.Board;

/// <summary>A site at 8:30 on one screen.</summary>
public sealed record BoardModel
{
    public required Telecentre Site { get; init; }

    public required DateTimeOffset At { get; init; }

    public required IReadOnlyList<SpaceCard> Spaces { get; init; }

    public required IReadOnlyList<Arrival> Arrivals { get; init; }

    public required IReadOnlyList<AlarmCard> Alarms { get; init; }

    public required IReadOnlyList<DoorCard> Doors { get; init; }

    public required IReadOnlyList<Device> Devices { get; init; }

    /// <summary>Bookings that wait for a keeper's word, of any day.</summary>
    public required IReadOnlyList<Arrival> Requests { get; init; }

    /// <summary>When the site's gateway was heard of last.</summary>
    public required DateTimeOffset? SyncedAt { get; init; }

    /// <summary>It is silent for longer than it ever is.</summary>
    public required bool IsSilent { get; init; }

    /// <summary>When bookings without anybody were looked for last.</summary>
    public required DateTimeOffset? SweptAt { get; init; }

    public required bool MailFails { get; init; }

    /// <summary>The site is closed just now: why.</summary>
    public string? ClosedFor { get; init; }

    /// <summary>What was done a moment ago.</summary>
    public string? Said { get; init; }

    /// <summary>What could not be done, and what she had typed for it.</summary>
    public Refused? Refused { get; init; }

    /// <summary>Spaces of which there is something to tell.</summary>
    public IEnumerable<SpaceCard> Telling => Spaces.Where(space => space.IsTelling);

    /// <summary>The others, by their state, so that a large site fits the screen, too.</summary>
    public IEnumerable<IGrouping<string, SpaceCard>> Quiet => Spaces.Where(space => !space.IsTelling).GroupBy(space => space.State);

    public int Here => Arrivals.Count(arrival => arrival.State == "here");

    public int Late => Arrivals.Count(arrival => arrival.State == "late");

    public int Awaited => Arrivals.Count(arrival => arrival.IsAwaited);

    public int Unseen => Alarms.Count(alarm => !alarm.IsSeen);

    /// <summary>Devices that work, and those that are not heard or nearly empty.</summary>
    public IReadOnlyList<Device> Troubled => [.. Devices.Where(device => device.IsOnline != true || device.BatteryPercent < LowBattery)];

    internal const int LowBattery = 20;
}

/// <summary>A form that did not succeed.</summary>
public sealed record Refused(string Reason, string Form, string? Typed);

/// <summary>A door with the mode that it should have just now.</summary>
public sealed record DoorCard(Door Door, DoorMode Mode, DateTimeOffset? Until)
{
    /// <summary>It should stand otherwise than its gateway says it does.</summary>
    public bool IsNotYet => Door.Reported is { } reported && reported != Mode;

    public bool IsAsked => Door.Demands.Count > 0;

    internal static DoorCard Of(Door door, SiteNow seen)
    {
        var effective = Hub.Doors.DoorView.Effective(door, seen.Site, seen.Now);
        return new DoorCard(door, effective.Mode, effective.Until);
    }
}
