namespace SohoSolo.FirmwareSim.Members;

/// <summary>A clock that runs a number of times faster than another, from its start on. People's days may be hurried; the devices' clocks stay true.</summary>
internal sealed class FastClock(TimeProvider inner, double speed) : TimeProvider
{
    private readonly DateTimeOffset start = inner.GetUtcNow();
    private readonly long since = inner.GetTimestamp();

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => start + (inner.GetElapsedTime(since) * speed);

    /// <summary>Real time: what a door took to answer is not hurried.</summary>
    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(inner.CreateTimer(callback, state, Scaled(dueTime, speed), Scaled(period, speed)), speed);

    private static TimeSpan Scaled(TimeSpan span, double speed) => span == Timeout.InfiniteTimeSpan ? span : span / speed;

    private sealed class FastTimer(ITimer inner, double speed) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(Scaled(dueTime, speed), Scaled(period, speed));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
