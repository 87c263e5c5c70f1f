using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>Places by the month, as the chamber keeps them.</summary>
public sealed class LeasesTests
{
    private const string Leases = "/network/leases";
    private const string Said = "[role=status].notice";
    private const string Why = "[role=alert]";

    [Fact]
    public Task A_place_is_leased_lent_for_a_day_and_given_up() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var chamber = await Surfer.As(hub, "chamber");
        var empty = await chamber.Open(Leases);
        Assert.Contains("Aucune place n’est louée", Plain.Text(empty), StringComparison.Ordinal);
        var found = await chamber.Press(empty, "Chercher", ("search", "bruno"));
        Assert.Equal(["auch-desk-1", "auch-office-1"], found.Doc.QuerySelectorAll("#space option").Select(option => option.GetAttribute("value")!).Order(StringComparer.Ordinal));

        var wrong = await chamber.Press(found, "Louer", ("space", "auch-office-1"), ("from", "2026-12-01"), ("to", "2026-11-30"));
        Assert.Equal((400, "Le dernier jour n’est pas une date, ou précède le premier.", "2026-12-01"), (wrong.Status, Plain.Text(wrong, Why), wrong.Doc.QuerySelector("#from")!.GetAttribute("value")));
        var leased = await chamber.Press(wrong, "Louer", ("to", ""), ("from", "2026-11-23"));
        Assert.Contains("La place est louée", Plain.Text(leased, Said), StringComparison.Ordinal);
        Assert.Contains("auch-office-1, Télécentre auch bruno depuis le lundi 23 novembre, sans fin prévue, au compte de Bas Armagnac", Plain.Text(leased, ".lease"), StringComparison.Ordinal);
        Assert.Equal((422, "leased"), await Book(hub, "2026-11-26"));

        var lent = await chamber.Press(leased, "Prêter", ("day", "2026-11-26"));
        Assert.Contains("jeudi 26 novembre", Plain.Text(lent, ".lease"), StringComparison.Ordinal);
        var taken = await chamber.Press(lent, "Reprendre");
        Assert.Contains("repris", Plain.Text(taken, Said), StringComparison.Ordinal);
        Assert.Equal((422, "Ce jour est en dehors de la location."), await Refused(chamber.Press(taken, "Prêter", ("day", "2026-11-20"))));

        Assert.Equal((422, "Une location peut prendre fin hier au plus tôt, et pas plus tard que prévu."), await Refused(chamber.Press(taken, "Mettre fin", ("last", "2026-11-01"))));
        var ended = await chamber.Press(taken, "Mettre fin", ("key", "end"), ("last", "2026-11-24"));
        Assert.Contains("du lundi 23 novembre au mardi 24 novembre", Plain.Text(ended, ".lease"), StringComparison.Ordinal);
        Assert.Equal((201, null), await Book(hub, "2026-11-26"));
        Assert.Equal(404, (await chamber.Post($"{Leases}/free-anne/end", Token(ended))).Status);
    });

    [Fact]
    public Task A_place_that_others_have_booked_says_who_is_in_the_way() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        Assert.Equal((201, null), await Book(hub, "2026-11-26"));
        using var chamber = await Surfer.As(hub, "chamber");
        var refused = await chamber.Press(await chamber.Open($"{Leases}?member=bruno"), "Louer", ("space", "auch-office-1"), ("from", "2026-11-24"));
        Assert.Equal(409, refused.Status);
        Assert.Contains("D’autres membres ont déjà réservé cette place", Plain.Text(refused, Why), StringComparison.Ordinal);
        Assert.Contains("anne, jeudi 26 novembre, matin", Plain.Text(refused, Why), StringComparison.Ordinal);

        var instead = await chamber.Press(refused, "Louer", ("from", "2026-11-27"));
        Assert.Contains("à partir du vendredi 27 novembre", Plain.Text(instead, ".lease"), StringComparison.Ordinal);
        Assert.Equal(
            (422, "Cette place est déjà louée pendant ce temps. Choisissez une autre place ou d’autres jours."),
            await Refused(chamber.Press(await chamber.Open($"{Leases}?search=chloe"), "Louer", ("space", "auch-office-1"), ("from", "2026-12-01"))));
    });

    private static async Task<(int Status, string? Reason)> Book(RunningHub hub, string day)
    {
        var said = await hub.As("anne").Book(new { space = "auch-office-1", day, part = "morning" });
        return (said.Status, said.Reason);
    }

    private static IEnumerable<KeyValuePair<string, string>> Token(Sheet sheet) =>
        sheet.Doc.QuerySelectorAll("form[method=post] input[name=form]").Take(1).Select(field => KeyValuePair.Create("form", field.GetAttribute("value")!));

    private static async Task<(int Status, string Why)> Refused(Task<Sheet> sent)
    {
        var sheet = await sent;
        return (sheet.Status, Plain.Text(sheet, Why));
    }
}
