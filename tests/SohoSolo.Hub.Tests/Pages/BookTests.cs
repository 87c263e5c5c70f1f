using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>The page of free places, without a script.</summary>
public sealed class BookTests
{
    private const string TuesdayMorning = "/book?day=2026-11-24&part=morning";

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task From_home_any_free_desk_on_another_day_is_three_presses_away(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var home = await anne.Open("/");
        var today = await anne.Open(home.Doc.QuerySelector(".menu a[href='/book']")!.GetAttribute("href")!);
        var tomorrow = await anne.Open(today.Doc.QuerySelectorAll(".days a").Single(link => link.TextContent == "demain").GetAttribute("href")!);
        var booked = await anne.Press(tomorrow, "Réserver eauze-desk-2, Télécentre eauze");

        Assert.Equal(200, booked.Status);
        var booking = Only(await hub.As("anne").Get("bookings?mine=true"));
        Assert.Equal(("eauze-desk-2", "2026-11-24T00:00:00", "confirmed"), (booking("space"), booking("localStart"), booking("status")));
        Assert.Contains(booking("id"), booked.Path, StringComparison.Ordinal);
    });

    [Fact]
    public async Task Who_presses_twice_books_once_and_who_goes_back_for_another_place_is_not_told_that_she_has_it() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var page = await anne.Open(TuesdayMorning);
        var first = await anne.Press(page, "Réserver eauze-desk-1, Télécentre eauze");
        var again = await anne.Press(page, "Réserver eauze-desk-1, Télécentre eauze");
        var other = await anne.Press(page, "Réserver eauze-desk-2, Télécentre eauze");

        Assert.Equal((first.Path, 200), (again.Path, again.Status));
        Assert.Equal((409, "/book"), (other.Status, other.Path.Split('?')[0]));
        Assert.Equal("eauze-desk-1", Only(await hub.As("anne").Get("bookings?mine=true"))("space"));
    });

    [Fact]
    public async Task The_plan_and_the_list_say_the_same_and_why_a_place_cannot_be_had() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" });
        using var anne = await Surfer.As(hub, "anne");
        var page = await anne.Open(TuesdayMorning);

        Assert.Equal("Réserver une place", page.Text("h1"));
        Assert.Contains("mardi 24\u00A0novembre, matin", page.Text("#places"), StringComparison.Ordinal);
        Assert.Contains("1 place libre sur 2", page.Text("#places"), StringComparison.Ordinal);
        Assert.Equal("nogaro-desk-1, réservé", page.Doc.QuerySelector(".plan a[href='#nogaro-desk-1']")!.GetAttribute("aria-label"));
        Assert.Equal("réservé", page.Text("li#nogaro-desk-1 .state"));
        Assert.Contains("libre à nouveau mercredi 25\u00A0novembre, matin", page.Text("li#nogaro-desk-1"), StringComparison.Ordinal);
        Assert.Equal("nogaro-desk-2", page.Doc.QuerySelector(".plan button.free")!.GetAttribute("value"));
        Assert.Contains("libre", page.Text("li#nogaro-desk-2"), StringComparison.Ordinal);
        Assert.Null(page.Doc.QuerySelector(".plan [name=space][value=nogaro-desk-1]"));
    });

    [Fact]
    public async Task Sites_stand_nearest_to_her_home_first() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var page = await anne.Open(TuesdayMorning);

        Assert.Equal("Télécentre nogaro", page.Text("#here"));
        Assert.Equal(["Télécentre eauze", "Télécentre auch", "Télécentre port"], page.Doc.QuerySelectorAll("#places .cards h3").Select(site => site.TextContent));
        Assert.Contains("dans votre commune", page.Text("#places"), StringComparison.Ordinal);
        Assert.Equal("Télécentre auch", (await anne.Open($"{TuesdayMorning}&site=auch")).Text("#here"));
    });

    [Fact]
    public async Task A_place_that_was_taken_meanwhile_is_answered_with_others_in_place() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var page = await anne.Open(TuesdayMorning);
        await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" });

        var taken = await anne.Press(page, "Réserver nogaro-desk-1");
        Assert.Equal(409, taken.Status);
        Assert.Contains("Quelqu’un d’autre a cette place", taken.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(3, taken.Doc.QuerySelectorAll("[role=alert] button[name=instead]").Length);
        Assert.Equal("2026-11-24", taken.Doc.QuerySelector("#day")!.GetAttribute("value"));

        await anne.Press(taken, "Réserver nogaro-desk-2, Télécentre nogaro, mardi");
        var booking = Only(await hub.As("anne").Get("bookings?mine=true"));
        Assert.Equal(("nogaro-desk-2", "2026-11-24T08:00:00", "2026-11-24T13:30:00"), (booking("space"), booking("localStart"), booking("localEnd")));
    });

    [Fact]
    public async Task Who_finds_her_place_taken_may_wait_for_it() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var page = await anne.Open(TuesdayMorning);
        await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" });
        var waiting = await anne.Press(await anne.Press(page, "Réserver nogaro-desk-1"), "M’inscrire sur la liste d’attente");

        Assert.Equal(200, waiting.Status);
        Assert.Contains("liste d’attente", waiting.Text("[role=status]"), StringComparison.Ordinal);
        Assert.Equal("nogaro-desk-1", Only(await hub.As("anne").Get("waiting"))("space"));
    });

    [Fact]
    public async Task Where_everything_is_taken_she_waits_for_any() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" });
        await hub.As("chloe").Book(new { space = "nogaro-desk-2", day = "2026-11-24", part = "morning" });
        using var anne = await Surfer.As(hub, "anne");
        var page = await anne.Open(TuesdayMorning);
        Assert.Contains("Aucune place libre", page.Text("#places"), StringComparison.Ordinal);

        await anne.Press(page, "M’inscrire sur la liste d’attente pour un poste");
        Assert.Equal("desk", Only(await hub.As("anne").Get("waiting"))("kind"));
    });

    [Fact]
    public async Task Any_desk_is_chosen_for_her() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        await anne.Press(await anne.Open(TuesdayMorning), "N’importe quel poste libre");

        Assert.StartsWith("nogaro-desk-", Only(await hub.As("anne").Get("bookings?mine=true"))("space"), StringComparison.Ordinal);
    });

    [Fact]
    public async Task What_cannot_be_had_for_other_reasons_says_so_and_has_no_button() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var chloe = await Surfer.As(hub, "chloe");
        await hub.As("chloe").Book(new { space = "auch-desk-1", day = "2026-11-25" });
        Assert.Contains("votre forfait ne suffit pas", (await chloe.Open(TuesdayMorning)).Text("li#nogaro-desk-1"), StringComparison.Ordinal);

        using var anne = await Surfer.As(hub, "anne");
        var sunday = await anne.Open("/book?day=2026-11-29&part=full");
        Assert.Contains("télécentre fermé", sunday.Text("li#nogaro-desk-1"), StringComparison.Ordinal);
        Assert.Empty(sunday.Doc.QuerySelectorAll("li#nogaro-desk-1 button"));

        var evening = await anne.Open("/book?day=2026-11-24&part=hours&from=19:30&to=20:30");
        Assert.Contains("hors des heures d’ouverture", evening.Text("li#nogaro-desk-1"), StringComparison.Ordinal);
        Assert.Contains("moment passé", (await anne.Open("/book?day=2026-11-20&part=morning")).Text("li#nogaro-desk-1"), StringComparison.Ordinal);
        Assert.Contains("Vérifiez", (await anne.Open("/book?day=2026-11-24&part=hours&from=12:00&to=09:00")).Text("[role=alert]"), StringComparison.Ordinal);

        await hub.As("anne").Book(new { space = "eauze-desk-1", day = "2026-11-24", part = "morning" });
        var other = await anne.Open(TuesdayMorning);
        Assert.Contains("vous avez une autre place", other.Text("li#nogaro-desk-1"), StringComparison.Ordinal);
        Assert.Contains("vous avez déjà eauze-desk-1", other.Text("#places"), StringComparison.Ordinal);
    });

    [Fact]
    public async Task The_same_form_sent_twice_books_once_and_another_place_of_the_page_is_another_wish() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var page = await anne.Open(TuesdayMorning);
        var first = await anne.Press(page, "Réserver nogaro-desk-1");
        var again = await anne.Press(page, "Réserver nogaro-desk-1");
        Assert.Equal((200, 200, first.Path), (first.Status, again.Status, again.Path));
        Assert.Single((await hub.As("anne").Get("bookings?mine=true")).Each("id"));

        var other = await anne.Press(page, "Réserver nogaro-desk-2");
        Assert.Equal(409, other.Status);
        Assert.Contains("Vous avez déjà une place", other.Text("[role=alert]"), StringComparison.Ordinal);
    });

    [Fact]
    public async Task Nonsense_in_the_address_is_as_if_it_had_not_been_said() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        foreach (var nonsense in (string[])["day=tomorrow&part=night&kind=sofa&seats=-1&site=nowhere", "day=9999-12-31", "day=0001-01-01&part=morning", "part=hours&from=25:00&to=x", "equipment=%3Cscript%3E", "for=bruno"])
        {
            var page = await anne.Open($"/book?{nonsense}");
            Assert.Equal(200, page.Status);
            Assert.Equal("Réserver une place", page.Text("h1"));
        }

        var nothing = await anne.Press(await anne.Open("/book"), "Réserver nogaro-desk-1", ("space", "no-such-desk"));
        Assert.Equal(422, nothing.Status);
        Assert.Contains("Cette place n’existe pas", nothing.Text("[role=alert]"), StringComparison.Ordinal);
    });

    /// <summary>The fields of the only item of a list.</summary>
    private static Func<string, string> Only(Said said) => field => Assert.Single(said.Each(field));
}
