namespace SohoSolo.Core.Presence;

/// <summary>A site's settings for sensors. How long a space is held before it may be given to others is one thing; how soon it is believed vacant is the estimator's, and another (<c>rulings</c> 23).</summary>
public sealed record PresenceRules
{
    /// <summary>After the last movement that a PIR saw.</summary>
    public TimeSpan PirHold { get; init; } = TimeSpan.FromMinutes(15);

    public TimeSpan MmwaveHold { get; init; } = TimeSpan.FromMinutes(3);

    public TimeSpan SeatHold { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>After a counter came to zero.</summary>
    public TimeSpan CounterHold { get; init; } = TimeSpan.FromMinutes(2);

    public TimeSpan HoldOf(SensorKind kind) => kind switch
    {
        SensorKind.Pir => PirHold,
        SensorKind.Mmwave => MmwaveHold,
        SensorKind.Seat => SeatHold,
        SensorKind.Counter => CounterHold,
        _ => throw new System.Diagnostics.UnreachableException($"{kind}"),
    };
}
