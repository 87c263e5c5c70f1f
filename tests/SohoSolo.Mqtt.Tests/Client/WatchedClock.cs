using System.Threading.Channels;

namespace SohoSolo.Mqtt.Tests.Client;

/// <summary>A clock moved by hand that tells when somebody has begun to wait for it: only then is it of use to move it.</summary>
internal sealed class WatchedClock : TimeProvider
{
    private readonly ManualClock clock = new(DateTimeOffset.UnixEpoch);
    private readonly Channel<TimeSpan> waits = Channel.CreateUnbounded<TimeSpan>();

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = clock.CreateTimer(callback, state, dueTime, period);
        waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Moves on by this time, after somebody has begun to wait for as long; timers count whole milliseconds.</summary>
    public async Task Pass(TimeSpan time)
    {
        var stop = TestContext.Current.CancellationToken;
        TimeSpan waited;
        do
            waited = await waits.Reader.ReadAsync(stop).AsTask().WaitAsync(Some.Patience, stop);
        while ((waited - time).Duration() > TimeSpan.FromMilliseconds(1));

        clock.Advance(waited);
    }

    public void Advance(TimeSpan time) => clock.Advance(time);
}
