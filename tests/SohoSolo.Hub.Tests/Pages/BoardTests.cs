using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>A keeper's morning, with a browser in which no script runs.</summary>
public sealed class BoardTests
{
    private const string Board = "/board/nogaro";

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task She_sees_who_is_expected_late_and_there_and_notes_an_arrival(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var hers = (await hub.As("anne").Book(new { space = "nogaro-desk-1", start = "2026-11-23T09:00", end = "2026-11-23T12:00" })).Must(201);
        (await hub.As("bruno").Book(new { space = "nogaro-desk-2", start = "2026-11-23T10:00", end = "2026-11-23T12:00" })).Must(201);
        await hub.MoveTo("2026-11-23T09:20+01:00");
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var board = await keeper.Open("/board");

        Assert.Equal((200, Board), (board.Status, board.Path));
        Assert.Contains("Attendus : 2, dont 1 en retard.", Plain.Text(board), StringComparison.Ordinal);
        Assert.Contains("anne En retard", Plain.Text(board, $"#booking-{hers.Id}"), StringComparison.Ordinal);
        Assert.StartsWith("nogaro-desk-1 En retard anne, jusqu’à 12 h", Plain.Text(board, "#space-nogaro-desk-1"), StringComparison.Ordinal);
        Assert.Contains("Ensuite, à 10 h, bruno", Plain.Text(board, "#space-nogaro-desk-2"), StringComparison.Ordinal);
        Assert.Contains("Libre nogaro-office-1, nogaro-room-1", Plain.Text(board, "#spaces-free"), StringComparison.Ordinal);

        var noted = await keeper.Press(board, "Signaler l’arrivée (anne)");
        Assert.Equal((200, "L’arrivée est signalée."), (noted.Status, Plain.Text(noted, "[role=status].notice:not([hidden])")));
        Assert.Contains("Arrivée à 9 h 20", Plain.Text(noted, $"#booking-{hers.Id}"), StringComparison.Ordinal);
        Assert.Contains("Est là", Plain.Text(noted, "#space-nogaro-desk-1"), StringComparison.Ordinal);

        var freed = await keeper.Send(noted, noted.Within($"#booking-{hers.Id}", "Libérer la place"));
        Assert.Equal("La place est libérée.", Plain.Text(freed, "[role=status].notice:not([hidden])"));
        Assert.Contains("Passage terminé", Plain.Text(freed, $"#booking-{hers.Id}"), StringComparison.Ordinal);
        Assert.Contains("Pas de nouvelles du capteur nogaro-desk-1", Plain.Text(freed, "#spaces-silent"), StringComparison.Ordinal);

        var twice = await keeper.Send(noted, noted.Within($"#booking-{hers.Id}", "Libérer la place"));
        Assert.Equal(200, twice.Status);
        var late = await keeper.Send(board, board.Button("Signaler l’arrivée (anne)"), ("key", "another"));
        Assert.Equal((422, "Cette réservation est terminée ou ne permet plus ce changement."), (late.Status, Plain.Text(late, "[role=alert]")));
    });

    [Fact]
    public Task She_moves_somebody_to_a_free_place() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var hers = (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-23", part = "afternoon" })).Must(201);
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var board = await keeper.Open(Board);
        (await hub.As("bruno").Book(new { space = "nogaro-desk-2", day = "2026-11-23", part = "full" })).Must(201);

        var taken = await keeper.Press(board, "Déplacer la réservation");
        Assert.Equal(409, taken.Status);
        Assert.Contains("Quelqu’un d’autre a cette place", Plain.Text(taken, "[role=alert]"), StringComparison.Ordinal);
        Assert.False(taken.HasButton("Déplacer la réservation"));

        var his = (await hub.As("bruno").Get("bookings?mine=true")).Each("id")[0];
        (await hub.As("bruno").Delete($"bookings/{his}")).Must(200);
        var moved = await keeper.Press(await keeper.Open(Board), "Déplacer la réservation");
        Assert.Equal("La réservation est déplacée, un message part.", Plain.Text(moved, "[role=status].notice:not([hidden])"));
        Assert.Equal("nogaro-desk-2", (await hub.As("anne").Get($"bookings/{hers.Id}")).Word("space"));
    });

    [Fact]
    public Task She_opens_the_door_with_a_reason_that_is_kept_when_the_line_is_down() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var board = await keeper.Open(Board);
        hub.Line.Cut("nogaro");

        var cut = await keeper.Press(board, "Ouvrir maintenant", ("reason", "Livraison \"papier\""));
        Assert.Equal(503, cut.Status);
        Assert.Contains("ne répond pas", Plain.Text(cut, "[role=alert]"), StringComparison.Ordinal);
        Assert.True(cut.Doc.QuerySelector("#open-main")!.HasAttribute("open"));
        Assert.Equal("Livraison \"papier\"", cut.Doc.QuerySelector("#why-main")!.GetAttribute("value"));
        Assert.Empty(hub.Line.Sent);

        hub.Line.Mend("nogaro");
        var opened = await keeper.Press(cut, "Ouvrir maintenant");
        Assert.Contains("La porte s’ouvre", Plain.Text(opened, "[role=status].notice:not([hidden])"), StringComparison.Ordinal);
        Assert.Equal(("main", "Livraison \"papier\"", "keeper-nogaro"), (hub.Line.Sent[0].Target, hub.Line.Sent[0].Reason, hub.Line.Sent[0].Operator));
        Assert.Equal(400, (await keeper.Press(board, "Ouvrir maintenant", ("reason", " "))).Status);
    });

    [Fact]
    public Task She_changes_the_mode_of_a_door_and_takes_it_back() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var board = await keeper.Open(Board);

        var wrong = await keeper.Press(board, "Appliquer ce mode", ("mode", "lockdown"), ("until", "08:00"), ("reason", "Fuite de gaz"));
        Assert.Equal((400, true), (wrong.Status, wrong.Doc.QuerySelector("#mode-main-more")!.HasAttribute("open")));
        var locked = await keeper.Press(board, "Appliquer ce mode", ("mode", "lockdown"), ("until", "18:00"), ("reason", "Fuite de gaz"));
        Assert.Contains("Entrées refusées, jusqu’à 18 h", Plain.Text(locked, "#door-main"), StringComparison.Ordinal);
        Assert.Equal("lockdown", (await hub.As("keeper-nogaro").Get("telecentres/nogaro/doors")).Each("mode")[0]);

        var back = await keeper.Press(locked, "Revenir à la normale");
        Assert.Contains("Entrée avec badge", Plain.Text(back, "#door-main"), StringComparison.Ordinal);
        Assert.Equal("normal", (await hub.As("keeper-nogaro").Get("telecentres/nogaro/doors")).Each("mode")[0]);
    });

    [Fact]
    public Task She_sees_alarms_says_so_and_closes_a_fault_that_was_mended() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        (await hub.As("anne").Post("telecentres/nogaro/faults", new { text = "Écran <noir>", space = "nogaro-desk-2" })).Must(201);
        await Raise(hub, "held-open", "main");
        await Raise(hub, "pin-locked", "nogaro-reader-main");
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var board = await keeper.Open(Board);

        Assert.Contains("Alertes non vues : 3.", Plain.Text(board), StringComparison.Ordinal);
        Assert.Contains("Porte ouverte depuis trop longtemps Entrée, depuis 8 h 55", Plain.Text(board, "#alarms"), StringComparison.Ordinal);
        Assert.Contains("Panne signalée nogaro-desk-2, depuis 8 h 55 Écran <noir>", Plain.Text(board, "#alarms"), StringComparison.Ordinal);

        var seen = await keeper.Press(board, "Vu (Porte ouverte depuis trop longtemps)");
        Assert.Contains("Alertes non vues : 2.", Plain.Text(seen), StringComparison.Ordinal);
        Assert.Contains("déjà vue", Plain.Text(seen, "#alarms"), StringComparison.Ordinal);
        var mended = await keeper.Press(seen, "C’est réparé");
        Assert.DoesNotContain("Panne signalée", Plain.Text(mended, "#alarms"), StringComparison.Ordinal);
        var free = await keeper.Press(mended, "Débloquer le lecteur");
        Assert.Contains("accepte de nouveau les codes", Plain.Text(free, "[role=status].notice:not([hidden])"), StringComparison.Ordinal);
        Assert.Equal("nogaro-reader-main", hub.Line.Sent[0].Target);
    });

    [Fact]
    public Task She_approves_and_refuses_with_one_press() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var first = (await hub.As("anne").Book(new { space = "nogaro-room-1", start = "2026-12-01T09:00", end = "2026-12-01T11:00", purpose = "Atelier" })).Must(201);
        var second = (await hub.As("bruno").Book(new { space = "nogaro-room-1", start = "2026-12-02T09:00", end = "2026-12-02T11:00" })).Must(201);
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var board = await keeper.Open(Board);
        Assert.Contains("mardi 1er décembre, de 9 h à 11 h Atelier 05 62 00 00 00", Plain.Text(board, $"#request-{first.Id}"), StringComparison.Ordinal);

        var approved = await keeper.Press(board, "Accepter (anne)");
        Assert.Contains("acceptée", Plain.Text(approved, "[role=status].notice:not([hidden])"), StringComparison.Ordinal);
        var refused = await keeper.Press(approved, "Refuser (bruno)");
        Assert.Null(refused.Doc.QuerySelector("#requests"));
        Assert.Equal("confirmed", (await hub.As("anne").Get($"bookings/{first.Id}")).Word("status"));
        Assert.Equal("refused", (await hub.As("bruno").Get($"bookings/{second.Id}")).Word("status"));
    });

    [Fact]
    public Task Only_a_keeper_of_the_site_and_the_chamber_come_here() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var elsewhere = (await hub.As("anne").Book(new { space = "auch-desk-1", day = "2026-11-23", part = "afternoon" })).Must(201);
        using var other = await Surfer.As(hub, "keeper-auch");
        using var anne = await Surfer.As(hub, "anne");
        using var chamber = await Surfer.As(hub, "chamber");
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var token = (await keeper.Open(Board)).Doc.QuerySelector("input[name=form]")!.GetAttribute("value")!;
        var auch = await other.Open("/board/auch");

        Assert.Equal((403, 403, 403), ((await other.Open(Board)).Status, (await other.Open($"{Board}/now")).Status, (await anne.Open(Board)).Status));
        Assert.Equal((404, 200), ((await keeper.Open("/board/nowhere")).Status, (await chamber.Open(Board)).Status));
        Assert.Equal(["/board/auch", "/board/eauze", "/board/nogaro", "/board/port"], (await chamber.Open("/board")).Doc.QuerySelectorAll("main .card a").Select(link => link.GetAttribute("href")));

        var foreign = await other.Send(auch, auch.Button("Ouvrir maintenant"), ("reason", "Why not"), ("form", auch.Doc.QuerySelector("input[name=form]")!.GetAttribute("value")!));
        Assert.Equal(200, foreign.Status);
        var theirs = auch.Doc.QuerySelector("input[name=form]")!.GetAttribute("value")!;
        Assert.Equal(403, (await other.Post($"{Board}/doors/main/unlock", [new("form", theirs), new("reason", "Why not")])).Status);
        Assert.Equal(404, (await keeper.Post($"{Board}/bookings/{elsewhere.Id}/release", [new("form", token)])).Status);
        Assert.Equal(403, (await other.Post($"{Board}/bookings/{elsewhere.Id}/release", [new("form", theirs)])).Status);
        Assert.Single(hub.Line.Sent);
    });

    [Fact]
    public Task The_live_part_comes_alone_and_says_where_to_listen() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var place = (await keeper.Open(Board)).Doc.QuerySelector("#board-now")!;
        var now = await keeper.Open(place.GetAttribute("data-now")!);

        Assert.Equal("/api/v1/telecentres/nogaro/stream", place.GetAttribute("data-stream"));
        Assert.Null(now.Doc.QuerySelector("h1"));
        Assert.Equal("8 h 55", now.Doc.QuerySelector("#board")!.GetAttribute("data-at")!.Replace('\u00A0', ' '));
        Assert.All(now.Doc.QuerySelectorAll("details, li"), item => Assert.False(string.IsNullOrEmpty(item.Id)));
    });

    private static Task Raise(RunningHub hub, string kind, string about) => hub.Happens(
        work => work.Put((Alarm?)null, new Alarm { Id = kind, Site = new SiteId("nogaro"), Kind = kind, About = about, RaisedAt = hub.Clock.GetUtcNow() }, "raised"),
        new Scope { Presence = new SiteId("nogaro") });
}
