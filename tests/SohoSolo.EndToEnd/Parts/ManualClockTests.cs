
namespace SohoSolo.EndToEnd.Parts;

public sealed class ManualClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_stands_still_until_it_is_moved()
    {
        var clock = new ManualClock(Noon);
        var before = clock.GetTimestamp();

        clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(Noon.AddMinutes(5), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(5), clock.GetElapsedTime(before));
    }

    [Fact]
    public void Timers_fire_in_order_each_at_its_own_time()
    {
        var clock = new ManualClock(Noon);
        var fired = new List<(string Name, DateTimeOffset At)>();
        using var late = clock.CreateTimer(_ => fired.Add(("late", clock.GetUtcNow())), null, TimeSpan.FromMinutes(3), Timeout.InfiniteTimeSpan);
        using var often = clock.CreateTimer(_ => fired.Add(("often", clock.GetUtcNow())), null, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2));

        clock.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal([("often", Noon.AddMinutes(2)), ("late", Noon.AddMinutes(3)), ("often", Noon.AddMinutes(4))], fired);
    }

    [Fact]
    public async Task It_ends_a_delay()
    {
        var clock = new ManualClock(Noon);
        var delay = Task.Delay(TimeSpan.FromHours(1), clock, TestContext.Current.CancellationToken);

        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.False(delay.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(1));

        await delay;
    }

    [Fact]
    public void A_disposed_timer_is_silent()
    {
        var clock = new ManualClock(Noon);
        var fired = 0;
        clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)).Dispose();

        clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(0, fired);
    }
}
