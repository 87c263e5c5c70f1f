using System.Text.Json.Serialization;
using SohoSolo.Core.Access;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Doors;

/// <summary>A door on the wire: how it should stand and since when that changes, and what was last seen of it.</summary>
internal sealed record DoorView(string Id, string Name, string Mode, string? Until, string? Contact, string? Reported, IReadOnlyList<DemandView> Demands)
{
    public static DoorView Of(Door door, Telecentre site, DateTimeOffset now)
    {
        var effective = Effective(door, site, now);
        return new DoorView(
            door.Id,
            door.Name,
            Words.Of(effective.Mode),
            effective.Until is { } until ? Times.Utc(until) : null,
            door.Contact,
            door.Reported is { } reported ? Words.Of(reported) : null,
            [.. door.Demands.Where(demand => demand.IsActive(now)).Select(demand => new DemandView(Words.Of(demand.Mode), demand.Until is { } end ? Times.Utc(end) : null))]);
    }

    /// <summary>How it should stand just now, and when that changes by itself.</summary>
    public static EffectiveMode Effective(Door door, Telecentre site, DateTimeOffset now) => DoorModes.Effective(door.Demands, Schedule(door, site, now), now);

    /// <summary>Today's opening and those of the week to come.</summary>
    private static IEnumerable<TimeRange> Schedule(Door door, Telecentre site, DateTimeOffset now)
    {
        if (door.Schedule is not { } schedule) return [];

        var hours = new SiteCalendar(site.Calendar.Zone, schedule);
        var today = hours.DayOf(now);
        return Enumerable.Range(0, 8).Select(day => hours.Span(today.AddDays(day), DayPart.Full)).OfType<TimeRange>();
    }
}

/// <summary>A mode that somebody asked for and that still holds.</summary>
internal sealed record DemandView(string Mode, string? Until);

/// <summary>POST …/unlock.</summary>
internal sealed record UnlockPost(string Reason);

/// <summary>PUT …/mode: <c>normal</c> takes every demand back.</summary>
internal sealed record ModePut(string Mode, string Reason, string? Until = null);

/// <summary>An order on its way; after <paramref name="ExpiresAt"/> it does nothing any more.</summary>
internal sealed record OrderView(string Id, string ExpiresAt);

/// <summary>Something that happened at a door, for its keeper. It names people, never a badge.</summary>
internal sealed record AccessLogView(
    string Id,
    string At,
    string LocalAt,
    string Kind,
    string? Door,
    string? Reader,
    string? Decision,
    string? Reason,
    string? Member,
    string? Name,
    string? Booking,
    string? Command)
{
    public static AccessLogView Of(SiteEvent happened, Telecentre site, IReadOnlyDictionary<Core.MemberId, string> names) => new(
        happened.Id.ToString(),
        Times.Utc(happened.At),
        Times.Local(happened.At, site.Calendar),
        happened.Kind,
        happened.Door,
        happened.Reader ?? happened.Device,
        happened.Decision,
        happened.Reason,
        happened.Member is { } somebody && names.ContainsKey(somebody) ? somebody.Value : null,
        happened.Member is { } member ? names.GetValueOrDefault(member) : null,
        happened.Booking?.Value,
        happened.Command);
}

[JsonSerializable(typeof(DoorView))]
[JsonSerializable(typeof(IReadOnlyList<DoorView>))]
[JsonSerializable(typeof(UnlockPost))]
[JsonSerializable(typeof(ModePut))]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(IReadOnlyList<AccessLogView>))]
internal sealed partial class DoorJson : JsonSerializerContext
{
    public static readonly DoorJson Shared = new(JsonRules.Options());
}
