using System.Text.Json;
using SohoSolo.Core.Access;
using SohoSolo.Core.Presence;
using SohoSolo.Gateway.Drivers;
using SohoSolo.Gateway.Tests.Doors;

namespace SohoSolo.Gateway.Tests.Presence;

public sealed class SpacePictureTests
{
    private const string Seat = "nogaro-desk-1-seat";
    private const string Topic = "sohosolo/1/nogaro/space/nogaro-desk-1/occ";

    private static readonly SnapshotDevice Sensor = new(Seat, "sohosolo", "presence", null, "nogaro-desk-1", "hash") { Sensor = SensorKind.Seat };

    [Fact]
    public async Task A_space_is_told_at_the_start_when_somebody_comes_and_when_the_hold_is_over()
    {
        using var site = await Site();
        Assert.Equal(["unknown"], Told(site));
        await Sits(site, true);
        Assert.Equal(["unknown", "occupied"], Told(site));
        await Sits(site, false);
        await After(site, TimeSpan.FromSeconds(1));
        Assert.Equal(["unknown", "occupied"], Told(site));
        await After(site, TimeSpan.FromMinutes(5.1));
        Assert.Equal(["unknown", "occupied", "vacant"], Told(site));
    }

    [Fact]
    public async Task What_is_told_is_kept_at_the_broker_and_says_since_when_and_by_what()
    {
        using var site = await Site();
        await Sits(site, true);
        var (_, text, retain) = site.Lan.Sent.Last(sent => sent.Topic == Topic);
        var told = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.True(retain);
        Assert.Equal(TestSite.Morning.ToUnixTimeSeconds(), told.GetProperty("since").GetDouble(), 3.0);
        Assert.Equal([Seat], told.GetProperty("src").EnumerateArray().Select(source => source.GetString()));
        Assert.False(told.GetProperty("stale").GetBoolean());
    }

    [Fact]
    public async Task The_same_is_told_once()
    {
        using var site = await Site();
        for (var turn = 0; turn < 5; turn++)
        {
            await Sits(site, true);
            await After(site, TimeSpan.FromSeconds(10));
        }

        Assert.Equal(["unknown", "occupied"], Told(site));
    }

    [Fact]
    public async Task A_sensor_that_has_gone_silent_makes_the_picture_stale()
    {
        using var site = await Site();
        await Sits(site, true);
        await After(site, TimeSpan.FromMinutes(10));
        Assert.True(Last(site).GetProperty("stale").GetBoolean());
    }

    [Fact]
    public async Task History_is_folded_by_the_hub_alone()
    {
        using var site = await Site();
        await site.Doors.Handle(site.Said(SignalKind.Occ, true, device: Seat) with { IsHistory = true, At = TestSite.Morning.AddHours(-1) });
        await After(site, TimeSpan.FromSeconds(1));
        Assert.DoesNotContain("occupied", Told(site));
    }

    [Fact]
    public async Task A_restart_changes_nothing_of_the_picture_whenever_the_last_checkpoint_was()
    {
        using var site = await Site();
        await Sits(site, true);
        await After(site, TimeSpan.FromSeconds(5));
        await Sits(site, false);
        var before = Last(site).GetRawText();
        using var next = site.Restarted(new AccessContent { Devices = [Sensor] });
        Assert.Equal(before, Last(next).GetRawText());
        await After(next, TimeSpan.FromMinutes(5.1));
        Assert.Equal("vacant", Told(next).Last());
    }

    [Fact]
    public async Task Checkpoints_are_few()
    {
        using var site = await Site();
        await Sits(site, true);
        var written = site.Log.Memory.GetValueOrDefault("space:nogaro-desk-1");
        Assert.NotNull(written);
        for (var turn = 0; turn < 20; turn++)
        {
            await After(site, TimeSpan.FromSeconds(1));
            await Sits(site, true);
        }

        Assert.Equal(written, site.Log.Memory.GetValueOrDefault("space:nogaro-desk-1"));
        await After(site, TimeSpan.FromMinutes(1));
        Assert.NotEqual(written, site.Log.Memory.GetValueOrDefault("space:nogaro-desk-1"));
    }

    [Fact]
    public async Task A_space_without_sensors_says_nothing_and_one_that_loses_its_last_is_cleared()
    {
        using var site = await Site();
        await Sits(site, true);
        await Use(site, Sensor with { Sensor = null });
        Assert.Equal("", site.Lan.Sent.Last(sent => sent.Topic == Topic).Text);
        Assert.False(site.Log.Memory.ContainsKey("space:nogaro-desk-1"));
        using var bare = new TestSite();
        Assert.DoesNotContain(bare.Lan.Sent, sent => sent.Topic.EndsWith("/occ", StringComparison.Ordinal));
    }

    private static async Task<TestSite> Site()
    {
        var site = new TestSite();
        await Use(site, Sensor);
        return site;
    }

    private static Task Use(TestSite site, SnapshotDevice device) => site.Use(new AccessContent { Devices = [device] });

    private static Task Sits(TestSite site, bool isThere) => site.Doors.Handle(site.Said(SignalKind.Occ, isThere, device: Seat));

    private static Task After(TestSite site, TimeSpan span)
    {
        site.Clock.Advance(span);
        return site.Doors.Look();
    }

    private static JsonElement Last(TestSite site) => JsonSerializer.Deserialize<JsonElement>(site.Lan.Sent.Last(sent => sent.Topic == Topic).Text);

    private static List<string> Told(TestSite site) =>
        [.. site.Lan.Sent.Where(sent => sent.Topic == Topic && sent.Text.Length > 0).Select(sent => JsonSerializer.Deserialize<JsonElement>(sent.Text).GetProperty("occ").GetString()!)];
}
