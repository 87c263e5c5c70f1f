using SohoSolo.Core.Access;
using SohoSolo.Gateway.Doors;

namespace SohoSolo.Gateway.Tests.Doors;

/// <summary>How far the gateway trusts its own clock.</summary>
public sealed class ClockTrustTests
{
    private readonly ManualClock clock = new(TestSite.Morning);

    [Fact]
    public void A_clock_is_right_for_a_day_after_the_hub_agreed_and_a_guess_for_a_week()
    {
        var trust = new ClockTrust(clock, new Dictionary<string, string>());
        Assert.Equal(ClockQuality.Unset, trust.Quality);
        Assert.Null(trust.Heard(TestSite.Morning.AddSeconds(-16)));
        Assert.Equal(ClockQuality.Unset, trust.Quality);
        Assert.NotNull(trust.Heard(TestSite.Morning.AddSeconds(-15)));
        Assert.Equal(ClockQuality.Synced, trust.Quality);
        clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));
        Assert.Equal(ClockQuality.Holdover, trust.Quality);
        clock.Advance(TimeSpan.FromDays(6));
        Assert.Equal(ClockQuality.Unset, trust.Quality);
    }

    [Fact]
    public void However_often_the_hub_is_heard_what_is_agreed_is_written_down_every_ten_minutes()
    {
        var trust = new ClockTrust(clock, new Dictionary<string, string>());
        var written = 0;
        for (var seconds = 0; seconds < 3600; seconds += 15)
        {
            written += trust.Heard(clock.GetUtcNow()) is null ? 0 : 1;
            clock.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.InRange(written, 5, 7);
        Assert.Equal(ClockQuality.Synced, trust.Quality);
    }

    [Fact]
    public void A_restart_makes_a_good_clock_a_guess_and_one_that_fell_back_unset()
    {
        var agreed = new ClockTrust(clock, new Dictionary<string, string>()).Heard(TestSite.Morning)!;
        var memory = new Dictionary<string, string> { [ClockTrust.MemoryKey] = agreed };
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(ClockQuality.Holdover, new ClockTrust(clock, memory).Quality);
        Assert.Equal(ClockQuality.Unset, new ClockTrust(new ManualClock(DateTimeOffset.UnixEpoch), memory).Quality);
    }
}
