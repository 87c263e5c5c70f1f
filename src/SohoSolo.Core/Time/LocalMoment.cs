namespace SohoSolo.Core.Time;

/// <summary>What a local clock time of a site means on the time line.</summary>
public abstract record LocalMoment
{
    private LocalMoment()
    {
    }

    /// <summary>One instant. In an hour that comes twice it is the earlier (<c>rulings</c> 5) and <paramref name="Ambiguous"/> is true.</summary>
    public sealed record Instant(DateTimeOffset At, bool Ambiguous) : LocalMoment;

    /// <summary>The clocks jump over this time: no instant has it.</summary>
    public sealed record Nonexistent(DateTime Local) : LocalMoment;
}
