using SohoSolo.FirmwareSim.Devices;

namespace SohoSolo.FirmwareSim.Tests.Devices;

/// <summary>What the bolt does.</summary>
public sealed class DoorControllerTests
{
    private static readonly DeviceInput Tick = new DeviceInput.Ticked();

    [Fact]
    public void An_unlock_frees_the_door_and_is_answered()
    {
        var (door, outputs) = Some.OnlineDoor().Step(Some.Unlock("a"), Some.Morning);

        Assert.True(door.IsReleased);
        Assert.Contains(new DeviceOutput.LockMoved(IsReleased: true), outputs);
        Assert.Equal("""{"id":"a","ok":true,"t":1796025731.12}""", outputs.Messages("/ack").Single().Text());
    }

    [Fact]
    public void The_bolt_falls_back_after_its_time()
    {
        var unlocked = Some.OnlineDoor().After(Some.Unlock("a"));

        Assert.Equal(Some.Morning.AddSeconds(5), unlocked.Due);
        Assert.True(unlocked.After(Tick, Some.Morning.AddSeconds(4.99)).IsReleased);
        Assert.False(unlocked.After(Tick, Some.Morning.AddSeconds(5)).IsReleased);
    }

    [Fact]
    public void The_bolt_falls_back_when_the_door_has_closed_behind_somebody()
    {
        var entered = Some.OnlineDoor().After(Some.Unlock("a")).After(new DeviceInput.DoorMoved(IsOpen: true), Some.Morning.AddSeconds(1));

        Assert.True(entered.IsReleased);
        Assert.False(entered.After(new DeviceInput.DoorMoved(IsOpen: false), Some.Morning.AddSeconds(2)).IsReleased);
    }

    [Fact]
    public void A_repeated_command_is_answered_again_and_not_acted_on()
    {
        var relocked = Some.OnlineDoor().After(Some.Unlock("a")).After(Tick, Some.Morning.AddSeconds(6));
        var (door, outputs) = relocked.Step(Some.Unlock("a"), Some.Morning.AddSeconds(7));

        Assert.False(door.IsReleased);
        Assert.Contains("\"ok\":true", outputs.Messages("/ack").Single().Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_restart_makes_no_command_new()
    {
        var restarted = Some.OnlineDoor().After(Some.Unlock("a")).After(new DeviceInput.Rebooted(Some.OtherBoot)).After(new DeviceInput.ClockSet(TimeSpan.Zero));

        Assert.False(restarted.IsReleased);
        Assert.False(restarted.After(Some.Unlock("a")).IsReleased);
    }

    [Fact]
    public void Not_after_means_not_after()
    {
        var (door, outputs) = Some.OnlineDoor().Step(Some.Unlock("a", notAfter: Some.Morning.AddSeconds(-0.01)), Some.Morning);

        Assert.False(door.IsReleased);
        Assert.Contains(new DeviceOutput.CommandRefused("a", "expired"), outputs);
        Assert.True(Some.OnlineDoor().After(Some.Unlock("a", notAfter: Some.Morning)).IsReleased);
    }

    [Fact]
    public void A_command_that_the_broker_kept_as_retained_is_ignored()
    {
        var (door, outputs) = Some.OnlineDoor().Step(Some.Unlock("a", isRetained: true), Some.Morning);

        Assert.False(door.IsReleased);
        Assert.Empty(outputs.Messages("/ack"));
    }

    [Fact]
    public void Without_a_clock_only_an_answer_to_what_was_just_read_unlocks()
    {
        var unset = Some.OnlineDoor().After(new DeviceInput.ClockLost());

        Assert.False(unset.After(Some.Unlock("a")).IsReleased);
        Assert.True(unset.After(new DeviceInput.Presented(Some.Badge), Some.Morning.AddSeconds(-10)).After(Some.Unlock("a")).IsReleased);
        Assert.False(unset.After(new DeviceInput.Presented(Some.Badge), Some.Morning.AddSeconds(-10.1)).After(Some.Unlock("a")).IsReleased);
    }

    [Fact]
    public void Without_a_clock_what_comes_with_a_new_connection_is_too_old()
    {
        var read = Some.Door().After(new DeviceInput.ClockLost()).After(new DeviceInput.Presented(Some.Badge)).After(new DeviceInput.Connected());

        Assert.False(read.After(Some.Unlock("a"), Some.Morning.AddSeconds(1.9)).IsReleased);
        Assert.True(read.After(Some.Unlock("a"), Some.Morning.AddSeconds(2)).IsReleased);
    }

    [Theory]
    [InlineData("normal", false)]
    [InlineData("scheduled-open", true)]
    [InlineData("held-unlocked", true)]
    [InlineData("lockdown", false)]
    [InlineData("evacuation", true)]
    public void A_mode_says_how_the_bolt_rests(string mode, bool isReleased) =>
        Assert.Equal(isReleased, Some.OnlineDoor().After(Some.ModeOf(mode)).IsReleased);

    [Fact]
    public void An_older_mode_that_arrives_late_changes_nothing() =>
        Assert.Equal("lockdown", Some.OnlineDoor().After(Some.ModeOf("lockdown", 7)).After(Some.ModeOf("held-unlocked", 6)).Mode);

    [Fact]
    public void A_mode_ends_at_its_time_also_when_nobody_says_so()
    {
        var held = Some.OnlineDoor().After(Some.ModeOf("held-unlocked", 1, "1796025791.12"));

        Assert.True(held.After(Tick, Some.Morning.AddSeconds(59)).IsReleased);
        Assert.False(held.After(Tick, Some.Morning.AddSeconds(60)).IsReleased);
    }

    [Fact]
    public void Lockdown_ends_a_running_unlock() => Assert.False(Some.OnlineDoor().After(Some.Unlock("a")).After(Some.ModeOf("lockdown")).IsReleased);

    [Fact]
    public void A_denial_beeps_with_its_reason()
    {
        var (_, outputs) = Some.OnlineDoor().Step(Some.Says(Some.Commands, Contract.Text("cmd-beep")), Some.Morning);

        Assert.Contains(new DeviceOutput.Beeped("MFRGGZDFMZTWQ2LKNNWG23TPOB", "no-booking"), outputs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"id\":7}")]
    [InlineData("{\"op\":\"unlock\"}")]
    [InlineData("{\"id\":\"a\",\"op\":\"explode\",\"naf\":9999999999}")]
    [InlineData("{\"rev\":\"x\",\"mode\":\"held-unlocked\"}")]
    [InlineData("{\"rev\":9,\"mode\":\"wide-open\",\"until\":1e300}")]
    public void Nonsense_moves_nothing(string payload)
    {
        foreach (var topic in new[] { Some.Commands, Some.Mode, Some.Receipts })
            Assert.False(Some.OnlineDoor().After(Some.Says(topic, payload)).IsReleased);
    }

    [Fact]
    public void A_motion_sensor_says_when_somebody_came_and_when_nobody_was_seen_for_a_minute()
    {
        var (seen, first) = Some.Pir().Step(new DeviceInput.MotionSeen(), Some.Morning);
        var (still, none) = seen.Step(new DeviceInput.MotionSeen(), Some.Morning.AddSeconds(30));
        var (_, last) = still.Step(Tick, still.Due!.Value);

        Assert.Equal(new DeviceEvent.Occupancy(true), Assert.IsType<DeviceOutput.Noted>(Assert.Single(first)).What);
        Assert.Empty(none);
        Assert.Equal(Some.Morning.AddSeconds(90), still.Due);
        Assert.Equal(new DeviceEvent.Occupancy(false), Assert.IsType<DeviceOutput.Noted>(Assert.Single(last)).What);
    }
}
