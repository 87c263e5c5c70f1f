using FsCheck.Fluent;
using SohoSolo.FirmwareSim.Devices;
using SohoSolo.FirmwareSim.Faults;
using SohoSolo.FirmwareSim.Members;

namespace SohoSolo.FirmwareSim.Tests.Members;

/// <summary>A day of people, over in a moment on a clock moved by hand.</summary>
public sealed class SiteDayTests
{
    private static readonly DateTimeOffset Opening = new(2026, 11, 30, 7, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Closing = Opening.AddHours(12);

    private static IReadOnlyList<BookedVisit> Visits { get; } = [.. Enumerable.Range(1, 90).Select(Visit)];

    [Fact]
    public void The_same_seed_gives_the_same_day()
    {
        Assert.Equal(SiteDay.Plan(Visits, 7, Opening), SiteDay.Plan(Visits.Reverse(), 7, Opening));
        Assert.NotEqual(SiteDay.Plan(Visits, 7, Opening), SiteDay.Plan(Visits, 8, Opening));
    }

    [Fact]
    public void One_booking_more_changes_nobody_elses_day()
    {
        var more = SiteDay.Plan([.. Visits, Visit(99)], 7, Opening).Where(action => action.Booking != "booking-99");

        Assert.Equal(SiteDay.Plan(Visits, 7, Opening), more);
    }

    /// <summary>Everything that people do happens somewhere in a busy day.</summary>
    [Fact]
    public void A_busy_day_has_everything_in_it()
    {
        var kinds = SiteDay.Plan(Visits, 7, Opening).Select(action => action.Action.GetType().Name).ToHashSet();

        Assert.Equal(typeof(SiteAction).GetNestedTypes(System.Reflection.BindingFlags.NonPublic).Select(type => type.Name).Order(), kinds.Order());
        Assert.Contains(Visits, visit => VisitPlan.Of(visit, 7, Opening).Count == 0);
    }

    [Fact]
    public void Nobody_stays_longer_than_booked_or_moves_before_she_comes() => Runs.Hold(Gen.Choose(0, 1_000_000), seed =>
    {
        foreach (var visit in Visits)
        {
            var plan = VisitPlan.Of(visit, seed, Opening);

            Assert.Equal(plan.OrderBy(action => action.At), plan);
            Assert.All(plan, action => Assert.InRange(action.At, visit.Start - Habits.Earliest, visit.End));
            Assert.False(plan.Count > 0 && plan[0].Action is SiteAction.Move or SiteAction.Leave);
        }
    }, cases: 25);

    [Fact]
    public void Who_should_be_there_already_comes_soon()
    {
        var noon = Visits[0].Start.AddHours(1);
        var plan = Enumerable.Range(0, 50).Select(seed => VisitPlan.Of(Visits[0], seed, noon)).First(plan => plan.Count > 0);

        Assert.InRange(plan[0].At, noon, noon + Habits.ComesIn);
    }

    [Fact]
    public void Two_runs_of_a_day_tell_the_same_story()
    {
        var story = Told(seed: 7);

        Assert.Equal(story, Told(seed: 7));
        Assert.NotEqual(story, Told(seed: 8));
        Assert.Contains(story, line => line.Contains("badge → door main unlocked", StringComparison.Ordinal));
        Assert.Contains(story, line => line.Contains("wrong badge → door main denied: no-booking", StringComparison.Ordinal));
        Assert.Contains(story, line => line.Contains("walks in behind", StringComparison.Ordinal));
        Assert.Contains(story, line => line.Contains("PIN → door main unlocked", StringComparison.Ordinal));
        Assert.Contains(story, line => line.Contains("QR → door main unlocked", StringComparison.Ordinal));
        Assert.Contains(story, line => line.Contains("nogaro-desk-1 occupied", StringComparison.Ordinal));
    }

    [Fact]
    public void The_story_names_no_badge_PIN_or_pass() =>
        Assert.All(Told(seed: 7), line => Assert.DoesNotMatch("04D0|482913|TC1", line));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void On_a_bad_radio_day_every_event_arrives_and_no_command_is_acted_on_twice(int seed)
    {
        using var site = new ToySite(Opening, seed, FaultRates.Some);
        site.Follow(Visits);
        site.Clock.MoveTo(Closing.AddHours(1));

        Assert.All(site.Hosts, host => Assert.Empty(Flash(host.Device)));
        var acted = site.Facts.OfType<DeviceOutput.Unlocked>().Select(unlocked => unlocked.Command).ToList();
        Assert.NotEmpty(acted);
        Assert.Equal(acted.Distinct(), acted);
    }

    [Fact]
    public void A_withdrawn_booking_sends_its_member_home()
    {
        var visit = Visits.First(visit => VisitPlan.Of(visit, 7, Opening) is [{ Action: SiteAction.ShowBadge }, ..]);
        using var site = new ToySite(Opening, 7);
        site.Follow(visit);
        site.Clock.MoveTo(visit.Start.AddHours(1));
        site.Follow();
        var after = site.Lines.Count;
        site.Clock.MoveTo(Closing);

        Assert.Contains(site.Lines, line => line.EndsWith($"{visit.Member} leaves", StringComparison.Ordinal));
        Assert.Single(site.Lines.Skip(after), line => line.Contains("door", StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_acts_for_Anne()
    {
        Assert.False(Badges.AreKnown("anne"));
        Assert.False(Badges.AreKnown("keeper-nogaro"));
        Assert.True(Badges.AreKnown("member-007"));
        Assert.Equal("04D00000000007", Badges.Of("member-007").Value);
    }

    [Fact]
    public void A_hurried_clock_runs_its_times_faster()
    {
        var slow = new ManualClock(Opening);
        var fast = new FastClock(slow, 60);
        var rang = Opening;
        using var timer = fast.CreateTimer(_ => rang = fast.GetUtcNow(), null, TimeSpan.FromMinutes(30), Timeout.InfiniteTimeSpan);
        slow.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(Opening.AddMinutes(30), rang);
    }

    private static List<string> Told(int seed)
    {
        using var site = new ToySite(Opening, seed);
        site.Follow(Visits);
        site.Clock.MoveTo(Closing);
        return site.Lines;
    }

    private static System.Collections.Immutable.ImmutableList<StoredEvent> Flash(IDevice device) =>
        device is DoorController door ? door.Board.Flash.Events : ((PirSensor)device).Board.Flash.Events;

    private static BookedVisit Visit(int number)
    {
        var start = Opening.AddMinutes(60 + (number * 5));
        return new BookedVisit($"booking-{number}", "nogaro", $"nogaro-desk-{(number % 4) + 1}", $"member-{number:000}", start, start.AddHours(3), number % 5 == 0 ? 1 : 0);
    }
}
