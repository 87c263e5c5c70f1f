using SohoSolo.Core.Access;
using SohoSolo.Gateway.Drivers;

namespace SohoSolo.Gateway.Tests.Doors;

/// <summary>What a keeper should look at: it begins once and ends once.</summary>
public sealed class AlarmTests
{
    private const string Anne = "04D0000000A11E";

    [Fact]
    public async Task A_door_that_opens_for_nobody_was_forced_or_left_by_somebody()
    {
        using var site = new TestSite();
        await site.Doors.Handle(site.Said(SignalKind.Door, true));
        await site.Doors.Handle(site.Said(SignalKind.Door, false));
        await site.Doors.Handle(site.Said(SignalKind.Door, true, device: TestSite.SideReader));
        Assert.Equal(["forced raised main", "forced cleared main", "opened-unattributed raised side"], site.Alarms);
    }

    [Fact]
    public async Task Who_was_let_in_and_who_asked_to_leave_raises_none()
    {
        using var site = new TestSite();
        await site.Use(TestSite.Entry(TestSite.HashOf(Anne), "c1", TestSite.Today));
        await site.Becomes(site.Badge(Anne));
        site.Clock.Advance(TimeSpan.FromSeconds(10));
        await site.Doors.Handle(site.Said(SignalKind.Door, true));
        await site.Doors.Handle(site.Said(SignalKind.Door, false));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        await site.Doors.Handle(site.Said(SignalKind.Rex));
        await site.Doors.Handle(site.Said(SignalKind.Door, true));
        Assert.Empty(site.Alarms);
    }

    [Fact]
    public async Task A_door_that_stands_open_is_warned_of_then_an_alarm_and_ends_after_a_restart_too()
    {
        using var site = new TestSite();
        await site.Doors.Handle(site.Said(SignalKind.Rex));
        await site.Doors.Handle(site.Said(SignalKind.Door, true));
        site.Clock.Advance(TimeSpan.FromSeconds(20));
        await site.Doors.Look();
        site.Clock.Advance(TimeSpan.FromSeconds(25));
        await site.Doors.Look();
        Assert.Equal(["held-open-warning raised main", "held-open-warning cleared main", "held-open raised main"], site.Alarms.OrderBy(alarm => alarm.StartsWith("held-open ", StringComparison.Ordinal)));
        using var next = site.Restarted();
        await next.Doors.Handle(next.Said(SignalKind.Door, false));
        Assert.Equal("held-open cleared main", next.Alarms.Last());
    }

    [Fact]
    public async Task An_opening_that_is_told_late_is_nobodys_fault()
    {
        using var site = new TestSite();
        await site.Doors.Handle(site.Said(SignalKind.Door, true) with { AgeSeconds = 600, Clock = null, DeviceSeconds = null });
        Assert.Empty(site.Alarms);
    }

    [Fact]
    public async Task Devices_come_and_go_and_say_so_once()
    {
        using var site = new TestSite();
        await site.Doors.Handle(site.Said(SignalKind.Online, true) with { Identity = null });
        await site.Doors.Handle(site.Said(SignalKind.Online, true) with { Identity = null });
        await site.Doors.Seen(TestSite.Reader, isOnline: false);
        await site.Doors.Seen(TestSite.Reader, isOnline: false);
        await site.Doors.Handle(site.Said(SignalKind.Online, true) with { Identity = null });
        Assert.Equal(["true", "false", "true"], site.Log.Events.Where(happened => happened.Kind == "online").Select(happened => happened.Value));
        Assert.Equal([$"device-offline raised {TestSite.Reader}", $"device-offline cleared {TestSite.Reader}"], site.Alarms);
    }

    [Fact]
    public async Task A_device_that_does_not_come_back_after_a_restart_is_gone_and_one_that_does_was_never_away()
    {
        using var site = new TestSite();
        await site.Doors.Handle(site.Said(SignalKind.Online, true) with { Identity = null });
        await site.Doors.Handle(site.Said(SignalKind.Online, true, device: TestSite.SideReader) with { Identity = null });
        using var next = site.Restarted();
        await next.Doors.Handle(next.Said(SignalKind.Online, true) with { Identity = null });
        await next.Doors.Look();
        Assert.Empty(next.Alarms);
        next.Clock.Advance(TimeSpan.FromMinutes(3));
        await next.Doors.Look();
        Assert.Equal([$"device-offline raised {TestSite.SideReader}"], next.Alarms);
        Assert.Equal(3, next.Log.Events.Count(happened => happened.Kind == "online"));
    }

    [Fact]
    public async Task Batteries_clocks_and_housings_have_their_alarms()
    {
        using var site = new TestSite();
        await site.Doors.Handle(site.Said(SignalKind.Batt, number: 15));
        await site.Doors.Handle(site.Said(SignalKind.Batt, number: 20));
        await site.Doors.Handle(site.Said(SignalKind.Batt, number: 90));
        await site.Doors.Handle(site.Said(SignalKind.Rex) with { Clock = DeviceClock.Unset });
        await site.Doors.Handle(site.Said(SignalKind.Rex));
        await site.Doors.Handle(site.Said(SignalKind.Tamper, true));
        await site.Doors.Handle(site.Said(SignalKind.Tamper, false));
        await site.Doors.Handle(site.Said(SignalKind.Tamper, true, device: "nogaro-desk-1-pir"));
        Assert.Equal(
            [
                $"battery-low raised {TestSite.Reader}", $"battery-low cleared {TestSite.Reader}", $"clock-unset raised {TestSite.Reader}", $"clock-unset cleared {TestSite.Reader}",
                "tamper raised main", "tamper cleared main", "tamper raised nogaro-desk-1-pir",
            ],
            site.Alarms);
    }

    [Fact]
    public async Task A_wrong_clock_is_told_from_a_message_that_was_kept_while_the_device_was_away()
    {
        using var site = new TestSite();
        var seconds = TestSite.Morning.ToUnixTimeSeconds();
        await site.Doors.Handle(site.Said(SignalKind.Online, true) with { Identity = null });
        await site.Doors.Handle(site.Said(SignalKind.Rex) with { DeviceSeconds = seconds - 600 });
        Assert.Empty(site.Alarms);
        site.Clock.Advance(TimeSpan.FromMinutes(30));
        await site.Doors.Handle(site.Said(SignalKind.Rex) with { DeviceSeconds = seconds + 600 });
        await site.Doors.Handle(site.Said(SignalKind.Rex));
        await site.Doors.Handle(site.Said(SignalKind.Rex) with { DeviceSeconds = seconds + 3600 });
        Assert.Equal([$"clock-skew raised {TestSite.Reader}", $"clock-skew cleared {TestSite.Reader}", $"clock-skew raised {TestSite.Reader}"], site.Alarms);
    }

    [Fact]
    public async Task What_a_device_may_not_publish_is_an_alarm_until_it_behaves()
    {
        using var site = new TestSite();
        for (var i = 0; i < 3; i++)
            await site.Doors.Refused(TestSite.Reader, "sohosolo/1/nogaro/dev/other/evt", "not-authorized");

        Assert.Single(site.Log.Events, happened => happened.Kind == "refused");
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        await site.Doors.Look();
        Assert.Equal([$"refused-publish raised {TestSite.Reader}", $"refused-publish cleared {TestSite.Reader}"], site.Alarms);
    }

    [Fact]
    public async Task What_cannot_be_read_is_set_aside_once_a_minute_or_by_its_number_and_never_shown()
    {
        using var site = new TestSite();
        await site.Doors.SetAside(new DriverReading.Unreadable("not JSON", TestSite.Reader), "sohosolo/1/nogaro/dev/nogaro-reader-main/evt");
        await site.Doors.SetAside(new DriverReading.Unreadable("not JSON", TestSite.Reader), "sohosolo/1/nogaro/dev/nogaro-reader-main/evt");
        var numbered = new DriverReading.Unreadable("no cred", TestSite.Reader, new DeviceNumber("b", 1));
        await site.Doors.SetAside(numbered, "t");
        await site.Doors.SetAside(numbered, "t");
        Assert.Equal([("not-json", null), ("no-cred", 1L)], site.Log.Events.Where(happened => happened.Kind == "quarantine").Select(happened => (happened.Reason!, happened.DeviceSeq)));
        Assert.Equal(2, site.Lan.Sent.Count(said => said.Text == """{"boot":"b","upto":1}"""));
    }

    [Fact]
    public async Task A_lock_that_answers_a_command_again_has_acted_once()
    {
        using var site = new TestSite();
        var ack = site.Said(SignalKind.Ack, true) with { Identity = null, Command = "u1" };
        await site.Doors.Handle(ack);
        await site.Doors.Handle(ack);
        Assert.Equal(("ack", "u1", "true"), Assert.Single(site.Log.Events, happened => happened.Kind == "ack") is var told ? (told.Kind, told.Command, told.Value) : default);
    }

    [Fact]
    public async Task A_snapshot_that_has_run_out_is_an_alarm_and_devices_that_are_gone_are_shown_out()
    {
        using var site = new TestSite();
        await site.Use(new AccessContent(), expires: TestSite.Morning.AddHours(1));
        site.Clock.Advance(TimeSpan.FromHours(1));
        await site.Doors.Look();
        Assert.Equal(["snapshot-expired raised"], site.Alarms);
        await site.Use(new AccessContent { Devices = [TestSite.Device(TestSite.Reader, "main") with { PasswordHash = "other" }, TestSite.Device(TestSite.OtherReader, "main")] });
        Assert.Equal(["snapshot-expired raised", "snapshot-expired cleared"], site.Alarms);
        Assert.Equal([TestSite.Reader, "nogaro-desk-1-pir", TestSite.SideReader], site.Lan.ShownOut.Order(StringComparer.Ordinal).OrderBy(id => id == TestSite.SideReader).ThenBy(id => id != TestSite.Reader));
    }
}
