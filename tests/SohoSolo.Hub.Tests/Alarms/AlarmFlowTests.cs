using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Alarms;

/// <summary>What a keeper should look at, said by devices and by whoever is there.</summary>
public sealed class AlarmFlowTests
{
    private const string Faults = "telecentres/nogaro/faults";
    private const string Alarms = "telecentres/nogaro/alarms";

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task A_fault_is_seen_by_the_keeper_until_it_is_mended(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var keeper = hub.As("keeper-nogaro");
        var fault = (await hub.As("anne").Post(Faults, new { text = " The screen stays black ", space = "nogaro-desk-2" })).Must(201);
        Assert.Equal(("fault", "nogaro-desk-2", "The screen stays black", "anne"), (fault.Word("kind"), fault.Word("about"), fault.Word("note"), fault.Word("raisedBy")));

        var seen = (await keeper.Post($"alarms/{fault.Id}/acknowledge")).Must(200);
        hub.Clock.Advance(TimeSpan.FromMinutes(5));
        var again = (await hub.As("chamber").Post($"alarms/{fault.Id}/acknowledge")).Must(200);
        Assert.Equal(("keeper-nogaro", "2026-11-23T07:55:00Z", seen.Text), (seen.Word("acknowledgedBy"), seen.Word("acknowledgedAt"), again.Text));
        Assert.Equal([fault.Id], (await keeper.Get($"{Alarms}?open=true")).Must(200).Each("id"));

        Assert.Equal("2026-11-23T08:00:00Z", (await keeper.Post($"alarms/{fault.Id}/acknowledge", new { over = true })).Must(200).Word("clearedAt"));
        Assert.Empty((await keeper.Get($"{Alarms}?open=true")).Each("id"));
        Assert.Equal([fault.Id], (await keeper.Get(Alarms)).Each("id"));
        (await hub.As("keeper-auch").Post($"alarms/{fault.Id}/acknowledge")).Must(403, "not-allowed");
    });

    [Theory, MemberData(nameof(Both))]
    public Task An_alarm_of_a_device_stands_until_the_device_says_so(string engine) => RunningHub.Walk(engine, async hub =>
    {
        await hub.Happens(work => work.Put((Alarm?)null, HeldOpen, "raised"));

        (await hub.As("keeper-nogaro").Post("alarms/held/acknowledge", new { over = true })).Must(422, "wrong-state");
        var crossing = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => hub.As("keeper-nogaro").Post("alarms/held/acknowledge")));

        Assert.All(crossing, said => Assert.Equal((crossing[0].Text, ""), (said.Must(200).Text, said.Word("clearedAt"))));
        Assert.Equal(["held"], (await hub.As("keeper-nogaro").Get($"{Alarms}?open")).Must(200).Each("id"));
    });

    [Theory, MemberData(nameof(Both))]
    public Task Nobody_floods_the_keeper_with_faults(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var said = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => hub.As("anne").Post(Faults, new { text = $"Lamp {n} is out" })));

        Assert.Equal(2, said.Count(one => one.Status == 422 && one.Reason == "too-many-faults"));
        (await hub.As("bruno").Post(Faults, new { text = "The door squeaks" })).Must(201);
    });

    private static Alarm HeldOpen => new() { Id = "held", Site = new SiteId("nogaro"), Kind = "held-open", About = "main", RaisedAt = RunningHub.MondayMorning };
}
