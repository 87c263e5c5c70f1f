namespace SohoSolo.Core.Presence;

/// <summary>
/// Something that a sensor said about its space, at the time it happened. Signals of a space are folded in one order, whenever they came: by <see cref="At"/>, then <see cref="Sensor"/>, then
/// <see cref="Number"/> (<see cref="InOrder"/>).
/// </summary>
public abstract record PresenceSignal
{
    public static readonly IComparer<PresenceSignal> InOrder = Comparer<PresenceSignal>.Create(Compare);

    private PresenceSignal(DateTimeOffset at, string sensor, long number) => (At, Sensor, Number) = (at, sensor, number);

    /// <summary>When it happened, by the best clock there was.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The device's id.</summary>
    public string Sensor { get; }

    /// <summary>Tells apart what one sensor said within one millisecond.</summary>
    public long Number { get; }

    /// <summary>Somebody is noticed, or is no longer: a PIR, a radar, a seat.</summary>
    public sealed record Noticed(DateTimeOffset At, string Sensor, long Number, SensorKind Kind, bool IsThere) : PresenceSignal(At, Sensor, Number);

    /// <summary>A counter reports.</summary>
    public sealed record Counted(DateTimeOffset At, string Sensor, long Number, CountReading Reading) : PresenceSignal(At, Sensor, Number);

    /// <summary>The sensor was heard again, or has gone silent: only a sensor that is heard can say that nobody is there.</summary>
    public sealed record Health(DateTimeOffset At, string Sensor, long Number, SensorKind Kind, bool IsHeard) : PresenceSignal(At, Sensor, Number);

    private static int Compare(PresenceSignal? one, PresenceSignal? other)
    {
        if (one is null || other is null)
            return (one is null ? 0 : 1) - (other is null ? 0 : 1);

        var byTime = one.At.CompareTo(other.At);
        if (byTime != 0)
            return byTime;

        var bySensor = string.CompareOrdinal(one.Sensor, other.Sensor);
        return bySensor != 0 ? bySensor : one.Number.CompareTo(other.Number);
    }
}
