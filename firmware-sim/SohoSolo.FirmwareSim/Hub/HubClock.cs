namespace SohoSolo.FirmwareSim.Hub;

/// <summary>The hub's clock, which in a demo is not the world's: real time, moved by an offset that is asked for now and then.</summary>
internal sealed class HubClock(TimeProvider real) : TimeProvider
{
    /// <summary>Less than this is the way over HTTP, and a clock that jumps to and fro helps nobody.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private long offsetTicks;

    public override long TimestampFrequency => real.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow().AddTicks(Interlocked.Read(ref offsetTicks));

    public override long GetTimestamp() => real.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => real.CreateTimer(callback, state, dueTime, period);

    public void Set(DateTimeOffset now)
    {
        if ((now - GetUtcNow()).Duration() > Tolerance)
            Interlocked.Exchange(ref offsetTicks, (now - real.GetUtcNow()).Ticks);
    }
}
