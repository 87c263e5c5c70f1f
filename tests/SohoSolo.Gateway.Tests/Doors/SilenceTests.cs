using SohoSolo.Core.Access;
using SohoSolo.Core.Presence;
using SohoSolo.Gateway.Drivers;

namespace SohoSolo.Gateway.Tests.Doors;

public sealed class SilenceTests
{
    private const string Pir = "nogaro-desk-1-pir";
    private const string Bridge = "nogaro-bridge";

    [Fact]
    public async Task A_sensor_that_says_nothing_for_two_of_its_periods_is_silent_until_it_is_heard_again()
    {
        using var site = await Site(Sensor("sohosolo"));
        await site.Doors.Handle(site.Said(SignalKind.Occ, true, device: Pir));
        await After(site, TimeSpan.FromMinutes(9.9));
        Assert.Equal(["true "], Online(site));
        await After(site, TimeSpan.FromMinutes(0.1));
        Assert.Equal(["true ", "false silent"], Online(site));
        Assert.Equal([$"device-offline raised {Pir}"], site.Alarms);
        await After(site, TimeSpan.FromHours(1));
        await site.Doors.Handle(site.Said(SignalKind.Occ, false, device: Pir));
        Assert.Equal(["true ", "false silent", "true "], Online(site));
        Assert.Equal([$"device-offline raised {Pir}", $"device-offline cleared {Pir}"], site.Alarms);
    }

    [Theory]
    [InlineData("sohosolo", null, 10)]
    [InlineData("tasmota", null, 10)]
    [InlineData("zigbee2mqtt", null, 120)]
    [InlineData("chirpstack", null, 120)]
    [InlineData("zigbee2mqtt", 10, 20)]
    public async Task How_long_is_the_familys_habit_or_the_tables_word(string driver, int? minutes, int silentAfter)
    {
        using var site = await Site(Sensor(driver) with { ReportMinutes = minutes });
        await site.Doors.Handle(site.Said(SignalKind.Occ, true, device: Pir));
        await After(site, TimeSpan.FromMinutes(silentAfter - 1));
        Assert.Equal(["true "], Online(site));
        await After(site, TimeSpan.FromMinutes(1));
        Assert.Equal(["true ", "false silent"], Online(site));
    }

    [Fact]
    public async Task Whatever_it_says_it_is_heard()
    {
        using var site = await Site(Sensor("sohosolo"));
        var said = site.Said(SignalKind.Occ, true, device: Pir);
        await site.Doors.Handle(said);
        for (var turn = 0; turn < 5; turn++)
        {
            await After(site, TimeSpan.FromMinutes(8));
            site.Doors.Heard(Pir);
            await After(site, TimeSpan.FromMinutes(8));
            await site.Doors.Handle(said with { ReceivedAt = site.Clock.GetUtcNow() });
            await After(site, TimeSpan.FromMinutes(8));
            await site.Doors.Handle(site.Said(SignalKind.Online, true, device: Pir) with { Identity = null });
        }

        Assert.Equal(["true "], Online(site));
    }

    [Fact]
    public async Task A_message_that_is_no_signal_ends_its_silence_at_the_next_look()
    {
        using var site = await Site(Sensor("sohosolo"));
        await site.Doors.Look();
        await After(site, TimeSpan.FromMinutes(10));
        site.Doors.Heard(Pir);
        await site.Doors.Look();
        Assert.Equal(["false silent"], Online(site));
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        site.Doors.Heard(Pir);
        await site.Doors.Look();
        Assert.Equal(["false silent", "true "], Online(site));
    }

    [Fact]
    public async Task Its_own_connection_speaks_for_it_and_a_leave_taken_is_no_silence_yet()
    {
        using var site = await Site(Sensor("sohosolo"));
        await site.Doors.Seen(Pir, isOnline: true);
        await After(site, TimeSpan.FromHours(3));
        Assert.Equal(["true "], Online(site));
        await site.Doors.Seen(Pir, isOnline: false, isGoodbye: true);
        await After(site, TimeSpan.FromMinutes(9));
        Assert.Equal(["true "], Online(site));
        await After(site, TimeSpan.FromMinutes(1));
        Assert.Equal(["true ", "false silent"], Online(site));
        await site.Doors.Seen(Pir, isOnline: true);
        await site.Doors.Seen(Pir, isOnline: false);
        Assert.Equal(["true ", "false silent", "true ", "false "], Online(site));
    }

    [Fact]
    public async Task A_last_will_speaks_for_families_that_report_changes_alone()
    {
        using var site = await Site(Sensor("shelly"));
        await site.Doors.Handle(site.Said(SignalKind.Online, true, device: Pir) with { Identity = null });
        await After(site, TimeSpan.FromHours(30));
        Assert.Equal(["true "], Online(site));
        await site.Doors.Handle(site.Said(SignalKind.Online, false, device: Pir) with { Identity = null });
        Assert.Equal(["true ", "false "], Online(site));
    }

    [Fact]
    public async Task With_its_bridge_a_sensor_is_silent_at_once_until_it_is_heard_itself()
    {
        using var site = await Site(Sensor("zigbee2mqtt"), new SnapshotDevice(Bridge, "zigbee2mqtt", "bridge", null, null, "hash"));
        await site.Doors.Handle(site.Said(SignalKind.Occ, true, device: Pir));
        await After(site, TimeSpan.FromMinutes(1));
        await site.Doors.Handle(site.Said(SignalKind.Online, false, device: Bridge) with { Identity = null });
        await site.Doors.Look();
        Assert.Equal(["true ", "false silent"], Online(site));
        await After(site, TimeSpan.FromMinutes(1));
        await site.Doors.Handle(site.Said(SignalKind.Online, true, device: Bridge) with { Identity = null });
        await site.Doors.Look();
        Assert.Equal(["true ", "false silent"], Online(site));
        await site.Doors.Handle(site.Said(SignalKind.Occ, false, device: Pir));
        Assert.Equal(["true ", "false silent", "true "], Online(site));
    }

    [Fact]
    public async Task After_a_start_silence_counts_from_the_start()
    {
        using var site = await Site(Sensor("sohosolo"));
        await site.Doors.Handle(site.Said(SignalKind.Occ, true, device: Pir));
        await After(site, TimeSpan.FromMinutes(9));
        var content = new AccessContent { Devices = [Sensor("sohosolo")] };
        using var next = site.Restarted(content);
        await After(next, TimeSpan.FromMinutes(9));
        Assert.Equal(["true "], Online(next));
        await After(next, TimeSpan.FromMinutes(1));
        Assert.Equal(["true ", "false silent"], Online(next));
        using var last = next.Restarted(content);
        await After(last, TimeSpan.FromHours(1));
        Assert.Equal(["true ", "false silent"], Online(last));
    }

    [Fact]
    public async Task Readers_are_silent_as_long_as_they_like()
    {
        using var site = new TestSite();
        await site.Doors.Handle(site.Said(SignalKind.Online, true) with { Identity = null });
        await After(site, TimeSpan.FromDays(2));
        Assert.DoesNotContain(site.Log.Events, happened => happened.Kind == "online" && happened.Device == TestSite.Reader && happened.Value == "false");
    }

    private static SnapshotDevice Sensor(string driver) => new(Pir, driver, "presence", null, "nogaro-desk-1", "hash") { Sensor = SensorKind.Pir };

    private static async Task<TestSite> Site(params SnapshotDevice[] devices)
    {
        var site = new TestSite();
        await Use(site, devices);
        return site;
    }

    private static Task Use(TestSite site, params SnapshotDevice[] devices) => site.Use(new AccessContent { Devices = devices }, TestSite.Morning.AddDays(30));

    private static Task After(TestSite site, TimeSpan span)
    {
        site.Clock.Advance(span);
        return site.Doors.Look();
    }

    private static IEnumerable<string> Online(TestSite site) => site.Log.Events.Where(happened => happened.Kind == "online" && happened.Device == Pir).Select(happened => $"{happened.Value} {happened.Reason}");
}
