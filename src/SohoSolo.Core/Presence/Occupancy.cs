namespace SohoSolo.Core.Presence;

/// <summary>On the wire <c>unknown</c>, <c>vacant</c>, <c>maybe</c>, <c>occupied</c>.</summary>
public enum OccupancyLevel
{
    /// <summary>No sensor, or none that is heard.</summary>
    Unknown,

    Vacant,

    /// <summary>Something moved; not enough to say that somebody stays.</summary>
    Maybe,

    Occupied,
}

/// <summary>What is believed of a space at an instant. It says that somebody is there, never who.</summary>
/// <param name="Level">The estimate.</param>
/// <param name="Since">Since when it has been so; null while unknown from the start.</param>
/// <param name="IsStale">A sensor of the space is not heard: what it would say is missing.</param>
/// <param name="Sources">The sensors that it rests on.</param>
/// <param name="LastNoticed">When anybody was last noticed; null for never.</param>
public sealed record Occupancy(OccupancyLevel Level, DateTimeOffset? Since, bool IsStale, IReadOnlyList<string> Sources, DateTimeOffset? LastNoticed);

/// <summary>Somebody was there from then until then. An end that lies before what was believed at the time is no error: it was dated with hindsight.</summary>
/// <param name="From">The first that was noticed.</param>
/// <param name="Until">The last that was noticed; null while it goes on.</param>
public sealed record OccupiedSpan(DateTimeOffset From, DateTimeOffset? Until)
{
    /// <summary>How much of it lies in a range; until <paramref name="now"/> while it goes on.</summary>
    public TimeSpan Within(DateTimeOffset start, DateTimeOffset end, DateTimeOffset now)
    {
        var (from, until) = (From > start ? From : start, (Until ?? now) < end ? Until ?? now : end);
        return until > from ? until - from : TimeSpan.Zero;
    }
}
