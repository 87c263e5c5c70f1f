using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>How the chamber looks after members: it finds, takes in, changes, suspends, and says what each may use.</summary>
public sealed class PeopleTests
{
    private const string Members = "/network/members";
    private const string Said = "[role=status].notice";
    private const string Why = "[role=alert]";

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task Somebody_is_taken_in_found_granted_and_suspended(string engine) => RunningHub.Walk(engine, async hub =>
    {
        using var chamber = await Surfer.As(hub, "chamber");
        var form = await chamber.Open($"{Members}/new");
        var wrong = await chamber.Press(form, "Inscrire", ("name", "Hélène <b>"), ("email", "nonsense"), ("commune", "nogaro"));
        Assert.Equal((400, "L’adresse e-mail n’en est pas une. Vérifiez-la."), (wrong.Status, Plain.Text(wrong, Why)));
        Assert.Equal(("Hélène <b>", "true"), (wrong.Doc.QuerySelector("#name")!.GetAttribute("value"), wrong.Doc.QuerySelector("#email")!.GetAttribute("aria-invalid")));

        var added = await chamber.Press(wrong, "Inscrire", ("email", "helene@example.org"));
        Assert.Contains("Ce membre est inscrit", Plain.Text(added, Said), StringComparison.Ordinal);
        Assert.Equal("Nogaro", added.Doc.QuerySelector("#commune")!.GetAttribute("value"));

        var granted = await chamber.Press(added, "Accorder", ("kind", "ticket-book"), ("units", "5"), ("unitsAMonth", "8"));
        Assert.Contains("Carnet de tickets Reste 5 sur 5 demi-journées", Plain.Text(granted, "section:has(#grants)"), StringComparison.Ordinal);
        Assert.Equal((400, "Indiquez les demi-journées par mois, de 1 à 10 000."), (await Refused(chamber.Press(granted, "Accorder"))));

        var ended = await chamber.Press(granted, "Mettre fin", ("last", "2026-11-22"));
        Assert.Contains("Il est mis fin à ce droit", Plain.Text(ended, Said), StringComparison.Ordinal);
        Assert.DoesNotContain("Reste 5", Plain.Text(ended), StringComparison.Ordinal);

        var found = await chamber.Open($"{Members}?search=HELENE&home={SmallNetwork.Funder}&status=active");
        Assert.Equal("1 membre", Plain.Text(found, "#found"));
        var suspended = await chamber.Press(await chamber.Open(found.Doc.QuerySelector(".rows a")!.GetAttribute("href")!), "Suspendre");
        Assert.Contains("Le compte est suspendu", Plain.Text(suspended, Said), StringComparison.Ordinal);
        Assert.Contains("Aucun membre", Plain.Text(await chamber.Open($"{Members}?search=helene&status=active")), StringComparison.Ordinal);
        Assert.Contains("actif", Plain.Text(await chamber.Press(suspended, "Réactiver"), Said), StringComparison.Ordinal);
    });

    [Fact]
    public Task What_somebody_else_changed_meanwhile_is_not_written_over() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var chamber = await Surfer.As(hub, "chamber");
        var page = await chamber.Open($"{Members}/bruno");
        var changed = await chamber.Press(page, "Enregistrer", ("phone", "05 62 11 22 33"));
        Assert.Contains("C’est enregistré", Plain.Text(changed, Said), StringComparison.Ordinal);

        var outdated = await chamber.Press(page, "Enregistrer", ("key", "other"), ("phone", "05 62 99 99 99"));
        Assert.Equal((412, "05 62 99 99 99"), (outdated.Status, outdated.Doc.QuerySelector("#phone")!.GetAttribute("value")));
        Assert.Equal(412, (await chamber.Press(page, "Enregistrer", ("key", "none"), ("version", ""))).Status);
        Assert.Contains("changé cela entre-temps", Plain.Text(outdated, Why), StringComparison.Ordinal);

        Assert.Equal((400, "Pour l’accueil, cochez au moins un télécentre."), await Refused(chamber.Press(changed, "Enregistrer", ("role", "keeper"))));
        var keeper = await chamber.Press(changed, "Enregistrer", ("key", "keeper"), ("role", "keeper"), ("keeps", "auch"));
        Assert.Contains("Accueil", Plain.Text(keeper, ".inline"), StringComparison.Ordinal);
        using var bruno = await Surfer.As(hub, "bruno");
        Assert.Equal((200, 403), ((await bruno.Open("/board/auch")).Status, (await bruno.Open("/board/nogaro")).Status));
        var own = await chamber.Open($"{Members}/chamber");
        Assert.Empty(own.Doc.QuerySelectorAll("input[type=radio][name=role], button[name=status]"));
        Assert.Contains("Chambre", Plain.Text(await chamber.Press(own, "Enregistrer"), ".inline"), StringComparison.Ordinal);
        Assert.Equal((403, 404), ((await bruno.Open($"{Members}/anne")).Status, (await chamber.Open($"{Members}/nobody")).Status));
    });

    [Fact]
    public Task Her_badges_are_typed_in_and_all_of_them_lost_at_once() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" })).Must(201);
        using var chamber = await Surfer.As(hub, "chamber");
        var page = await chamber.Open($"{Members}/anne");
        Assert.Contains("mardi 24 novembre, matin", Plain.Text(page, "section:has(#bookings)"), StringComparison.Ordinal);

        var wrong = await chamber.Press(page, "Ajouter ce badge", ("value", "no hex"), ("label", "Porte-clés"));
        Assert.Equal((400, "Porte-clés"), (wrong.Status, wrong.Doc.QuerySelector("#badge-label")!.GetAttribute("value")));
        var typed = await chamber.Press(wrong, "Ajouter ce badge", ("value", "04:A2:0B:1C"));
        Assert.Contains("Porte-clés Badge sans contact (Mifare)", Plain.Text(typed, "section:has(#badges)"), StringComparison.Ordinal);
        Assert.DoesNotContain("04A20B1C", typed.Doc.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);

        using var other = await Surfer.As(hub, "chamber");
        Assert.Equal((409, "Ce badge est déjà à quelqu’un."), await Refused(other.Press(await other.Open($"{Members}/bruno"), "Ajouter ce badge", ("value", "04:A2:0B:1C"))));
        var second = await chamber.Press(typed, "Ajouter ce badge", ("value", "04:A2:0B:1D"));
        Assert.Contains("C’est retiré", Plain.Text(await chamber.Press(second, "Retirer"), Said), StringComparison.Ordinal);
        var lost = await chamber.Press(second, "Badge perdu");
        Assert.Contains("Aucun badge ni code", Plain.Text(lost, "section:has(#badges)"), StringComparison.Ordinal);
    });

    private static async Task<(int Status, string Why)> Refused(Task<Sheet> sent)
    {
        var sheet = await sent;
        return (sheet.Status, Plain.Text(sheet, Why));
    }
}
