namespace SohoSolo.Months.World;

/// <summary>
/// A gateway's clock: a little wrong, and lazy. A gateway looks at its doors each second; in months of nights nothing is seen by that which is not seen by looking four times a minute.
/// </summary>
internal sealed class SiteClock(ManualClock world, TimeSpan skew) : TimeProvider
{
    private static readonly TimeSpan Lazy = TimeSpan.FromSeconds(15);

    public override long TimestampFrequency => world.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => world.GetUtcNow() + skew;

    public override long GetTimestamp() => world.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        world.CreateTimer(callback, state, dueTime, period > TimeSpan.Zero && period < Lazy ? Lazy : period);
}
