using System.Globalization;
using System.Resources;
using SohoSolo.Hub.Pages.ChamberRules;
using SohoSolo.Hub.Tests.Architecture;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>The chamber's rules: every setting is there in words, a change says whom it touches before it counts, and nobody overwrites another's.</summary>
public sealed class RulesPageTests
{
    private const string Rules = "/network/rules";
    private const string Alert = "[role=alert].notice";

    /// <summary>A setting that is new to the tables shows up by itself; what it lacks is a name and a word on it.</summary>
    [Fact]
    public async Task Every_setting_is_asked_for_in_words_of_both_languages() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var book = new ResourceManager(typeof(RulesText));
        Fence.Holds(
            from field in PolicyField.All
            from key in (string[])[$"set.{field.Name}", $"says.{field.Name}"]
            from culture in (CultureInfo[])[CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("en")]
            where book.GetResourceSet(culture, createIfNotExists: true, tryParents: false)?.GetString(key) is null or ""
            select $"{key} in \"{culture.Name}\"");

        using var chamber = await Surfer.As(hub, "chamber");
        var (network, site) = (await chamber.Open(Rules), await chamber.Open($"{Rules}?site=nogaro"));
        Fence.Holds(PolicyField.All.Where(field => network.Doc.QuerySelector($"#{field.Name}") is null).Select(field => field.Name));
        Fence.Holds(PolicyField.All.Where(field => site.Doc.QuerySelector($"#{field.Name}") is null != field.IsOfNetwork).Select(field => field.Name));
        Assert.Equal("744", network.Doc.QuerySelector("#longestHours")!.GetAttribute("max"));
        Assert.Contains("Vide : 120 heures.", Plain.Text(network, "#longestHours-hint"), StringComparison.Ordinal);
        Assert.Equal(404, (await chamber.Open($"{Rules}?site=nowhere")).Status);
    });

    [Fact]
    public Task A_change_is_seen_with_whom_it_touches_and_then_made() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" })).Must(201);
        (await hub.As("bruno").Book(new { space = "auch-desk-1", day = "2026-11-24", part = "morning" })).Must(201);
        using var chamber = await Surfer.As(hub, "chamber");
        var preview = await chamber.Press(await chamber.Open(Rules), "Voir ce qui changerait", ("deskPerHalfDay", "3"), ("none-mostUpcoming", "yes"), ("walkIns", "1"));
        Assert.Contains("Un poste, par demi-journée 1 unité 3 unités", Plain.Text(preview, "table tbody"), StringComparison.Ordinal);
        Assert.Contains("Réservations à venir d’un membre, au plus 40 réservations sans limite", Plain.Text(preview, "table tbody"), StringComparison.Ordinal);
        Assert.Contains("Réservations à venir : 2, de membres : 2.", Plain.Text(preview), StringComparison.Ordinal);
        Assert.Equal("3", preview.Doc.QuerySelector("#deskPerHalfDay")!.GetAttribute("value"));
        Assert.Equal(0, await Setting(hub, "deskPerHalfDay", "defaults"));

        var kept = await chamber.Press(preview, "Mettre ces règles en vigueur");
        Assert.Equal($"{Rules}?said=kept", kept.Path);
        Assert.Equal(3, await Setting(hub, "deskPerHalfDay", "defaults"));
        Assert.Contains("par chamber", kept.Text("section[aria-labelledby=versions]"), StringComparison.Ordinal);
        Assert.Contains("Entrer sans réservation quand une place est libre : non → oui", Plain.Text(kept), StringComparison.Ordinal);
        Assert.NotNull(kept.Doc.QuerySelector("[name=none-mostUpcoming][checked]"));

        var own = await chamber.Press(await chamber.Open($"{Rules}?site=nogaro"), "Voir ce qui changerait", ("deskPerHalfDay", "2"), ("wifiName", "Nogaro <i>"));
        Assert.Contains("Télécentres concernés : Télécentre nogaro.", Plain.Text(own), StringComparison.Ordinal);
        Assert.Contains("Réservations à venir : 1, de membres : 1.", Plain.Text(own), StringComparison.Ordinal);
        Assert.Equal($"{Rules}?site=nogaro&said=kept", (await chamber.Press(own, "Mettre ces règles en vigueur")).Path);
        Assert.Equal(2, await Setting(hub, "deskPerHalfDay", "nogaro"));

        var follows = await chamber.Press(await chamber.Open($"{Rules}?site=nogaro"), "Voir ce qui changerait", ("deskPerHalfDay", ""));
        await chamber.Press(follows, "Mettre ces règles en vigueur");
        Assert.Equal(0, await Setting(hub, "deskPerHalfDay", "nogaro"));
        Assert.Contains("Nogaro <i>", Plain.Text(await chamber.Open($"{Rules}?site=nogaro")), StringComparison.Ordinal);
        var nothing = await chamber.Press(await chamber.Open(Rules), "Voir ce qui changerait");
        Assert.Contains("ces règles sont déjà en vigueur", nothing.Text(), StringComparison.Ordinal);
        Assert.False(nothing.HasButton("Mettre ces règles"));
    });

    [Fact]
    public Task What_cannot_be_used_and_what_is_outdated_is_said_and_stays_typed() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var chamber = await Surfer.As(hub, "chamber");
        var wrong = await chamber.Press(await chamber.Open(Rules), "Voir ce qui changerait", ("longestHours", "9999"), ("roomPerHour", "beaucoup"), ("unlockSeconds", "7"));
        Assert.Equal(422, wrong.Status);
        Assert.Contains("Ces réponses ne conviennent pas : Réservation la plus longue, Une salle de réunion, par heure.", Plain.Text(wrong, Alert), StringComparison.Ordinal);
        Assert.Equal(["beaucoup", "9999", "7"], ((string[])["roomPerHour", "longestHours", "unlockSeconds"]).Select(name => wrong.Doc.GetElementById(name)!.GetAttribute("value")));
        Assert.Equal("true", wrong.Doc.QuerySelector("#longestHours")!.GetAttribute("aria-invalid"));

        var crossed = await chamber.Press(await chamber.Open(Rules), "Voir ce qui changerait", ("heldOpenWarningSeconds", "60"), ("heldOpenAlarmSeconds", "30"));
        Assert.Contains("Ces règles se contredisent", crossed.Text(Alert), StringComparison.Ordinal);

        var (first, second) = (await chamber.Press(await chamber.Open(Rules), "Voir ce qui changerait", ("unlockSeconds", "8")), await chamber.Press(await chamber.Open(Rules), "Voir ce qui changerait", ("unlockSeconds", "9")));
        Assert.Equal(200, (await chamber.Press(first, "Mettre ces règles en vigueur")).Status);
        var late = await chamber.Press(second, "Mettre ces règles en vigueur");
        Assert.Equal(412, late.Status);
        Assert.Contains("Quelqu’un d’autre a changé les règles", late.Text(Alert), StringComparison.Ordinal);
        Assert.Equal("9", late.Doc.QuerySelector("#unlockSeconds")!.GetAttribute("value"));
        Assert.Equal(8, await Setting(hub, "unlockSeconds", "defaults"));

        await chamber.Press(await chamber.Press(late, "Voir ce qui changerait"), "Mettre ces règles en vigueur");
        Assert.Equal(9, await Setting(hub, "unlockSeconds", "defaults"));
    });

    /// <summary>As the document says it for the network or a site; 0 where it does not.</summary>
    private static async Task<int> Setting(RunningHub hub, string name, string part)
    {
        var policy = (await hub.As("chamber").Get("policies")).Json;
        var settings = part == "defaults" ? policy.GetProperty(part) : policy.GetProperty("sites").GetProperty(part);
        return settings.TryGetProperty(name, out var value) ? value.GetInt32() : 0;
    }
}
