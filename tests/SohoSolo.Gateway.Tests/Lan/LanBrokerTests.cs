using System.Text.Json;
using SohoSolo.Gateway.Tests.Doors;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Gateway.Tests.Lan;

/// <summary>The gateway's own broker, with real devices' clients: Mosquitto's.</summary>
public sealed class LanBrokerTests
{
    private const string Events = "sohosolo/1/nogaro/dev/nogaro-reader-main/evt";
    private const string Commands = "sohosolo/1/nogaro/door/main/cmd";

    [Theory]
    [InlineData("311")]
    [InlineData("5")]
    public async Task A_badge_that_a_reader_publishes_opens_the_door_and_is_on_disk(string version)
    {
        await using var site = await LanSite.Start();
        await using var door = await site.As(LanSite.Reader, version).Subscribe("-i", LanSite.Reader, "-q", "1", "-t", Commands, "-t", "sohosolo/1/nogaro/door/main/mode");
        Assert.StartsWith("sohosolo/1/nogaro/door/main/mode|1|1|{\"rev\":", await door.Message(), StringComparison.Ordinal);
        Assert.Equal(0, (await site.As(LanSite.Reader, version).Publish("-q", "1", "-t", Events, "-m", LanSite.Badge())).ExitCode);
        var command = await door.Message();
        Assert.StartsWith($"{Commands}|1|0|", command, StringComparison.Ordinal);
        Assert.Contains("\"op\":\"unlock\"", command, StringComparison.Ordinal);
        var tag = Assert.Single(site.Events, happened => happened.GetProperty("k").GetString() == "tag");
        Assert.Equal(("granted", "booking"), (tag.GetProperty("dec").GetString(), tag.GetProperty("why").GetString()));
    }

    [Fact]
    public async Task What_was_presented_reaches_no_disk()
    {
        await using var site = await LanSite.Start();
        await site.As(LanSite.Reader).Publish("-q", "1", "-t", Events, "-m", LanSite.Badge());
        await site.As(LanSite.Reader).Publish("-q", "1", "-t", Events, "-m", LanSite.Event("tag", "\"cred\":{\"kind\":\"mifare-uid\",\"v\":\"04BADBADBADBAD\"}", 2));
        await site.As(LanSite.Reader).Publish("-q", "1", "-t", Events, "-m", "{\"cred\":\"04BADBADBADBAD\"");
        foreach (var file in Directory.EnumerateFiles(site.Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open, System.Text.Encoding.Latin1);
            var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(LanSite.Anne, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("04BADBADBADBAD", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("311")]
    [InlineData("5")]
    public async Task A_device_cannot_write_anothers_topics_and_that_it_tried_is_an_alarm(string version)
    {
        await using var site = await LanSite.Start();
        await site.As(LanSite.Pir, version).Publish("-q", "1", "-t", Events, "-m", LanSite.Badge());
        await site.As(LanSite.Pir, version).Publish("-q", "0", "-t", Commands, "-m", "{\"op\":\"unlock\"}");
        await site.Until(happened => happened.GetProperty("k").GetString() == "alarm");
        Assert.DoesNotContain(site.Events, happened => happened.GetProperty("k").GetString() == "tag");
        var alarm = site.Events.First(happened => happened.GetProperty("k").GetString() == "alarm");
        Assert.Equal(("refused-publish", LanSite.Pir), (alarm.GetProperty("why").GetString(), alarm.GetProperty("d").GetString()));
    }

    [Theory]
    [InlineData(Commands)]
    [InlineData("sohosolo/1/nogaro/door/+/cmd")]
    [InlineData("sohosolo/1/nogaro/dev/nogaro-reader-main/rcv")]
    [InlineData("sohosolo/1/nogaro/dev/nogaro-desk-1-pir/#")]
    [InlineData("#")]
    public async Task A_device_cannot_read_what_is_said_to_another(string filter)
    {
        await using var site = await LanSite.Start();
        await using var spy = site.As(LanSite.Pir).BeginSubscribe(["-t", filter]);
        await spy.Line(line => line.Contains("denied", StringComparison.OrdinalIgnoreCase) || line.Contains(": 128", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_retained_event_is_refused_and_acts_on_nothing()
    {
        await using var site = await LanSite.Start();
        await site.As(LanSite.Reader).Publish("-q", "1", "-r", "-t", Events, "-m", LanSite.Badge());
        await site.Until(happened => happened.GetProperty("k").GetString() == "alarm");
        Assert.DoesNotContain(site.Events, happened => happened.GetProperty("k").GetString() == "tag");
    }

    [Theory]
    [InlineData(LanSite.Reader, "wrong", "any")]
    [InlineData("nobody", "secret-nobody", "any")]
    [InlineData(LanSite.Pir, "secret-nogaro-desk-1-pir", LanSite.Reader)]
    public async Task Nobody_comes_in_with_a_wrong_password_or_under_another_devices_identifier(string user, string password, string clientId)
    {
        await using var site = await LanSite.Start();
        var tried = await site.As(user, password: password).Publish("-i", clientId, "-q", "1", "-t", $"sohosolo/1/nogaro/dev/{user}/evt", "-m", LanSite.Event("rex", "\"x\":1"));
        Assert.NotEqual(0, tried.ExitCode);
    }

    [Fact]
    public async Task QoS_0_is_heard_too_and_a_reader_is_there_while_its_own_connection_is()
    {
        await using var site = await LanSite.Start();
        await site.As(LanSite.Reader).Publish("-q", "0", "-t", "sohosolo/1/nogaro/dev/nogaro-reader-main/evt", "-m", LanSite.Event("rex", "\"x\":1"));
        await site.Until(happened => happened.GetProperty("k").GetString() == "rex");
        Assert.DoesNotContain(site.Events, IsOnline);
        await site.As(LanSite.Reader).Publish("-i", LanSite.Reader, "-q", "0", "-t", "sohosolo/1/nogaro/dev/nogaro-reader-main/evt", "-m", LanSite.Event("rex", "\"x\":1", 2));
        await site.Until(happened => IsOnline(happened) && !happened.GetProperty("v").GetBoolean());
        Assert.Equal([true, false], site.Events.Where(IsOnline).Select(happened => happened.GetProperty("v").GetBoolean()));
    }

    [Fact]
    public async Task A_sensor_is_there_when_it_says_anything_and_may_say_nothing_of_its_space_itself()
    {
        await using var site = await LanSite.Start();
        await site.As(LanSite.Pir).Publish("-i", LanSite.Pir, "-q", "1", "-t", "sohosolo/1/nogaro/dev/nogaro-desk-1-pir/evt", "-m", LanSite.Event("occ", "\"v\":true"));
        await site.Until(happened => happened.GetProperty("k").GetString() == "occ");
        Assert.Equal([true], site.Events.Where(IsOnline).Select(happened => happened.GetProperty("v").GetBoolean()));
        await site.As(LanSite.Pir).Publish("-q", "1", "-r", "-t", "sohosolo/1/nogaro/space/nogaro-desk-1/occ", "-m", "{}");
        await site.Until(happened => happened.GetProperty("k").GetString() == "refused");
    }

    private static bool IsOnline(JsonElement happened) => happened.GetProperty("k").GetString() == "online";
}
