using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Access;
using Xunit;

namespace SohoSolo.Core.Tests.Access;

public sealed class PinLockoutTests
{
    private static readonly DateTimeOffset Start = Some.Now;

    [Fact]
    public void The_fifth_wrong_pin_in_ten_minutes_locks_for_a_minute()
    {
        var four = After(0, 1, 2, 3);

        Assert.False(four.IsLocked(Start.AddSeconds(3)));
        Assert.False(four.AfterWrong(PinRules.Reader, Start.AddSeconds(600)).IsLocked(Start.AddSeconds(600)));
        var five = four.AfterWrong(PinRules.Reader, Start.AddSeconds(599));
        Assert.True(five.IsLocked(Start.AddSeconds(599)));
        Assert.True(five.IsLocked(Start.AddSeconds(659).AddTicks(-1)));
        Assert.False(five.IsLocked(Start.AddSeconds(659)));
    }

    [Fact]
    public void Each_lock_is_twice_as_long_up_to_a_quarter_of_an_hour()
    {
        var (lockout, now) = (PinLockout.None, Start);
        foreach (var expected in new[] { 60, 120, 240, 480, 900, 900 })
        {
            for (var tries = 0; tries < 5; tries++)
                lockout = lockout.AfterWrong(PinRules.Reader, now);
            Assert.Equal(now.AddSeconds(expected), lockout.LockedUntil);
            now = lockout.LockedUntil!.Value;
        }
    }

    [Fact]
    public void A_try_at_a_locked_reader_is_not_looked_at_and_counts_nothing()
    {
        var locked = After(0, 0, 0, 0, 0);

        Assert.Same(locked, locked.AfterWrong(PinRules.Reader, Start.AddSeconds(59)));
    }

    [Fact]
    public void A_whole_day_without_a_wrong_pin_begins_again_with_a_minute()
    {
        var locked = After(0, 0, 0, 0, 0);
        var stillHigh = FiveAt(locked, Start.AddDays(1).AddTicks(-1));
        var fresh = FiveAt(locked, Start.AddDays(1));

        Assert.Equal(Start.AddDays(1).AddTicks(-1).AddSeconds(120), stillHigh.LockedUntil);
        Assert.Equal(Start.AddDays(1).AddSeconds(60), fresh.LockedUntil);
    }

    [Fact]
    public void The_fiftieth_in_a_day_disables_it_until_somebody_begins_anew()
    {
        var spread = Enumerable.Range(0, 49).Aggregate(PinLockout.None, (lockout, n) => lockout.AfterWrong(PinRules.Reader, Start.AddMinutes(29 * n)));

        Assert.False(spread.IsDisabled);
        Assert.False(spread.AfterWrong(PinRules.Reader, Start.AddDays(1)).IsDisabled);
        Assert.True(spread.AfterWrong(PinRules.Reader, Start.AddDays(1).AddTicks(-1)).IsLocked(Start.AddYears(1)));
    }

    [Fact]
    public void A_site_counts_the_day_only()
    {
        var many = Enumerable.Range(0, 49).Aggregate(PinLockout.None, (lockout, n) => lockout.AfterWrong(PinRules.Site, Start.AddSeconds(n)));

        Assert.False(many.IsLocked(Start.AddSeconds(49)));
        Assert.True(many.AfterWrong(PinRules.Site, Start.AddSeconds(49)).IsDisabled);
    }

    [Fact]
    public void A_clock_that_is_set_back_forgets_no_wrong_pin()
    {
        var four = After(0, 1, 2, 3);

        Assert.True(four.AfterWrong(PinRules.Reader, Start.AddHours(-1)).IsLocked(Start.AddHours(-1)));
        Assert.True(After(0, 0, 0, 0, 0).IsLocked(Start.AddYears(-50)));
    }

    [Fact]
    public void And_what_lay_ahead_of_it_ages_like_any_other()
    {
        var four = After(0, 1, 2).AfterWrong(PinRules.Reader, Start.AddHours(-1));
        var later = Start.AddMinutes(-49);

        Assert.False(four.AfterWrong(PinRules.Reader, later).AfterWrong(PinRules.Reader, later).IsLocked(later));
    }

    [Fact]
    public void Nobody_who_guesses_is_looked_at_more_often_than_the_rules_say()
    {
        // Seconds between tries: patient, hasty and just at the edges.
        var pause = Gen.OneOf(Gen.Choose(0, 30), Gen.Elements(59, 60, 61, 119, 120, 121, 899, 900, 901), Gen.Choose(0, 7200));
        Runs.Hold(Runs.Lists(pause, 250), pauses =>
        {
            var (lockout, now) = (PinLockout.None, Start);
            List<DateTimeOffset> looked = [];
            foreach (var seconds in pauses)
            {
                now = now.AddSeconds(seconds);
                if (!lockout.IsLocked(now)) looked.Add(now);
                lockout = lockout.AfterWrong(PinRules.Reader, now);
            }

            // By hand: in no day more than fifty, and among any six within ten minutes there is a pause of a minute.
            return looked.All(at => looked.Count(other => other >= at && other < at.AddDays(1)) <= 50)
                && Enumerable.Range(0, Math.Max(0, looked.Count - 5)).All(first =>
                    looked[first + 5] - looked[first] >= TimeSpan.FromMinutes(10)
                    || Enumerable.Range(first, 5).Any(n => looked[n + 1] - looked[n] >= TimeSpan.FromMinutes(1)));
        });
    }

    [Fact]
    public void Who_guesses_at_every_moment_of_a_month_finds_a_pin_with_the_stated_odds_at_most()
    {
        // One try a second at one reader, and nobody comes with a badge: the day's fifty are all there ever are.
        var (lockout, looked) = (PinLockout.None, 0);
        for (var second = 0; second < 30 * 24 * 3600; second++)
        {
            var now = Start.AddSeconds(second);
            if (lockout.IsLocked(now)) continue;

            looked++;
            lockout = lockout.AfterWrong(PinRules.Reader, now);
        }

        Assert.Equal(50, looked);
        Assert.True(looked * 40 / 1e6 <= 0.002);
    }

    private static PinLockout After(params int[] seconds) => seconds.Aggregate(PinLockout.None, (lockout, at) => lockout.AfterWrong(PinRules.Reader, Start.AddSeconds(at)));

    private static PinLockout FiveAt(PinLockout before, DateTimeOffset now) => Enumerable.Range(0, 5).Aggregate(before, (lockout, _) => lockout.AfterWrong(PinRules.Reader, now));
}
