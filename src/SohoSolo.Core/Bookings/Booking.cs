using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>A span of one space kept for one member, with the units it costs and the rules it was made under.</summary>
public sealed record Booking
{
    public required BookingId Id { get; init; }

    /// <summary>1 when made; each stored change adds one and leaves one journal entry.</summary>
    public int Version { get; init; } = 1;

    public required SiteId Site { get; init; }

    public required SpaceId Space { get; init; }

    public required SpaceKind Kind { get; init; }

    public required MemberId Member { get; init; }

    public required TimeRange During { get; init; }

    public required BookingStatus Status { get; init; }

    /// <summary>What it draws from the member's entitlements; empty once refunded.</summary>
    public IReadOnlyList<Charge> Charges { get; init; } = [];

    /// <summary>The version of the site's rules that decided it, and the rate frozen with it.</summary>
    public required int RulesVersion { get; init; }

    /// <summary>Units per half-day touched (desk, office) or per started hour (meeting room), frozen at booking.</summary>
    public required int Rate { get; init; }

    public string? Purpose { get; init; }

    public IReadOnlyList<Guest> Guests { get; init; } = [];

    /// <summary>The id that the bookings of one series share.</summary>
    public string? Series { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>When the sweeper must look at it next: an offer's or a request's deadline, or its end.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>It ended without evidence of presence (<c>rulings</c> 4).</summary>
    public bool Unproven { get; init; }

    /// <summary>Made at the door, by a badge without a booking.</summary>
    public bool IsWalkIn { get; init; }

    /// <summary>Why it ended early: a kebab-case word such as <c>by-member</c>, <c>closed</c>, <c>lapsed</c>.</summary>
    public string? EndReason { get; init; }

    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    public int Units => Charges.Sum(charge => charge.Units);

    public bool Holds => Status.Holds();
}

/// <summary>Somebody the member receives.</summary>
public sealed record Guest(string Name, string? Email);

/// <summary>One reason to believe that the member was there: <paramref name="Kind"/> such as <c>manual</c>, <paramref name="Says"/> for people.</summary>
public sealed record Evidence(DateTimeOffset At, string Kind, string? Device, string Says);
