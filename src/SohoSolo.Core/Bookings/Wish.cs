using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>What somebody is after before a space is settled: a named one, or any that serves. Other places and times are judged by it.</summary>
public sealed record Wish
{
    /// <summary>Who asks; null for somebody who only looks.</summary>
    public MemberId? Member { get; init; }

    public required TimeRange During { get; init; }

    /// <summary>Set when she asked for a part of a day rather than for hours.</summary>
    public DayPart? Part { get; init; }

    /// <summary>The one space she named; null means any that serves.</summary>
    public SpaceId? Space { get; init; }

    public SpaceKind? Kind { get; init; }

    public int Seats { get; init; } = 1;

    public IReadOnlyList<string> Equipment { get; init; } = [];

    public IReadOnlyList<Guest> Guests { get; init; } = [];

    /// <summary>Whether a space would do, named or not.</summary>
    public bool Suits(Space space) => space.Serves(Kind ?? space.Kind, Seats, Equipment);

    /// <summary>Whether the wish is for this space: it suits, and no other was named.</summary>
    public bool Means(Space space) => (Space is null || Space == space.Id) && Suits(space);
}
