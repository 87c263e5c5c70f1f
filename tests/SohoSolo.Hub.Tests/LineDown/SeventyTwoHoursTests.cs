using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Link;
using Xunit;

namespace SohoSolo.Hub.Tests.LineDown;

/// <summary>The line is cut from Monday morning to Thursday morning, and the door decides by what it knew on Monday.</summary>
public sealed class SeventyTwoHoursTests(ITestOutputHelper output)
{
    private static readonly object[] Guests = [new { name = "Zoé" }, new { name = "Paul" }];

    private readonly Latencies badges = new("badge to unlock, line cut");
    private readonly Latencies passes = new("pass to unlock, line cut");
    private readonly Latencies pins = new("PIN to unlock, line cut");

    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Both))]
    public async Task Who_was_booked_before_the_line_was_cut_enters_for_three_days_and_all_is_told_when_it_is_back(string engine)
    {
        await using var hub = await LinkedHub.Start(engine, change: seed => seed with { Policy = """{"defaults":{},"sites":{}}""" });
        var mornings = await BookThreeDays(hub, "anne", "nogaro-desk-1", "09:00", "12:00");
        var afternoons = await BookThreeDays(hub, "bruno", "nogaro-desk-2", "14:00", "18:00");
        var pin = (await hub.As("bruno").Post("me/credentials", new { kind = "pin" })).Must(201).Word("pin");
        await using var site = await LonelySite.Open(hub);
        await site.Cut();

        for (var day = 23; day <= 25; day++)
        {
            for (var minute = 0; minute < 180; minute += 3)
            {
                site.MoveTo($"2026-11-{day}T{9 + (minute / 60):00}:{minute % 60:00}+01:00");
                await Enters(site.ShowsBadgeOf("anne"), "granted booking", badges);
                Assert.Equal("denied too-early", (await site.ShowsBadgeOf("bruno")).Became);
            }

            for (var minute = 0; minute < 240; minute += 3)
            {
                site.MoveTo($"2026-11-{day}T{14 + (minute / 60):00}:{minute % 60:00}+01:00");
                await Enters(minute % 30 == 0 ? site.ShowsPin(pin) : site.ShowsBadgeOf("bruno"), "granted booking", minute % 30 == 0 ? pins : badges);
            }
        }

        site.MoveTo("2026-11-26T08:57+01:00");
        await hub.Get<Sweeper>().Sweep(Stop);
        foreach (var booking in mornings.Concat(afternoons))
            Assert.Equal(("Completed", true, ""), await Stands(hub, booking));

        await site.Mend();
        await site.Drained();
        foreach (var booking in mornings)
            Assert.Equal(("Completed", false, "badge"), await Stands(hub, booking));
        foreach (var booking in afternoons)
            Assert.Equal(("Completed", false, "pin"), await Stands(hub, booking));

        await hub.MustVerify();
        Tell(engine);
    }

    [Fact]
    public async Task Guests_enter_by_what_they_were_given_before_the_cut_and_by_nothing_else()
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite);
        var booked = (await hub.As("anne").Book(new { space = "nogaro-desk-1", start = "2026-11-25T09:00", end = "2026-11-25T12:00", guests = Guests })).Must(201).Id;
        var often = await Pass(hub, "anne", $"bookings/{booked}/pass?guest=0");
        var once = await Pass(hub, "anne", $"bookings/{booked}/pass?guest=1&once=true");
        var elsewhere = (await hub.As("anne").Book(new { space = "auch-desk-1", start = "2026-11-25T14:00", end = "2026-11-25T18:00", guests = Guests })).Must(201).Id;
        var ofAuch = await Pass(hub, "anne", $"bookings/{elsewhere}/pass");
        var given = (await hub.As("bruno").Book(new { space = "nogaro-desk-2", start = "2026-11-25T09:00", end = "2026-11-25T12:00", guests = Guests })).Must(201).Id;
        var takenBack = await Pass(hub, "bruno", $"bookings/{given}/pass");
        (await hub.As("bruno").Delete($"bookings/{given}")).Must(200);
        await using var site = await LonelySite.Open(hub);
        await site.Cut();

        site.MoveTo("2026-11-24T09:00+01:00");
        Assert.Equal("denied too-early", (await site.ShowsPass(often)).Became);
        foreach (var minute in Enumerable.Range(0, 60))
        {
            site.MoveTo($"2026-11-25T10:{minute:00}+01:00");
            await Enters(site.ShowsPass(often), "granted pass", passes);
        }

        site.MoveTo("2026-11-25T11:00+01:00");
        Assert.Equal("granted pass", (await site.ShowsPass(once)).Became);
        site.MoveTo("2026-11-25T11:01+01:00");
        await site.Restart();
        Assert.Equal("denied pass-used", (await site.ShowsPass(once)).Became);
        Assert.Equal("denied wrong-site", (await site.ShowsPass(ofAuch)).Became);
        Assert.Equal("denied revoked", (await site.ShowsPass(takenBack)).Became);
        Assert.Equal("denied unknown-credential", (await site.ShowsPass($"{often[..^6]}AAAAAA")).Became);
        site.MoveTo("2026-11-25T12:36+01:00");
        Assert.Equal("denied expired-pass", (await site.ShowsPass(often)).Became);

        site.MoveTo("2026-11-26T08:57+01:00");
        await site.Mend();
        await site.Drained();
        var after = (await hub.Queries.Booking(new BookingId(booked), Stop))!;
        Assert.Equal(["guest", "guest-2"], after.Evidence.Select(evidence => evidence.Kind));
        await hub.MustVerify();
        Tell(Engines.Sqlite);
    }

    [Fact]
    public async Task Nobody_else_enters_and_each_hears_why()
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite, change: seed => seed with { Policy = """{"defaults":{},"sites":{}}""" });
        await hub.Booked("anne", "nogaro-desk-1", "2026-11-25T14:00", "2026-11-25T18:00");
        await hub.Booked("bruno", "nogaro-desk-2", "2026-11-24T09:00", "2026-11-24T12:00");
        (await hub.As("keeper-nogaro").Post("members/bruno/credentials", new { kind = "mifare-uid", value = "04AABBCCDDEE22" })).Must(201);
        var lost = (await hub.As("bruno").Get("me/credentials")).Must(200).Each("id").Single(id => id != "badge-bruno");
        (await hub.As("bruno").Delete($"me/credentials/{lost}")).Must(204);
        await using var site = await LonelySite.Open(hub);
        await site.Cut();
        await hub.Booked("chloe", "nogaro-desk-2", "2026-11-25T09:00", "2026-11-25T18:00");

        site.MoveTo("2026-11-24T03:00+01:00");
        Assert.Equal("denied closed", (await site.ShowsBadgeOf("anne")).Became);
        Assert.Equal("granted standing", (await site.ShowsBadgeOf("keeper-nogaro")).Became);
        site.MoveTo("2026-11-24T10:00+01:00");
        Assert.Equal("denied unknown-credential", (await site.Shows("tag", "mifare-uid", "04AABBCCDDEE11", "in")).Became);
        Assert.Equal("denied revoked", (await site.Shows("tag", "mifare-uid", "04AABBCCDDEE22", "in")).Became);
        Assert.Equal("denied no-booking", (await site.ShowsBadgeOf("anne")).Became);
        Assert.Equal("denied unknown-credential", (await site.ShowsPin("000000")).Became);
        site.MoveTo("2026-11-24T12:36+01:00");
        Assert.Equal("denied too-late", (await site.ShowsBadgeOf("bruno")).Became);

        // She booked while the line was down: her door cannot know.
        site.MoveTo("2026-11-25T10:00+01:00");
        Assert.Equal("denied no-booking", (await site.ShowsBadgeOf("chloe")).Became);
        Assert.Equal("denied too-early", (await site.ShowsBadgeOf("anne")).Became);

        site.MoveTo("2026-11-26T08:57+01:00");
        await site.Mend();
        await site.Drained();
        Assert.All(await hub.BookingsOf("chloe"), booking => Assert.Empty(booking.Evidence));
        await hub.MustVerify();
    }

    [Fact]
    public async Task What_was_cancelled_or_lost_after_the_cut_opens_until_the_line_is_back()
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite, change: seed => seed with { Policy = """{"defaults":{},"sites":{}}""" });
        var cancelled = await hub.Booked("chloe", "nogaro-desk-2", "2026-11-24T09:00", "2026-11-24T12:00");
        var kept = await hub.Booked("bruno", "nogaro-desk-1", "2026-11-24T09:00", "2026-11-24T12:00");
        await using var site = await LonelySite.Open(hub);
        await site.Cut();
        (await hub.As("chloe").Delete($"bookings/{cancelled.Id}")).Must(200);
        (await hub.As("bruno").Delete("me/credentials/badge-bruno")).Must(204);

        // The door cannot know either: it opens as the snapshot of before says, and what it did is told afterwards.
        site.MoveTo("2026-11-24T09:05+01:00");
        Assert.Equal("granted booking", (await site.ShowsBadgeOf("chloe")).Became);
        Assert.Equal("granted booking", (await site.ShowsBadgeOf("bruno")).Became);

        site.MoveTo("2026-11-24T11:00+01:00");
        await site.Mend();
        await site.Follows();
        Assert.Equal(("Cancelled", false, ""), await Stands(hub, cancelled));
        Assert.Equal(("CheckedIn", false, "badge"), await Stands(hub, kept));
        Assert.Equal("denied no-booking", (await site.ShowsBadgeOf("chloe")).Became);
        Assert.Equal("denied revoked", (await site.ShowsBadgeOf("bruno")).Became);
        await hub.MustVerify();
    }

    private static async Task<IReadOnlyList<Booking>> BookThreeDays(LinkedHub hub, string member, string space, string from, string to)
    {
        var bookings = new List<Booking>();
        for (var day = 23; day <= 25; day++)
            bookings.Add(await hub.Booked(member, space, $"2026-11-{day}T{from}", $"2026-11-{day}T{to}"));

        return bookings;
    }

    private static async Task Enters(Task<Shown> shown, string becomes, Latencies latencies)
    {
        var (became, _, latency) = await shown;
        Assert.Equal(becomes, became);
        latencies.Add(latency);
    }

    private static async Task<string> Pass(LinkedHub hub, string member, string path) => (await hub.As(member).Get(path)).Must(200).Text;

    private static async Task<(string Status, bool Unproven, string Evidence)> Stands(LinkedHub hub, Booking booking)
    {
        var now = await hub.Now(booking);
        return (now.Status.ToString(), now.Unproven, string.Join(' ', now.Evidence.Select(evidence => evidence.Kind)));
    }

    private void Tell(string engine)
    {
        foreach (var latencies in new[] { badges, passes, pins }.Where(latencies => latencies.Count > 0))
            output.WriteLine($"{engine}: {latencies}");
    }
}
