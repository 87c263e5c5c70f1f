using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Reports;

/// <summary>When months that are not frozen are counted, and when what was counted last is told again. What it would miss: that the hub refreshes them by itself, which only a start shows.</summary>
public sealed class RunningUseTests
{
    private static readonly DateOnly November = new(2026, 11, 1);
    private static readonly DateOnly October = new(2026, 10, 1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_month_is_counted_ahead_of_time_and_nobody_who_asks_meanwhile_waits()
    {
        await using var demo = await CountedDemo.Open(Engines.Sqlite);
        var first = Assert.Single((await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => demo.Running.Read(November, Stop), Stop)))).Select(told => told.Use).Distinct(ReferenceEqualityComparer.Instance));

        // One month does not push out another: pages ask for both at the beginning of a month.
        var other = (await demo.Running.Read(October, Stop)).Use;
        Assert.Same(first, (await demo.Running.Read(November, Stop)).Use);
        Assert.Same(other, (await demo.Running.Read(October, Stop)).Use);

        demo.Clock.Advance(TimeSpan.FromMinutes(9));
        await demo.Running.Refresh(November, Stop);
        Assert.Same(first, (await demo.Running.Read(November, Stop)).Use);

        // Old enough to be counted again, and still told to whoever asks before that is done.
        demo.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Same(first, (await demo.Running.Read(November, Stop)).Use);
        await demo.Running.Refresh(November, Stop);
        var second = (await demo.Running.Read(November, Stop)).Use;
        Assert.NotSame(first, second);

        // Where nobody refreshes it, it does not grow old.
        demo.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.NotSame(second, (await demo.Running.Read(November, Stop)).Use);

        // On Monday another week is over.
        var third = (await demo.Running.Read(November, Stop)).Use;
        demo.Clock.Advance(TimeSpan.FromDays(7));
        await demo.Running.Refresh(November, Stop);
        Assert.NotSame(third, (await demo.Running.Read(November, Stop)).Use);
    }
}
