using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;
using EventId = SohoSolo.Core.Devices.EventId;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>What a keeper does beside the board: sheets, closures, bookings for others, badges, the access log, faults.</summary>
public sealed class KeeperPagesTests
{
    private const string Board = "/board/nogaro";
    private const string Said = "[role=status].notice";

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task The_day_sheet_tells_who_has_what_in_which_half(string engine) => RunningHub.Walk(engine, async hub =>
    {
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "full" })).Must(201);
        (await hub.As("bruno").Book(new { space = "nogaro-room-1", start = "2026-11-24T14:00", end = "2026-11-24T16:00", purpose = "Revue <b>", guests = new[] { new { name = "Mme Lafargue" } } })).Must(201);
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var sheet = await keeper.Open($"{Board}/day?day=2026-11-24");

        Assert.StartsWith("Feuille du jour, mardi 24 novembre", Plain.Text(sheet, "h1"), StringComparison.Ordinal);
        var rows = sheet.Doc.QuerySelectorAll("tbody tr").Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent.Contains("anne", StringComparison.Ordinal) ? "anne" : cell.TextContent.Contains("bruno", StringComparison.Ordinal) ? "bruno" : "-"))).ToList();
        Assert.Equal(["-|anne|anne", "-|-|-", "-|-|-", "-|-|bruno", "-|-|-"], rows);
        Assert.Contains("bruno, 14 h – 16 h 05 62 00 00 00 Invité : Mme Lafargue Revue <b> Demande pas encore acceptée", Plain.Text(sheet, "tbody"), StringComparison.Ordinal);

        var today = await keeper.Press(sheet, "Afficher", ("day", "2026-11-23"));
        Assert.Contains("Réservations : 0.", Plain.Text(today), StringComparison.Ordinal);
        Assert.Contains("n’ouvre pas ce jour-là", Plain.Text(await keeper.Open($"{Board}/day?day=2026-11-29")), StringComparison.Ordinal);
        Assert.Equal(200, (await keeper.Open($"{Board}/day?day=9999-12-31")).Status);
    });

    [Fact]
    public Task The_roll_call_tells_who_was_seen_and_who_may_be_there() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var hers = (await hub.As("anne").Book(new { space = "nogaro-desk-1", start = "2026-11-23T09:00", end = "2026-11-23T12:00" })).Must(201);
        (await hub.As("bruno").Book(new { space = "nogaro-desk-2", start = "2026-11-23T09:00", end = "2026-11-23T12:00" })).Must(201);
        await hub.MoveTo("2026-11-23T09:05+01:00");
        (await hub.As("anne").Post($"bookings/{hers.Id}/check-in")).Must(200);
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var call = await keeper.Open($"{Board}/roll-call");

        Assert.Contains("Sur place : 1 membres, 0 invités.", Plain.Text(call), StringComparison.Ordinal);
        Assert.Contains("anne 05 62 00 00 00 nogaro-desk-1 accueil ou page à 9 h 5", Plain.Text(call, "table tbody").Replace("9 h 05", "9 h 5", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Attendus en ce moment, pas vus", Plain.Text(call), StringComparison.Ordinal);
        Assert.Contains("bruno", call.Doc.QuerySelectorAll("table")[1].TextContent, StringComparison.Ordinal);
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_closure_shows_whom_it_concerns_before_it_counts_and_can_be_taken_back(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var hers = (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "afternoon" })).Must(201);
        (await hub.As("bruno").Book(new { space = "nogaro-desk-2", day = "2026-11-24", part = "morning" })).Must(201);
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var form = await keeper.Open($"{Board}/closures");

        var shown = await keeper.Press(form, "Voir qui est concerné", ("from", "2026-11-24"), ("from-part", "afternoon"), ("to", "2026-11-24"), ("reason", "Travaux"));
        Assert.Contains("Tout le télécentre, mardi 24 novembre, l’après-midi", Plain.Text(shown), StringComparison.Ordinal);
        Assert.Contains("anne 05 62 00 00 00 nogaro-desk-1, mardi 24 novembre, après-midi", Plain.Text(shown, "table"), StringComparison.Ordinal);
        Assert.DoesNotContain("bruno", Plain.Text(shown, "table"), StringComparison.Ordinal);
        Assert.Equal("confirmed", (await hub.As("anne").Get($"bookings/{hers.Id}")).Word("status"));

        var closed = await keeper.Press(shown, "Fermer le télécentre");
        await hub.CatchUp();
        Assert.Contains("C’est fermé", Plain.Text(closed, Said), StringComparison.Ordinal);
        Assert.Contains("mardi 24 novembre, l’après-midi", Plain.Text(closed, ".rows"), StringComparison.Ordinal);
        Assert.Equal("cancelled", (await hub.As("anne").Get($"bookings/{hers.Id}")).Word("status"));
        Assert.Contains("Télécentre fermé, au moins en partie : Travaux", Plain.Text(await keeper.Open($"{Board}/day?day=2026-11-24")), StringComparison.Ordinal);

        var open = await keeper.Press(closed, "Rouvrir");
        Assert.Contains("C’est rouvert", Plain.Text(open, Said), StringComparison.Ordinal);
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "afternoon" })).Must(201);
        Assert.Equal(404, (await keeper.Send(closed, closed.Button("Rouvrir"), ("key", "again"))).Status);
    });

    [Fact]
    public Task A_closure_that_cannot_be_keeps_what_was_typed() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var form = await keeper.Open($"{Board}/closures?space=nogaro-desk-2");
        Assert.Equal("nogaro-desk-2", form.Doc.QuerySelector("#space option[selected]")!.GetAttribute("value"));

        var past = await keeper.Press(form, "Voir qui est concerné", ("from", "2026-11-20"), ("to", "2026-11-20"), ("reason", "Écran \"cassé\""));
        Assert.Equal((422, "Ce moment est déjà passé."), (past.Status, Plain.Text(past, "[role=alert]")));
        Assert.Equal("Écran \"cassé\"", past.Doc.QuerySelector("#reason")!.GetAttribute("value"));
        Assert.Equal(400, (await keeper.Press(form, "Voir qui est concerné", ("from", "2026-11-25"), ("to", "2026-11-24"), ("reason", "x"))).Status);
        Assert.Equal(400, (await keeper.Press(form, "Voir qui est concerné", ("space", "auch-desk-1"), ("reason", "x"))).Status);

        var blocked = await keeper.Press(await keeper.Press(form, "Voir qui est concerné", ("reason", "Écran cassé")), "Bloquer la place");
        Assert.Contains("nogaro-desk-2, mardi 24 novembre, toute la journée Écran cassé", Plain.Text(blocked, ".rows"), StringComparison.Ordinal);
    });

    [Fact]
    public Task She_books_for_a_member_who_calls_and_gets_alternatives_when_it_is_taken() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        (await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "full" })).Must(201);
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var found = await keeper.Press(await keeper.Open($"{Board}/book"), "Chercher", ("search", "ann"));

        var taken = await keeper.Press(found, "Réserver", ("day", "2026-11-24"), ("part", "morning"), ("what", "nogaro-desk-1"));
        Assert.Equal((409, "Cette place est prise à ce moment-là. Prenez-en une autre."), (taken.Status, Plain.Text(taken, "[role=alert]")));
        Assert.Equal("2026-11-24", taken.Doc.QuerySelector("#day")!.GetAttribute("value"));
        Assert.True(taken.Doc.QuerySelector("input[name=member]")!.HasAttribute("checked"));

        var instead = await keeper.Press(taken, "Réserver nogaro-desk-2, mardi");
        Assert.Contains("C’est réservé pour anne : nogaro-desk-2, mardi 24 novembre, matin", Plain.Text(instead, Said), StringComparison.Ordinal);
        Assert.Equal(["nogaro-desk-2"], (await hub.As("anne").Get("bookings?mine=true")).Each("space"));
        Assert.Contains("Personne ne correspond", Plain.Text(await keeper.Open($"{Board}/book?search=zzz")), StringComparison.Ordinal);
    });

    [Fact]
    public Task She_books_under_her_own_name_for_somebody_without_an_account() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var form = await keeper.Open($"{Board}/book");
        (string, string)[] call = [("guest", "M. Pujol"), ("phone", "06 39 98 12 34"), ("day", "2026-11-24"), ("part", "morning"), ("what", "desk")];

        var booked = await keeper.Press(form, "Réserver", call);
        Assert.Contains("C’est réservé pour M. Pujol", Plain.Text(booked, Said), StringComparison.Ordinal);
        Assert.Contains("Invité : M. Pujol M. Pujol, 06 39 98 12 34", Plain.Text(await keeper.Open($"{Board}/day?day=2026-11-24"), "tbody"), StringComparison.Ordinal);

        var second = await keeper.Press(booked, "Réserver", call);
        Assert.Equal(409, second.Status);
        Assert.Contains("Vous avez déjà une place à votre nom", Plain.Text(second, "[role=alert]"), StringComparison.Ordinal);
        Assert.Equal("M. Pujol", second.Doc.QuerySelector("#guest")!.GetAttribute("value"));
        Assert.Equal(400, (await keeper.Press(form, "Réserver", ("key", "other"), ("guest", " "))).Status);
        Assert.Equal(400, (await keeper.Press(form, "Réserver", ("key", "elsewhere"), ("guest", "M. Pujol"), ("what", "auch-desk-1"))).Status);
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_badge_is_waited_for_at_the_reader_and_the_page_tells_what_became_of_it(string engine) => RunningHub.Walk(engine, async hub =>
    {
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var found = await keeper.Press(await keeper.Open($"{Board}/badges"), "Chercher", ("search", "anne"));
        var her = await keeper.Open(found.Doc.QuerySelector("main .rows a")!.GetAttribute("href")!);
        Assert.Contains("Aucun badge.", Plain.Text(her), StringComparison.Ordinal);

        var waits = await keeper.Press(her, "Enregistrer un badge");
        Assert.Contains("Présentez le badge au lecteur dans la minute : Entrée.", Plain.Text(waits, "#badge-wait"), StringComparison.Ordinal);
        Assert.Equal("pending", waits.Doc.QuerySelector("#badge-wait")!.GetAttribute("data-status"));
        var busy = await keeper.Send(her, her.Button("Enregistrer un badge"), ("key", "second"));
        Assert.Equal(409, busy.Status);
        Assert.Contains("attend déjà un autre badge", Plain.Text(busy, "[role=alert]"), StringComparison.Ordinal);

        hub.Clock.Advance(TimeSpan.FromMinutes(2));
        var late = await keeper.Open(waits.Path);
        Assert.Contains("Aucun badge n’a été présenté à temps", Plain.Text(late, "#badge-wait"), StringComparison.Ordinal);

        (await hub.As("keeper-nogaro").Post("members/anne/credentials", new { kind = "mifare-uid", value = "04A20B1C2D3E80", label = "Badge bleu" })).Must(201);
        var lost = await keeper.Press(await keeper.Open($"{Board}/badges?member=anne"), "Ce badge est perdu");
        Assert.Contains("n’ouvre plus rien", Plain.Text(lost, Said), StringComparison.Ordinal);
        Assert.DoesNotContain("Badge bleu", Plain.Text(lost), StringComparison.Ordinal);
        Assert.Equal(404, (await keeper.Open($"{Board}/badges?member=nobody")).Status);
    });

    [Fact]
    public Task Reading_the_access_log_is_written_down_and_looking_at_its_page_is_not() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        await hub.Happens(work => work.Put([Came("granted", "booking", "anne"), Came("denied", "no-booking", null)], null, new GatewayCursor("gw-nogaro", "e1", new SiteId("nogaro"), 2, RunningHub.MondayMorning, RunningHub.MondayMorning)), new Scope { Presence = new SiteId("nogaro") });
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var page = await keeper.Open($"{Board}/log");
        Assert.Empty(await Readings(hub));
        Assert.Contains("Chaque lecture de ce journal est elle-même enregistrée", Plain.Text(page), StringComparison.Ordinal);

        var log = await keeper.Press(page, "Lire le journal");
        Assert.Contains("08:55:00 anne badge Ouvert réservation", Plain.Text(log, "tbody"), StringComparison.Ordinal);
        Assert.Contains("08:55:00 Inconnu badge Refusé pas de réservation", Plain.Text(log, "tbody"), StringComparison.Ordinal);
        Assert.Equal(["keeper-nogaro"], await Readings(hub));
        Assert.Equal(404, (await keeper.Open($"{Board}/log?door=cellar")).Status);
    });

    [Fact]
    public Task Faults_stand_until_they_are_mended() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        (await hub.As("anne").Post("telecentres/nogaro/faults", new { text = "La lampe clignote", space = "nogaro-desk-2" })).Must(201);
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var page = await keeper.Open($"{Board}/faults");
        Assert.Contains("nogaro-desk-2 La lampe clignote Par anne, à 8 h 55", Plain.Text(page, ".cards"), StringComparison.Ordinal);

        var mended = await keeper.Press(page, "C’est réparé");
        Assert.Equal($"{Board}/faults?said=mended", mended.Path);
        Assert.Contains("La lampe clignote", Plain.Text(mended, ".rows"), StringComparison.Ordinal);
        Assert.Contains("Aucune panne en cours", Plain.Text(mended), StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("day"), InlineData("roll-call"), InlineData("book"), InlineData("closures"), InlineData("closures/new"), InlineData("badges"), InlineData("log"), InlineData("faults")]
    public Task Nobody_but_its_keepers_and_the_chamber_opens_them(string page) => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var other = await Surfer.As(hub, "keeper-auch");
        using var anne = await Surfer.As(hub, "anne");
        using var chamber = await Surfer.As(hub, "chamber");
        var token = new KeyValuePair<string, string>("form", (await other.Open("/board/auch")).Doc.QuerySelector("input[name=form]")!.GetAttribute("value")!);

        Assert.Equal((403, 403, page == "closures/new" ? 400 : 200), ((await other.Open($"{Board}/{page}")).Status, (await anne.Open($"{Board}/{page}")).Status, (await chamber.Open($"{Board}/{page}")).Status));
        foreach (var form in (string[])["book", "closures", "closures/c1/reopen", "badges/anne/enrol", "badges/anne/b1/revoke"])
            Assert.Equal(403, (await other.Post($"{Board}/{form}", [token])).Status);
    });

    private static async Task<IReadOnlyList<string>> Readings(RunningHub hub) => (await hub.As("chamber").Get("audit?entity=access-log")).Must(200).Each("actor");

    private static SiteEvent Came(string decision, string reason, string? member) => new()
    {
        Id = new EventId("gw-nogaro", "e1", decision == "granted" ? 1 : 2),
        Site = new SiteId("nogaro"),
        At = RunningHub.MondayMorning,
        ReceivedAt = RunningHub.MondayMorning,
        Kind = "tag",
        Door = "main",
        Decision = decision,
        Reason = reason,
        Member = member is null ? null : new MemberId(member),
    };
}
