namespace SohoSolo.Core.Presence;

/// <summary>Why nobody can tell whether somebody was at a place; in kebab-case on the wire.</summary>
public enum Blindness
{
    /// <summary>No sensor watches it.</summary>
    NoSensor,

    /// <summary>A sensor was not heard all the time.</summary>
    SensorSilent,

    /// <summary>What the site's gateway has heard has not all been delivered.</summary>
    Backlog,
}

/// <summary>What is known of one space when something is concluded from it: its folded signals, its sensors, and up to when the site's gateway has delivered everything.</summary>
/// <param name="Space">Which space.</param>
/// <param name="State">Its folded signals.</param>
/// <param name="Sensors">Those that watch it by the device table.</param>
/// <param name="Rules">The site's.</param>
/// <param name="DeliveredUpTo">The watermark of the site's gateway; null where none has ever delivered.</param>
public sealed record SpaceWatch(SpaceId Space, SpaceState State, IReadOnlyList<SpaceSensor> Sensors, PresenceRules Rules, DateTimeOffset? DeliveredUpTo)
{
    /// <summary>This much at desk or in a room is being there; less may be somebody who passed.</summary>
    public static readonly TimeSpan Seated = TimeSpan.FromMinutes(5);

    /// <summary>A gateway that is heard delivers every quarter of a minute: older news than this are stale.</summary>
    public static readonly TimeSpan MostLag = TimeSpan.FromMinutes(2);

    /// <summary>The instant that is spoken of: what has not been delivered yet is not known.</summary>
    public DateTimeOffset AsOf(DateTimeOffset now)
    {
        var known = DeliveredUpTo < now ? DeliveredUpTo.Value : now;
        return State.FoldedTo > known ? State.FoldedTo.Value : known;
    }

    /// <summary>Why an absence since then cannot be positive; null when it can. Everything up to <paramref name="needed"/> must have come, and news must be fresh.</summary>
    public Blindness? WhyBlind(DateTimeOffset since, DateTimeOffset needed, DateTimeOffset now)
    {
        if (Sensors.Count == 0) return Blindness.NoSensor;
        if (DeliveredUpTo is null || DeliveredUpTo < needed || now - DeliveredUpTo > MostLag) return Blindness.Backlog;
        return IsHeardSince(since) ? null : Blindness.SensorSilent;
    }

    /// <summary>Vacant beyond doubt at the last instant that is known of.</summary>
    public bool IsVacant(DateTimeOffset now) => SpaceOccupancy.IsVacant(State, Sensors, AsOf(now), Rules);

    public bool IsHeardSince(DateTimeOffset since) => SpaceOccupancy.HeardSince(State, Sensors) is { } heard && heard <= since;

    public IReadOnlyList<OccupiedSpan> Spans(DateTimeOffset now) => SpaceOccupancy.Spans(State, AsOf(now), Rules);

    /// <summary>How long somebody was there between two instants.</summary>
    public TimeSpan Occupied(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) =>
        Spans(now).Aggregate(TimeSpan.Zero, (sum, span) => sum + span.Within(from, to, AsOf(now)));

    public bool WasTaken(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) => Occupied(from, to, now) >= Seated;

    /// <summary>When somebody was last noticed there; null for not that is remembered.</summary>
    public DateTimeOffset? LastNoticed(DateTimeOffset now) => SpaceOccupancy.At(State, Sensors, AsOf(now), Rules).LastNoticed;

    internal string? Sensor => Sensors.Count > 0 ? Sensors[0].Id : null;
}
