using System.Diagnostics;
using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Broker;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Link;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.LineDown;

/// <summary>Three days of a site's events come at once when the line is back, and people still stand at its door.</summary>
public sealed class BacklogTests(ITestOutputHelper output)
{
    private const string Sensor = "nogaro-desk-1-pir";
    private const int AtOnce = 100;
    private const int Before = 200;

    private static readonly int Events = Repository.IsFull ? 50_000 : 2_000;
    private static readonly TimeSpan Patient = TimeSpan.FromMinutes(10);

    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Both))]
    public async Task A_backlog_comes_in_order_and_once_while_the_door_goes_on_opening(string engine)
    {
        await using var hub = await LinkedHub.Start(engine, change: WithSensor);
        await hub.Booked("anne", "nogaro-desk-1", "2026-11-24T09:00", "2026-11-24T18:00");
        await using var site = await LonelySite.Open(hub);
        await site.Cut();
        var delivered = site.Gateway.Outbox.Acknowledged;
        await Fill(hub, site);
        site.MoveTo("2026-11-26T09:00+01:00");
        var (before, during) = (new Latencies("badge to unlock before the line is back"), new Latencies("badge to unlock while the backlog is brought in"));
        for (var shown = 0; shown < Before; shown++)
            before.Add(await Opens(site, $"before-{shown}"));

        var backlog = KeptEvents.After(site.File, delivered);
        Assert.True(backlog.Count >= Events);
        var began = Stopwatch.GetTimestamp();
        await site.Mend();
        for (var shown = 0; site.Gateway.Outbox.Acknowledged < backlog[^1].Seq; shown++)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patient, "The backlog does not end.");
            during.Add(await Opens(site, $"during-{shown}"));
            hub.Clock.Advance(TimeSpan.FromMilliseconds(5));
        }

        var took = Stopwatch.GetElapsedTime(began);
        await site.Drained();
        await MustBeThere(hub, site, [.. backlog, .. KeptEvents.After(site.File, backlog[^1].Seq)]);
        await hub.MustVerify();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{engine}: {backlog.Count} events in {took.TotalSeconds:0.0} s, {backlog.Count / took.TotalSeconds:0} a second"));
        output.WriteLine($"{engine}: {before}");
        output.WriteLine($"{engine}: {during}");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_line_that_fails_again_and_a_process_that_dies_meanwhile_lose_and_double_nothing(string engine)
    {
        await using var hub = await LinkedHub.Start(engine, change: WithSensor);
        await using var site = await LonelySite.Open(hub);
        await site.Cut();
        var delivered = site.Gateway.Outbox.Acknowledged;
        await Fill(hub, site);
        var backlog = KeptEvents.After(site.File, delivered);
        for (var part = 1; part <= 3; part++)
        {
            await site.Mend();
            await site.Delivered(backlog[backlog.Count * part / 4].Seq);
            await site.Cut();
            output.WriteLine($"{engine}: cut when {site.Gateway.Outbox.Acknowledged - delivered} of {backlog.Count} were acknowledged");
            if (part == 2)
                await site.RestartAfterKill();
        }

        await site.Mend();
        await site.Drained();
        await MustBeThere(hub, site, [.. backlog, .. KeptEvents.After(site.File, backlog[^1].Seq)]);
        await hub.MustVerify();
    }

    private static SeedData WithSensor(SeedData seed) => seed with
    {
        Devices =
        [
            .. seed.Devices,
            new Device
            {
                Id = Sensor,
                Site = LinkedHub.Nogaro,
                Driver = "sohosolo",
                Role = "presence",
                Space = new SpaceId("nogaro-desk-1"),
                PasswordHash = MqttPasswords.Hash(Sensor, "demo"),
                MadeAt = seed.At,
            },
        ],
    };

    /// <summary>Spread over the days without a line, many under way at once as on a busy site.</summary>
    private static async Task Fill(LinkedHub hub, LonelySite site)
    {
        var (step, taken) = (TimeSpan.FromHours(71.5) / Events, new List<Task>(AtOnce));
        for (var number = 0; number < Events; number++)
        {
            hub.Clock.Advance(step);
            taken.Add(Happens(site, number));
            if (taken.Count < AtOnce && number < Events - 1)
                continue;

            await Task.WhenAll(taken);
            taken.Clear();
        }
    }

    private static Task Happens(LonelySite site, int number) => (number % 10) switch
    {
        0 => site.Says(LonelySite.Reader, Tag(LinkedHub.BadgeOf("anne"))),
        1 => site.Says(LonelySite.Reader, Tag($"04BB{number:0000000000}")),
        2 => site.Says(LonelySite.Reader, new { k = "door", contact = "open" }),
        3 => site.Says(LonelySite.Reader, new { k = "door", contact = "closed" }),
        4 => site.Says(LonelySite.Reader, new { k = "rex" }),
        _ => site.Says(Sensor, new { k = "occ", v = number % 20 < 10 }),
    };

    private static object Tag(string uid) => new { k = "tag", reader = "in", cred = new { kind = "mifare-uid", v = uid } };

    // Each time at another reader, for the same badge at the same reader within two seconds is one.
    private static async Task<TimeSpan> Opens(LonelySite site, string reader)
    {
        var (became, _, latency) = await site.ShowsBadgeOf("keeper-nogaro", reader);
        Assert.Equal("granted standing", became);
        return latency;
    }

    /// <summary>What the hub has of this life of the outbox is what the outbox had: the same numbers, each once, each saying the same.</summary>
    private static async Task MustBeThere(LinkedHub hub, LonelySite site, IReadOnlyList<KeptEvent> kept)
    {
        var epoch = site.Gateway.Outbox.Epoch;
        var all = await hub.Queries.Events(new EventFilter { Site = LinkedHub.Nogaro, Most = int.MaxValue }, Stop);
        var there = all.OrderBy(happened => happened.Id.Seq).ToList();
        Assert.All(there, happened => Assert.Equal((hub.Gateway.Keys.Gateway, epoch), (happened.Id.Gateway, happened.Id.Epoch)));
        Assert.Equal(Enumerable.Range(1, there.Count).Select(seq => (long)seq), there.Select(happened => happened.Id.Seq));
        Assert.Equal(site.Gateway.Outbox.Last, there[^1].Id.Seq);
        Assert.Equal(
            kept.Select(one => (one.Seq, one.Kind, one.Device, one.Decision, one.Reason)),
            there.Where(happened => happened.Id.Seq >= kept[0].Seq).Select(happened => (happened.Id.Seq, happened.Kind, happened.Device, happened.Decision, happened.Reason)));
    }
}
