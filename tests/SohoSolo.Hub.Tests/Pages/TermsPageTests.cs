using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>What members get each month is changed for all who hold the same, after a look at whom it touches; what was booked stays and counts.</summary>
public sealed class TermsPageTests
{
    private const string Alert = "[role=alert].notice";

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task Terms_are_changed_for_all_who_hold_them_and_bookings_stay(string engine) => RunningHub.Walk(engine, async hub =>
    {
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "full" })).Must(201);
        (await hub.As("chloe").Book(new { space = "nogaro-desk-2", day = "2026-11-24", part = "morning" })).Must(201);
        using var chamber = await Surfer.As(hub, "chamber");
        var list = await chamber.Open((await chamber.Open("/network/rules")).Doc.QuerySelector("main a[href='/network/rules/grants']")!.GetAttribute("href")!);
        Assert.Contains("Gratuité occasionnelle, 10 unités par mois 5", Plain.Text(list, "table tbody"), StringComparison.Ordinal);

        var form = await chamber.Open(list.Doc.QuerySelector("table a")!.GetAttribute("href")!);
        var wrong = await chamber.Press(form, "Voir qui est concerné", ("amount", "0"));
        Assert.Equal(400, wrong.Status);
        Assert.Contains("nombre entier d’au moins 1", wrong.Text(Alert), StringComparison.Ordinal);
        Assert.Equal(400, (await chamber.Press(wrong, "Voir qui est concerné", ("amount", "2"), ("cap", "peu"))).Status);
        Assert.Contains("ce droit est déjà ainsi", (await chamber.Press(form, "Voir qui est concerné")).Text(), StringComparison.Ordinal);

        var preview = await chamber.Press(wrong, "Voir qui est concerné", ("amount", "1"), ("cap", "1"));
        Assert.Contains("Membres concernés : 5. Réservations à venir sur ce droit : 1.", Plain.Text(preview), StringComparison.Ordinal);
        Assert.Equal("10 0 2", await Month(hub, "anne"));

        var done = await chamber.Press(preview, "Changer pour ces 5 membres");
        Assert.Contains("5 droits ont changé", done.Text("[role=status].notice"), StringComparison.Ordinal);
        Assert.Contains("Gratuité occasionnelle, 1 unités par mois, 1 au plus par télécentre 5", Plain.Text(done, "table tbody"), StringComparison.Ordinal);
        Assert.Equal("1 1 2", await Month(hub, "anne"));
        Assert.Equal("2 0 1", await Month(hub, "chloe"));

        var late = await chamber.Press(preview, "Changer pour ces 5 membres");
        Assert.Equal(409, late.Status);
        Assert.Contains("Personne n’a plus ce droit", late.Text(Alert), StringComparison.Ordinal);
    });

    /// <summary>Granted, overdrawn and held this month.</summary>
    private static async Task<string> Month(RunningHub hub, string member)
    {
        var grant = (await hub.As(member).Get("me/entitlements")).Json.EnumerateArray().Single();
        return $"{grant.GetProperty("granted")} {grant.GetProperty("overdrawn")} {grant.GetProperty("held")}";
    }
}
