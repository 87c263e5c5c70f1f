using System.Text.Json;
using SohoSolo.FirmwareSim.Devices;

namespace SohoSolo.FirmwareSim.Tests.Devices;

/// <summary>Events stay in flash until the gateway says that it has them.</summary>
public sealed class EventQueueTests
{
    private static readonly DeviceInput Rex = new DeviceInput.ExitRequested();
    private static readonly DeviceInput Connected = new DeviceInput.Connected();

    [Fact]
    public void An_event_is_sent_at_once_and_every_five_seconds_until_it_is_acknowledged()
    {
        var (door, first) = Some.OnlineDoor().Step(Rex, Some.Morning);
        var (early, none) = door.Step(new DeviceInput.Ticked(), Some.Morning.AddSeconds(4.9));
        var (late, again) = early.Step(new DeviceInput.Ticked(), Some.Morning.AddSeconds(5));
        var (_, over) = late.After(Some.Received(Some.Boot, 1)).Step(new DeviceInput.Ticked(), Some.Morning.AddSeconds(20));

        Assert.Equal([(Some.Boot, 1L)], first.Events());
        Assert.Empty(none.Events());
        Assert.Equal([(Some.Boot, 1L)], again.Events());
        Assert.Equal(first.Messages("/evt")[0].Text(), again.Messages("/evt")[0].Text());
        Assert.Empty(over.Events());
    }

    [Fact]
    public void What_happened_without_a_connection_is_sent_after_it_in_order()
    {
        var (_, outputs) = Some.Door().After(Rex).After(Rex).After(Rex).Step(Connected, Some.Morning.AddMinutes(1));

        Assert.Equal([1L, 2L, 3L], outputs.Events().Select(number => number.Seq));
        Assert.True(outputs.Messages("/state").Single().IsRetained);
    }

    [Fact]
    public void The_flash_outlives_a_restart_and_each_life_counts_from_one()
    {
        var restarted = Some.OnlineDoor().After(Rex).After(new DeviceInput.Rebooted(Some.OtherBoot)).After(Rex);
        var (door, outputs) = restarted.Step(Connected, Some.Morning);

        Assert.Equal([(Some.Boot, 1L), (Some.OtherBoot, 1L)], outputs.Events());
        Assert.Equal([Some.OtherBoot], door.After(Some.Received(Some.Boot, 1)).Board.Flash.Events.Select(stored => stored.Boot));
    }

    [Fact]
    public void A_receipt_of_another_life_forgets_nothing_of_this_one() =>
        Assert.Single(Some.OnlineDoor().After(Rex).After(Some.Received(Some.OtherBoot, 99)).Board.Flash.Events);

    [Fact]
    public void When_the_flash_is_full_the_oldest_goes_and_the_next_message_says_so()
    {
        var door = Some.Door(capacity: 3);
        for (var i = 0; i < 5; i++)
            door = door.After(Rex);
        var (_, outputs) = door.Step(Connected, Some.Morning);

        Assert.Equal([3L, 4L, 5L], outputs.Events().Select(number => number.Seq));
        Assert.All(outputs.Messages("/evt"), message => Assert.Equal(3, Read(message, "lo").GetInt64()));
    }

    /// <summary>A broker lets a device say 60 things at once, and an event that waits must not be overtaken.</summary>
    [Fact]
    public void A_long_queue_goes_out_in_pieces_as_it_is_acknowledged()
    {
        var door = Some.Door();
        for (var i = 0; i < 50; i++)
            door = door.After(Rex);
        var (sending, first) = door.Step(Connected, Some.Morning);
        var (_, next) = sending.Step(Some.Received(Some.Boot, 15), Some.Morning);

        Assert.Equal(Enumerable.Range(1, EventFlash.Window).Select(seq => (long)seq), first.Events().Select(number => number.Seq));
        Assert.Equal(Enumerable.Range(21, 15).Select(seq => (long)seq), next.Events().Select(number => number.Seq));
    }

    [Fact]
    public void Without_a_clock_time_is_counted_from_the_boot_and_the_age_is_said()
    {
        var unset = Some.Door().After(new DeviceInput.ClockLost()).After(Rex);
        var (_, outputs) = unset.Step(Connected, Some.Morning.AddSeconds(30));
        var message = outputs.Messages("/evt").Single();

        Assert.Equal("unset", Read(message, "clk").GetString());
        Assert.Equal(12.5, Read(message, "t").GetDouble());
        Assert.Equal(30, Read(message, "age").GetDouble());
    }

    /// <summary>How long the power was gone nobody knows, so a tag of before it must not look new.</summary>
    [Fact]
    public void A_tag_that_outlived_a_restart_without_a_clock_is_said_to_be_old()
    {
        var restarted = Some.Door().After(new DeviceInput.ClockLost()).After(new DeviceInput.Presented(Some.Badge)).After(new DeviceInput.Rebooted(Some.OtherBoot));
        var (_, outputs) = restarted.Step(Connected, Some.Morning.AddSeconds(1));

        Assert.True(Read(outputs.Messages("/evt").Single(), "age").GetDouble() >= 60);
    }

    [Fact]
    public void A_device_says_every_minute_that_it_is_there()
    {
        var door = Some.OnlineDoor();
        var (_, outputs) = door.Step(new DeviceInput.Ticked(), door.Due!.Value);

        Assert.Equal(Some.Morning.AddSeconds(50), door.Due);
        Assert.Equal(62.5, Read(outputs.Messages("/state").Single(), "up").GetDouble());
    }

    private static JsonElement Read(DeviceMessage message, string name) => JsonDocument.Parse(message.Payload).RootElement.GetProperty(name);
}
