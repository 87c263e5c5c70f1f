namespace SohoSolo.Core.Presence;

/// <summary>How a sensor notices people; on the wire <c>pir</c>, <c>mmwave</c>, <c>seat</c>, <c>counter</c>.</summary>
public enum SensorKind
{
    /// <summary>Passive infrared: sees movement, not people who sit still.</summary>
    Pir,

    /// <summary>Radar: sees breathing.</summary>
    Mmwave,

    /// <summary>Under or on a seat or desk.</summary>
    Seat,

    /// <summary>Counts people in a room or over a line.</summary>
    Counter,
}

/// <summary>A sensor that watches a space.</summary>
public sealed record SpaceSensor(string Id, SensorKind Kind);
