using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>A member's badges and her code: taken, lost, given up, shown once.</summary>
public sealed partial class MyBadgesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task All_her_badges_are_lost_at_one_press_and_she_is_told_what_to_do_next() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        foreach (var value in (string[])["04A20B1C2D3E80", "04A20B1C2D3E81"])
            (await hub.As("keeper-nogaro").Post("members/anne/credentials", new { kind = "mifare-uid", value, label = $"Badge {value[^2..]}" })).Must(201);

        using var anne = await Surfer.As(hub, "anne");
        var account = await anne.Open("/me");
        Assert.Contains("2 badges en service.", account.Text(), StringComparison.Ordinal);

        var lost = await anne.Press(account, "J’ai perdu mon badge");
        Assert.Equal("/me/badges?said=lost", lost.Path);
        Assert.Contains("Aucun de vos badges n’ouvre plus rien.", lost.Text(".notice"), StringComparison.Ordinal);
        Assert.Contains("faites-vous un code", lost.Text(".notice"), StringComparison.Ordinal);
        Assert.False(lost.HasButton("J’ai perdu mon badge"));
        Assert.Equal(["lost", "lost"], (await hub.App.Services.GetRequiredService<StoreQueries>().Credentials(new MemberId("anne"), Stop)).Select(badge => badge.RevokedWhy));
        Assert.Equal("/me/badges?said=lost", (await anne.Press(account, "J’ai perdu mon badge")).Path);
    });

    [Fact]
    public Task One_badge_is_given_up_and_only_her_own() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        foreach (var (member, value) in (IEnumerable<(string, string)>)[("anne", "04A20B1C2D3E80"), ("bruno", "04A20B1C2D3E81")])
            (await hub.As("keeper-nogaro").Post($"members/{member}/credentials", new { kind = "mifare-uid", value })).Must(201);

        using var anne = await Surfer.As(hub, "anne");
        using var bruno = await Surfer.As(hub, "bruno");
        var (hers, his) = (await anne.Open("/me/badges"), await bruno.Open("/me/badges"));
        var stolen = his.Button("Retirer").Closest("form")!.GetAttribute("action")!;
        hers.Button("Retirer").Closest("form")!.SetAttribute("action", stolen);
        Assert.Equal(404, (await anne.Press(hers, "Retirer")).Status);
        Assert.True((await bruno.Open("/me/badges")).HasButton("Retirer"));

        var removed = await anne.Press(await anne.Open("/me/badges"), "Retirer");
        Assert.Contains("Le badge est retiré", removed.Text(".notice"), StringComparison.Ordinal);
        Assert.Contains("Aucun badge en service", removed.Text(), StringComparison.Ordinal);
    });

    [Fact]
    public Task She_takes_a_badge_at_a_reader_of_any_site() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        using var bruno = await Surfer.As(hub, "bruno");
        var page = await anne.Open("/me/badges");
        Assert.Equal(["auch-reader-main", "nogaro-reader-main"], page.Doc.QuerySelectorAll("#reader option").Select(option => option.GetAttribute("value")).Order(StringComparer.Ordinal));

        var waits = await anne.Press(page, "Enregistrer un badge", ("reader", "nogaro-reader-main"));
        Assert.Contains("Présentez le badge au lecteur dans la minute\u00a0: Télécentre nogaro, Entrée.", waits.Text("#badge-wait"), StringComparison.Ordinal);
        Assert.Equal("pending", waits.Doc.QuerySelector("#badge-wait")!.GetAttribute("data-status"));
        Assert.Null((await bruno.Open(waits.Path)).Doc.QuerySelector("#badge-wait .notice"));

        var busy = await bruno.Press(await bruno.Open("/me/badges"), "Enregistrer un badge", ("reader", "nogaro-reader-main"));
        Assert.Equal(409, busy.Status);
        Assert.Contains("attend déjà un autre badge", busy.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Contains("Choisissez un lecteur", (await anne.Press(page, "Enregistrer un badge", ("reader", "nogaro-desk-1-pir"), ("key", "other"))).Text("[role=alert]"), StringComparison.Ordinal);
    });

    [Fact]
    public Task A_code_is_shown_once_replaced_and_removed() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var page = await anne.Open("/me/badges");
        var fresh = await anne.Press(page, "Créer un code");
        Assert.Matches(SixDigits(), fresh.Text(".big-code"));
        Assert.Contains("no-store", fresh.Headers["Cache-Control"], StringComparison.Ordinal);

        var again = await anne.Press(page, "Créer un code");
        Assert.Equal(409, again.Status);
        Assert.Contains("déjà été affiché", again.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Null(again.Doc.QuerySelector(".big-code"));

        var other = await anne.Press(again, "Remplacer le code");
        Assert.NotEqual(fresh.Text(".big-code"), other.Text(".big-code"));
        var gone = await anne.Press(await anne.Open("/me/badges"), "Supprimer le code");
        Assert.Contains("Le code est supprimé", gone.Text(".notice"), StringComparison.Ordinal);
        Assert.Contains("Aucun code à six chiffres", (await anne.Open("/me")).Text(), StringComparison.Ordinal);
    });

    [GeneratedRegex("^[0-9]{6}$")]
    private static partial Regex SixDigits();
}
