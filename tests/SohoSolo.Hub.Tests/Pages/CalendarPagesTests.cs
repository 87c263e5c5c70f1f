using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Webhooks;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>A keeper looks at what somebody else's calendar would close, has it read, and says what is to happen where bookings stand in its way.</summary>
public sealed class CalendarPagesTests
{
    private const string Ics =
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20261125\r\nDTEND;VALUE=DATE:20261126\r\nSUMMARY:<b>Pont</b>\r\nEND:VEVENT\r\n"
        + "BEGIN:VEVENT\r\nUID:b\r\nDTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261226\r\nSUMMARY:Noël\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    [Fact]
    public Task What_it_closes_is_seen_first_and_a_keeper_decides_where_bookings_stand_in_the_way() => HookedHub.Walk(Engines.Sqlite, async hub =>
    {
        using var server = new HttpReceiver { Answers = _ => HttpReceiver.Answer(200, Ics) };
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var booked = await hub.Booked(day: "2026-11-25");
        var page = await keeper.Open("/board/nogaro/calendars");
        var refused = await keeper.Press(page, "Voir ce que cela ferme", ("name", "Mairie"), ("url", "http://192.168.1.1/a.ics"));
        Assert.Equal(422, refused.Status);
        Assert.Equal("Mairie", refused.Doc.QuerySelector("#name")!.GetAttribute("value"));

        var seen = await keeper.Press(await keeper.Open("/board/nogaro/calendars"), "Voir ce que cela ferme", ("name", "Mairie"), ("url", server.Url.AbsoluteUri));
        Assert.Contains("attendra votre décision", seen.Text("table"), StringComparison.Ordinal);
        Assert.Contains("<b>Pont</b>", seen.Text("table"), StringComparison.Ordinal);
        Assert.Empty((await hub.As("keeper-nogaro").Get("telecentres/nogaro/calendars")).Must(200).Each("id"));

        var added = await keeper.Press(seen, "Lire cet agenda");
        Assert.Contains("Ce qu’il occupe est fermé", added.Text(".notice"), StringComparison.Ordinal);
        Assert.Contains("anne", added.Text("article"), StringComparison.Ordinal);
        Assert.Contains("Périodes fermées\u00A0: 1", added.Text("article"), StringComparison.Ordinal);

        await keeper.Press(added, "Fermer quand même");
        await hub.CatchUp();
        Assert.Equal("cancelled", (await hub.As("anne").Get($"bookings/{booked}")).Word("status"));
        var removed = await keeper.Press(await keeper.Open("/board/nogaro/calendars"), "Retirer cet agenda");
        Assert.Contains("rouvert", removed.Text(".notice"), StringComparison.Ordinal);
        Assert.Contains("Aucun agenda", removed.Text(), StringComparison.Ordinal);
    });

    [Fact]
    public Task A_file_travels_with_its_preview_and_what_is_no_calendar_is_said_so() => HookedHub.Walk(Engines.Sqlite, async hub =>
    {
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var wrong = await Upload(keeper, "<html>");
        Assert.Contains("Ce n’est pas un agenda", wrong.Text(".notice"), StringComparison.Ordinal);

        var seen = await Upload(keeper, Ics);
        Assert.DoesNotContain("Pont", seen.Text("table"), StringComparison.Ordinal);
        var added = await keeper.Press(seen, "Lire cet agenda");
        Assert.Contains("d’un fichier", added.Text("article"), StringComparison.Ordinal);
        Assert.Contains("Périodes fermées\u00A0: 2", added.Text("article"), StringComparison.Ordinal);
    });

    [Fact]
    public Task A_keeper_makes_the_calendar_of_a_place_of_her_site_sees_its_address_once_and_takes_it_back() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var page = await keeper.Open("/board/nogaro/calendars");
        Assert.DoesNotContain("auch-", page.Doc.QuerySelector("#feed-space")!.InnerHtml, StringComparison.Ordinal);

        var made = await keeper.Press(page, "Créer une adresse", ("space", "nogaro-desk-1"), ("name", "Tablette"));
        var path = new Uri(made.Text(".notice code")).AbsolutePath.TrimStart('/');
        Assert.Contains("BEGIN:VCALENDAR", (await hub.As(null).Get(path)).Must(200).Text, StringComparison.Ordinal);
        Assert.Contains("avec les noms", made.Text("[aria-labelledby=feeds]"), StringComparison.Ordinal);

        var again = await keeper.Press(page, "Créer une adresse", ("space", "nogaro-desk-1"), ("name", "Tablette"));
        Assert.Equal(409, again.Status);
        Assert.DoesNotContain(path, again.Doc.Source.Text, StringComparison.Ordinal);
        Assert.Equal(422, (await keeper.Press(await keeper.Open("/board/nogaro/calendars"), "Créer une adresse", ("space", "auch-desk-1"))).Status);

        // Without names it is what any member may have of a place.
        var nameless = await keeper.Press(await keeper.Open("/board/nogaro/calendars"), "Créer une adresse", ("space", "nogaro-room-1"), ("names", ""), ("name", "Couloir"));
        Assert.Contains("sans les noms", nameless.Text("[aria-labelledby=feeds]"), StringComparison.Ordinal);

        var ended = await keeper.Press(await keeper.Open("/board/nogaro/calendars"), "Supprimer l’adresse Tablette");
        Assert.Contains("ne montre plus rien", ended.Text(".notice"), StringComparison.Ordinal);
        (await hub.As(null).Get(path)).Must(404, "not-found");
        Assert.Contains("Couloir", (await keeper.Open("/me/calendar")).Text("[aria-labelledby=yours]"), StringComparison.Ordinal);
    });

    private static async Task<Sheet> Upload(Surfer keeper, string file)
    {
        var page = await keeper.Open("/board/nogaro/calendars");
        using var content = new MultipartFormDataContent();
        foreach (var name in (string[])["form", "key"])
            content.Add(new StringContent(page.Doc.QuerySelector($"form[action$=look] input[name={name}]")!.GetAttribute("value")!), name);

        content.Add(new StringContent("Salle"), "name");
        content.Add(new StringContent("nogaro-room-1"), "space");
        content.Add(new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(file)), "file", "salle.ics");
        return await keeper.Follow(await keeper.Http.PostAsync(new Uri("/board/nogaro/calendars/look", UriKind.Relative), content, TestContext.Current.CancellationToken), "/board/nogaro/calendars/look");
    }
}
