using System.Text.Json.Serialization;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Alarms;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Devices;
using SohoSolo.Hub.Doors;

namespace SohoSolo.Hub.Board;

/// <summary>A site as its keeper sees it at 8:30: who is expected, who is there, and whether everything works.</summary>
internal sealed record BoardView
{
    public required string Site { get; init; }

    public required string At { get; init; }

    public required IReadOnlyList<BoardSpaceView> Spaces { get; init; }

    /// <summary>Booked today, not arrived, not over.</summary>
    public required IReadOnlyList<BoardBookingView> Expected { get; init; }

    public required IReadOnlyList<BoardBookingView> Present { get; init; }

    public required IReadOnlyList<DoorView> Doors { get; init; }

    public required IReadOnlyList<DeviceView> Devices { get; init; }

    /// <summary>Those that stand.</summary>
    public required IReadOnlyList<AlarmView> Alarms { get; init; }

    /// <summary>When the site's gateway last delivered; null when it never did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? SyncedAt { get; init; }
}

/// <summary>A place just now. Its occupancy is told by sensors, its booking by the calendar: neither follows from the other.</summary>
internal sealed record BoardSpaceView(string Id, string Name, string Kind)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Booking { get; init; }

    /// <summary>Of whom the booking is: <c>expected</c>, <c>late</c> or <c>present</c>.</summary>
    public string? Expects { get; init; }

    public required string Occupancy { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Since { get; init; }

    /// <summary>A sensor is not heard, or the site has not delivered what it knows: what is told may be over.</summary>
    public bool Stale { get; init; }

    /// <summary>What each sensor has to say, in words; null where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<string>? Evidence { get; init; }

    /// <summary>What is concluded of the booking, or of whoever is there without one.</summary>
    public string? Reconciliation { get; init; }

    /// <summary>A word more on that.</summary>
    public string? Why { get; init; }
}

/// <summary>Somebody who is expected or there.</summary>
internal sealed record BoardBookingView
{
    public required string Booking { get; init; }

    public required string Member { get; init; }

    public required string Name { get; init; }

    public required string Space { get; init; }

    public required string Start { get; init; }

    public required string End { get; init; }

    public required string LocalStart { get; init; }

    public required string LocalEnd { get; init; }

    public required int Guests { get; init; }

    /// <summary>Expected, and her time has begun a while ago.</summary>
    public bool Late { get; init; }

    /// <summary>When she arrived.</summary>
    public string? Since { get; init; }

    public static BoardBookingView Of(Booking booking, Telecentre site, string name) => new()
    {
        Booking = booking.Id.Value,
        // Who is nobody any more has no name, and no number here either.
        Member = name.Length == 0 ? "" : booking.Member.Value,
        Name = name,
        Space = booking.Space.Value,
        Start = Times.Utc(booking.During.Start),
        End = Times.Utc(booking.During.End),
        LocalStart = Times.Local(booking.During.Start, site.Calendar),
        LocalEnd = Times.Local(booking.During.End, site.Calendar),
        Guests = booking.Guests.Count,
    };
}

[JsonSerializable(typeof(BoardView))]
internal sealed partial class BoardJson : JsonSerializerContext
{
    public static readonly BoardJson Shared = new(JsonRules.Options());
}
