using System.Text.Json;

namespace SohoSolo.Hub.Bookings;

/// <summary>POST /bookings as it arrives (contract §2).</summary>
internal sealed record BookingPost
{
    public string? Space { get; init; }

    public string? Site { get; init; }

    public string? Kind { get; init; }

    public int? Seats { get; init; }

    public IReadOnlyList<string>? Equipment { get; init; }

    public string? Start { get; init; }

    public string? End { get; init; }

    public string? Day { get; init; }

    public string? Part { get; init; }

    public string? Member { get; init; }

    public string? Purpose { get; init; }

    public IReadOnlyList<GuestPost>? Guests { get; init; }

    public SeriesPost? Series { get; init; }

    /// <summary><c>free-dates</c> or <c>all-or-none</c>; a series without it is only shown.</summary>
    public string? Book { get; init; }

    /// <summary>true or <c>"offer"</c>: ask me when it frees; <c>"take"</c>: book it for me at once.</summary>
    public JsonElement? Waitlist { get; init; }
}

internal sealed record GuestPost(string Name, string? Email = null);

internal sealed record SeriesPost(string Rrule, IReadOnlyList<string>? Exdate = null, string? Book = null);

/// <summary>PATCH /bookings/{id}: what changes.</summary>
internal sealed record BookingPatch
{
    public string? Start { get; init; }

    public string? End { get; init; }

    public string? Day { get; init; }

    public string? Part { get; init; }

    public string? Space { get; init; }

    public string? Scope { get; init; }
}

internal sealed record AgainPost(string Like, string Day);

internal sealed record AbsencePost(string From, string To);
