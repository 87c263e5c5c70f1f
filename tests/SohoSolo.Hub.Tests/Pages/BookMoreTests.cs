using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>Meetings, series and bookings for others, without a script.</summary>
public sealed class BookMoreTests
{
    private const string TenToTwelve = "day=2026-11-24&part=hours&from=10:00&to=12:00";

    [Fact]
    public async Task A_room_is_booked_with_guests_and_what_the_meeting_is_for() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var places = await anne.Open($"/book?{TenToTwelve}&kind=meeting-room&site=auch");
        var room = await anne.Open(places.Doc.QuerySelector("li#auch-room-1 a.button")!.GetAttribute("href")!);
        Assert.Contains("24\u00A0novembre, de 10\u00A0h à 12\u00A0h", room.Text("main"), StringComparison.Ordinal);

        var more = await anne.Press(room, "Ajouter des lignes", ("purpose", "Réunion <script>"), ("guest-name-0", "Camille"), ("guest-email-0", "camille@example.org"));
        Assert.Equal(6, more.Doc.QuerySelectorAll("[name^=guest-name]").Length);
        Assert.Equal("Réunion <script>", more.Doc.QuerySelector("#purpose")!.GetAttribute("value"));
        Assert.Equal("Camille", more.Doc.QuerySelector("#guest-name-0")!.GetAttribute("value"));

        await anne.Press(more, "Réserver la salle", ("guest-name-4", "Dominique"));
        var id = Assert.Single((await hub.As("anne").Get("bookings?mine=true")).Each("id"));
        var booking = await hub.As("anne").Get($"bookings/{id}");
        Assert.Equal(("auch-room-1", "2026-11-24T10:00:00", "Réunion <script>"), (booking.Word("space"), booking.Word("localStart"), booking.Word("purpose")));
        Assert.Equal(["Camille", "Dominique"], booking.Each("name", "guests"));
    });

    [Fact]
    public async Task A_guest_who_is_written_wrongly_is_pointed_at_and_nothing_is_lost() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var room = await anne.Open($"/book/room/auch-room-1?{TenToTwelve}");
        var wrong = await anne.Press(room, "Réserver la salle", ("guest-name-0", "Camille"), ("guest-email-2", "camille"), ("purpose", "Bilan"));

        Assert.Equal(400, wrong.Status);
        Assert.Equal("true", wrong.Doc.QuerySelector("#guest-email-1")!.GetAttribute("aria-invalid"));
        Assert.Equal(("Bilan", "camille"), (wrong.Doc.QuerySelector("#purpose")!.GetAttribute("value"), wrong.Doc.QuerySelector("#guest-email-1")!.GetAttribute("value")));
        Assert.Empty((await hub.As("anne").Get("bookings?mine=true")).Each("id"));
    });

    [Fact]
    public async Task A_room_that_was_taken_meanwhile_offers_others_and_keeps_the_guests() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var room = await anne.Open($"/book/room/auch-room-1?{TenToTwelve}");
        await hub.As("bruno").Book(new { space = "auch-room-1", start = "2026-11-24T09:00", end = "2026-11-24T11:00" });
        var taken = await anne.Press(room, "Réserver la salle", ("guest-name-0", "Camille"));
        Assert.Equal(409, taken.Status);

        await anne.Press(taken, "Réserver nogaro-room-1");
        var id = Assert.Single((await hub.As("anne").Get("bookings?mine=true")).Each("id"));
        Assert.Equal(["Camille"], (await hub.As("anne").Get($"bookings/{id}")).Each("name", "guests"));
        Assert.Equal("requested", (await hub.As("anne").Get($"bookings/{id}")).Word("status"));
        Assert.Equal(404, (await anne.Open($"/book/room/auch-desk-1?{TenToTwelve}")).Status);
        Assert.Equal(404, (await anne.Open("/book/room/nowhere")).Status);
    });

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_series_is_answered_date_by_date_and_the_free_ones_are_booked(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-12-01", part = "morning" });
        using var anne = await Surfer.As(hub, "anne");
        var form = await anne.Open("/book/series?day=2026-11-24&part=morning");
        var seen = await anne.Press(form, "Voir les dates", ("where", "nogaro-desk-1"), ("until", "2026-12-08"), ("on", "tuesday"), ("on", "thursday"));

        Assert.Equal(200, seen.Status);
        Assert.Contains("4 dates possibles sur 5", seen.Text("[role=status]"), StringComparison.Ordinal);
        Assert.Contains("déjà réservé par quelqu’un", seen.Doc.QuerySelectorAll("tbody tr")[2].TextContent, StringComparison.Ordinal);
        Assert.Empty((await hub.As("anne").Get("bookings?mine=true")).Each("id"));

        var none = await anne.Press(seen, "Tout ou rien");
        Assert.Equal(409, none.Status);
        Assert.Empty((await hub.As("anne").Get("bookings?mine=true")).Each("id"));

        var booked = await anne.Press(none, "Réserver les dates libres (4)");
        Assert.Contains("4 dates sont réservées", booked.Text("[role=status]"), StringComparison.Ordinal);
        Assert.Equal(4, (await hub.As("anne").Get("bookings?mine=true")).Each("id").Count);

        using var chloe = await Surfer.As(hub, "chloe");
        Assert.Equal(404, (await chloe.Open(booked.Path)).Status);
    });

    [Fact]
    public async Task A_series_begins_on_the_first_of_its_days_and_every_date_free_is_booked_with_one_press() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var form = await anne.Open("/book/series?day=2026-11-24&part=afternoon&site=eauze");
        var seen = await anne.Press(form, "Voir les dates", ("on", "friday"), ("every", "2"), ("until", "2026-12-18"));
        await anne.Press(seen, "Réserver toutes les dates");

        Assert.Equal(["2026-11-27T13:30:00", "2026-12-11T13:30:00"], (await hub.As("anne").Get("bookings?mine=true")).Each("localStart"));
    });

    [Fact]
    public async Task A_keeper_books_for_somebody_at_her_site_only() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var search = await keeper.Press(await keeper.Open("/book/for?day=2026-11-24&part=morning"), "Chercher", ("q", "BRUN"));
        var places = await keeper.Open(search.Doc.QuerySelector("main .rows a")!.GetAttribute("href")!);
        Assert.Equal("Réserver pour bruno", places.Text("h1"));
        Assert.Empty(places.Doc.QuerySelectorAll("#places .cards"));

        var booked = await keeper.Press(places, "Réserver nogaro-desk-1");
        Assert.Equal("Réserver pour bruno", booked.Text("h1"));
        Assert.Contains("C’est réservé", booked.Text("[role=status]"), StringComparison.Ordinal);
        Assert.Equal("nogaro-desk-1", Assert.Single((await hub.As("bruno").Get("bookings?mine=true")).Each("space")));

        var elsewhere = await keeper.Press(await keeper.Open("/book?day=2026-11-25&part=morning&for=bruno"), "Réserver nogaro-desk-1", ("space", "auch-desk-1"));
        Assert.Equal(403, elsewhere.Status);

        using var anne = await Surfer.As(hub, "anne");
        Assert.Equal(403, (await anne.Open("/book/for")).Status);
        await anne.Press(await anne.Open("/book?day=2026-11-25&part=morning&for=bruno"), "Réserver nogaro-desk-1", ("for", "bruno"));
        Assert.Equal("nogaro-desk-1", Assert.Single((await hub.As("anne").Get("bookings?mine=true")).Each("space")));
    });

    [Fact]
    public async Task The_pages_are_in_english_too() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = (await Surfer.As(hub, "anne")).InEnglish();
        var page = await anne.Open("/book?day=2026-11-24&part=morning");

        Assert.Equal("Book a place", page.Text("h1"));
        Assert.Contains("Wed 25 Nov", page.Text(".days"), StringComparison.Ordinal);
        Assert.Contains("2 free places of 2", page.Text("#places"), StringComparison.Ordinal);
        Assert.Contains("Repeat every week", (await anne.Open("/book/series")).Text("h1"), StringComparison.Ordinal);
    });
}
