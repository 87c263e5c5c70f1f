using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Tests.Doors;

/// <summary>Commands and modes of the hub.</summary>
public sealed class HubOrderTests
{
    private static readonly DateTimeOffset Now = TestSite.Morning;

    [Theory]
    [InlineData(0, 10, "main", "granted ")]
    [InlineData(-15, 0, "main", "granted ")]
    [InlineData(-15, -1, "main", "none expired")]
    [InlineData(0, 16, "main", "none expired")]
    [InlineData(-16, 10, "main", "none skew")]
    [InlineData(16, 20, "main", "none skew")]
    [InlineData(0, 10, "cellar", "none unknown-door")]
    public async Task A_remote_unlock_is_done_within_its_time_by_a_clock_that_is_right(int issued, int notAfter, string door, string becomes)
    {
        using var site = new TestSite();
        await site.Doors.Obey(Unlock("u1", Now.AddSeconds(issued), Now.AddSeconds(notAfter), door));
        Assert.Equal(becomes, $"{site.Log.Last.Decision} {site.Log.Last.Reason}");
        Assert.Equal(("cmd", "u1"), (site.Log.Last.Kind, site.Log.Last.Command));
        Assert.Equal(becomes.StartsWith("granted", StringComparison.Ordinal) ? ["u1"] : [], site.Lan.Unlocks);
    }

    [Fact]
    public async Task A_command_is_never_done_twice_also_after_a_restart()
    {
        using var site = new TestSite();
        var command = Unlock("u1", Now, Now.AddSeconds(10), "main");
        await site.Doors.Obey(command);
        await site.Doors.Obey(command);
        using var next = site.Restarted();
        await next.Doors.Obey(command);
        Assert.Equal((1, 0), (site.Lan.Unlocks.Count, next.Lan.Unlocks.Count));
        Assert.Equal(("none", "repeated"), (next.Log.Last.Decision, next.Log.Last.Reason));
    }

    [Fact]
    public async Task A_clock_that_was_never_set_and_a_lockdown_refuse()
    {
        using var site = new TestSite();
        site.Quality = ClockQuality.Unset;
        await site.Doors.Obey(Unlock("u1", Now, Now.AddSeconds(10), "main"));
        Assert.Equal("skew", site.Log.Last.Reason);
        site.Quality = ClockQuality.Synced;
        await site.Doors.Demand(Demanded.Of("main", DoorMode.Lockdown));
        await site.Doors.Obey(Unlock("u2", Now, Now.AddSeconds(10), "main"));
        Assert.Equal("lockdown", site.Log.Last.Reason);
        Assert.Empty(site.Lan.Unlocks);
    }

    [Fact]
    public async Task A_mode_is_told_to_the_door_with_a_rising_revision_until_its_time_has_passed_and_over_a_restart()
    {
        using var site = new TestSite();
        await site.Doors.Demand(Demanded.Of("main", DoorMode.Evacuation, Now.AddMinutes(5)));
        using var next = site.Restarted();
        Assert.Contains(next.Lan.Sent, said => said.Topic.EndsWith("main/mode", StringComparison.Ordinal) && said.Text.Contains("evacuation", StringComparison.Ordinal) && said.Retain);
        next.Clock.Advance(TimeSpan.FromMinutes(5));
        await next.Doors.Look();
        var modes = site.Lan.Sent.Concat(next.Lan.Sent).Where(said => said.Topic == "sohosolo/1/nogaro/door/main/mode").Select(said => System.Text.Json.JsonDocument.Parse(said.Text).RootElement).ToList();
        Assert.Equal(["normal", "evacuation", "evacuation", "normal"], modes.Select(mode => mode.GetProperty("mode").GetString()));
        Assert.Equal(modes.Select(mode => mode.GetProperty("rev").GetInt64()).Order().Distinct(), modes.Select(mode => mode.GetProperty("rev").GetInt64()));
        Assert.Equal(Now.AddMinutes(5).ToUnixTimeSeconds(), modes[1].GetProperty("until").GetInt64());
    }

    [Fact]
    public async Task What_is_not_demanded_any_more_ends()
    {
        using var site = new TestSite();
        await site.Doors.Demand(Demanded.Of("main", DoorMode.HeldUnlocked));
        await site.Doors.Demand(Demanded.Nothing);
        Assert.Equal(["normal", "held-unlocked", "normal"], site.Log.Events.Where(happened => happened is { Kind: "mode", Door: "main" }).Select(happened => happened.Value));
    }

    [Fact]
    public async Task The_schedule_opens_and_closes_a_door_unless_the_clock_was_never_set()
    {
        using var site = new TestSite(Now.AddHours(-2));
        await site.Use(new AccessContent { Doors = [new SnapshotDoor("main", true, true, [TestSite.Today])] });
        site.Clock.MoveTo(Now);
        site.Quality = ClockQuality.Unset;
        await site.Doors.Look();
        Assert.DoesNotContain(site.Log.Events, happened => happened.Value == "scheduled-open");
        site.Quality = ClockQuality.Synced;
        await site.Doors.Look();
        Assert.Equal("scheduled-open", site.Log.Events.Last(happened => happened is { Kind: "mode", Door: "main" }).Value);
    }

    [Fact]
    public async Task A_schedule_ends_with_the_snapshot_that_tells_of_it()
    {
        using var site = new TestSite();
        await site.Use(new AccessContent { Doors = [new SnapshotDoor("main", true, true, [TestSite.Today])] }, expires: Now.AddHours(1));
        site.Clock.MoveTo(Now.AddHours(1));
        await site.Doors.Look();
        Assert.Equal(["scheduled-open", "normal"], site.Log.Events.Where(happened => happened is { Kind: "mode", Door: "main" }).Select(happened => happened.Value).TakeLast(2));
    }

    private static LinkMessage.Command Unlock(string id, DateTimeOffset issued, DateTimeOffset notAfter, string door) => new(new SiteId(TestSite.Site), 1, 1)
    {
        Id = id,
        Operation = CommandOperation.Unlock,
        Door = door,
        For = TimeSpan.FromSeconds(5),
        NotAfter = notAfter,
        Operator = "keeper",
        IssuedAt = issued,
    };
}
