using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>A member's calendar addresses, and those of the places that a keeper looks after.</summary>
public sealed class MyCalendarPageTests
{
    [Fact]
    public Task An_address_is_shown_once_read_and_ended() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var bruno = await Surfer.As(hub, "bruno");
        var page = await bruno.Open("/me/calendar");
        Assert.Null(page.Doc.QuerySelector("[name=space]"));
        var made = await bruno.Press(page, "Créer une adresse", ("name", "Téléphone"));
        var path = new Uri(made.Text(".notice code")).AbsolutePath.TrimStart('/');
        Assert.Contains("BEGIN:VCALENDAR", (await hub.As(null).Get(path)).Must(200).Text, StringComparison.Ordinal);

        var again = await bruno.Press(page, "Créer une adresse", ("name", "Téléphone"));
        Assert.Equal(409, again.Status);
        Assert.DoesNotContain(path, again.Doc.Source.Text, StringComparison.Ordinal);
        Assert.Equal(422, (await bruno.Press(await bruno.Open("/me/calendar"), "Créer une adresse", ("name", new string('x', 81)))).Status);
        Assert.Equal(403, (await bruno.Press(await bruno.Open("/me/calendar"), "Créer une adresse", ("space", "nogaro-desk-1"))).Status);

        var kept = await bruno.Press(await bruno.Open("/me/calendar"), "Enregistrer", ("mail", ""));
        Assert.Contains("enregistré", kept.Text(".notice"), StringComparison.Ordinal);

        var ended = await bruno.Press(await bruno.Open("/me/calendar"), "Supprimer l’adresse Téléphone");
        Assert.Contains("ne montre plus rien", ended.Text(".notice"), StringComparison.Ordinal);
        (await hub.As(null).Get(path)).Must(404, "not-found");
    });

    [Fact]
    public Task A_keeper_takes_the_calendar_of_a_place_with_its_names() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var page = await keeper.Open("/me/calendar");
        Assert.DoesNotContain("auch-", page.Doc.QuerySelector("[name=space]")!.InnerHtml, StringComparison.Ordinal);
        var made = await keeper.Press(page, "Créer une adresse", ("space", "nogaro-desk-1"));
        Assert.Contains("avec les noms", made.Text("[aria-labelledby=yours]"), StringComparison.Ordinal);
    });
}
