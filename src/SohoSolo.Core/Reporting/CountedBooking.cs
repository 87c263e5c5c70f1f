using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Reporting;

/// <summary>As much of a booking as is counted.</summary>
public sealed record CountedBooking
{
    /// <summary>The key of its member in statistics; never a member's id.</summary>
    public required string Person { get; init; }

    public required SpaceKind Kind { get; init; }

    public required TimeRange During { get; init; }

    public required BookingStatus Status { get; init; }

    /// <summary>Where its member lived when it began: a community (SIREN), <c>country:XX</c> outside, or nothing.</summary>
    public string Home { get; init; } = "";

    /// <summary>The community (SIREN) that paid; nothing where nothing was charged.</summary>
    public string Funder { get; init; } = "";

    /// <summary>The employer or community behind a funded day; nothing elsewhere.</summary>
    public string Payer { get; init; } = "";

    /// <summary>It ended without evidence of presence.</summary>
    public bool Unproven { get; init; }

    public bool IsWalkIn { get; init; }

    public int Guests { get; init; }

    /// <summary>Wishes, offers, refusals and what was given back in time are no use.</summary>
    public bool Counts => Status is BookingStatus.Confirmed or BookingStatus.CheckedIn or BookingStatus.Completed or BookingStatus.NoShow;

    public bool IsNoShow => Status == BookingStatus.NoShow;

    /// <summary>Presence proves it: checked in, or ended with evidence.</summary>
    public bool IsUsed => Status is BookingStatus.CheckedIn || (Status is BookingStatus.Completed && !Unproven);
}
