using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>What a member does with her bookings, on their cards and on their own pages.</summary>
public sealed class BookingPagesTests
{
    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_booking_is_cancelled_from_its_card_and_lies_behind_the_filter_then(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        await Book(hub, "anne", "nogaro-desk-1", "2026-11-24", "morning");
        var list = await anne.Open("/bookings");
        Assert.Contains("Confirmée", list.Text(".booking"), StringComparison.Ordinal);

        var after = await anne.Press(list, "Annuler");
        Assert.StartsWith("/bookings?said=cancelled", after.Path, StringComparison.Ordinal);
        Assert.Null(after.Doc.QuerySelector(".booking"));
        Assert.DoesNotContain("Annulée", (await anne.Open("/bookings")).Text(), StringComparison.Ordinal);
        Assert.Equal(200, (await anne.Open("/?said=booked&about=%00")).Status);
        Assert.Equal((200, 200), ((await anne.Open("/bookings?page=2")).Status, (await anne.Open("/bookings?page=x")).Status));
        Assert.Contains("Annulée", (await anne.Open("/bookings?cancelled=yes")).Text(".rows"), StringComparison.Ordinal);
    });

    [Fact]
    public async Task Its_page_says_where_when_what_it_costs_and_what_comes_back() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var id = await Book(hub, "anne", "nogaro-desk-1", "2026-11-24", "full");
        var page = await anne.Open($"/bookings/{id}");
        var text = Plain(page.Text());

        Assert.Contains("mardi 24 novembre, toute la journée (8 h – 19 h)", Plain(page.Text("h1")), StringComparison.Ordinal);
        Assert.Contains("nogaro-desk-1, Télécentre nogaro", text, StringComparison.Ordinal);
        Assert.Contains("Demi-journées décomptées : 2.", text, StringComparison.Ordinal);
        Assert.Contains("Si vous la rendez maintenant, vous récupérez tout.", text, StringComparison.Ordinal);
        Assert.Contains("Ouvertes pour vous : mardi 24 novembre, de 7 h 30 à 19 h 30", text, StringComparison.Ordinal);
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var seenByKeeper = Plain((await keeper.Open($"/bookings/{id}")).Text());
        Assert.Contains("Si elle est rendue maintenant, le membre récupère tout.", seenByKeeper, StringComparison.Ordinal);
        Assert.Contains("Ouvertes au membre : mardi 24 novembre", seenByKeeper, StringComparison.Ordinal);
        Assert.Contains("Half-days charged: 2.", (await anne.InEnglish().Open($"/bookings/{id}")).Text(), StringComparison.Ordinal);
    });

    [Fact]
    public async Task To_others_it_does_not_exist_whatever_they_press() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        using var bruno = await Surfer.As(hub, "bruno");
        using var auch = await Surfer.As(hub, "keeper-auch");
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var id = await Book(hub, "anne", "nogaro-desk-1", "2026-11-24", "morning");
        var mine = await anne.Open($"/bookings/{id}");
        var token = (await bruno.Open("/")).Doc.QuerySelector("input[name=form]")!.GetAttribute("value")!;
        foreach (var act in (string[])["cancel", "release", "check-in", "extend", "change", "approve", "refuse", "accept", "decline", "give-back", "keep"])
            Assert.Equal(404, (await bruno.Post($"/bookings/{id}/{act}", [KeyValuePair.Create("form", token)])).Status);

        Assert.Equal((404, 404), ((await bruno.Open($"/bookings/{id}")).Status, (await auch.Open($"/bookings/{id}")).Status));
        Assert.Equal((200, 404), ((await keeper.Open($"/bookings/{id}")).Status, (await keeper.Open("/bookings/none")).Status));
        Assert.Contains("anne", (await keeper.Open($"/bookings/{id}")).Text(".facts"), StringComparison.Ordinal);
        Assert.True(mine.HasButton("Annuler"));
        Assert.Contains("Confirmée", (await anne.Open($"/bookings/{id}")).Text(".facts"), StringComparison.Ordinal);
    });

    [Fact]
    public async Task She_arrives_stays_longer_and_gives_the_rest_back() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        await Book(hub, "anne", "nogaro-desk-1", "2026-11-23", "morning");
        var arrived = await anne.Press(await anne.Open("/"), "Je suis sur place");
        Assert.Contains("Bienvenue", arrived.Text(".notice"), StringComparison.Ordinal);

        var longer = await anne.Press(arrived, "Prolonger jusqu’à 19\u00A0h");
        Assert.Contains("C’est prolongé", longer.Text(".notice"), StringComparison.Ordinal);
        Assert.Contains("8 h 55 à 19 h", Plain(longer.Text(".booking")), StringComparison.Ordinal);

        await hub.MoveTo("2026-11-23T11:00+01:00");
        var page = await anne.Press(await anne.Open("/"), "Libérer la place");
        Assert.Contains("La place est rendue", page.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal(["completed"], (await hub.As("anne").Get("bookings")).Each("status"));
        Assert.Contains("Arrivée signalée à 8 h 55", Plain((await anne.Open(page.Doc.QuerySelector(".notice a")!.GetAttribute("href")!)).Text(".facts")), StringComparison.Ordinal);
    });

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_change_is_made_or_declined_with_the_reason_and_nothing_typed_is_lost(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var id = await Book(hub, "anne", "nogaro-desk-1", "2026-11-24", "morning");
        await Book(hub, "bruno", "nogaro-desk-1", "2026-11-25", "full");
        var page = await anne.Open($"/bookings/{id}");
        var declined = await anne.Press(page, "Enregistrer le changement", ("day", "2026-11-25"), ("when", "afternoon"));

        Assert.Equal(409, declined.Status);
        Assert.Contains("Quelqu’un d’autre a cette place", declined.Text(".notice.bad"), StringComparison.Ordinal);
        Assert.Equal("2026-11-25", declined.Doc.QuerySelector("#day")!.GetAttribute("value"));
        Assert.Equal("afternoon", declined.Doc.QuerySelector("input[name=when][checked]")!.GetAttribute("value"));

        var taken = await anne.Press(declined, "Prendre nogaro-desk-2");
        Assert.Equal(200, taken.Status);
        Assert.Contains("C’est changé : mercredi 25 novembre, après-midi (13 h 30 – 19 h), nogaro-desk-2", Plain(taken.Text(".notice")), StringComparison.Ordinal);

        var hours = await anne.Press(taken, "Enregistrer le changement", ("when", "hours"), ("from", "09:00"), ("to", "11:30"));
        Assert.Contains("mercredi 25 novembre, de 9 h à 11 h 30", Plain(hours.Text("h1")), StringComparison.Ordinal);

        var wrong = await anne.Press(hours, "Enregistrer le changement", ("when", "hours"), ("from", "11:00"), ("to", "09:00"));
        Assert.Equal(400, wrong.Status);
        Assert.Contains("Une des réponses ne convient pas", wrong.Text(".notice.bad"), StringComparison.Ordinal);
    });

    [Fact]
    public async Task A_keeper_approves_or_refuses_what_is_asked_and_the_member_cannot() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var (one, two) = (await Ask("2026-11-24"), await Ask("2026-11-25"));
        var hers = await anne.Open($"/bookings/{one}");
        Assert.Contains("En attente d’accord", hers.Text(".facts"), StringComparison.Ordinal);
        Assert.False(hers.HasButton("Accepter"));
        var token = hers.Doc.QuerySelector("input[name=form]")!.GetAttribute("value")!;
        Assert.Equal(404, (await anne.Post($"/bookings/{one}/approve", [KeyValuePair.Create("form", token)])).Status);

        Assert.Contains("Demande acceptée", (await keeper.Press(await keeper.Open($"/bookings/{one}"), "Accepter")).Text(".notice"), StringComparison.Ordinal);
        Assert.Contains("Demande refusée", (await keeper.Press(await keeper.Open($"/bookings/{two}"), "Refuser")).Text(".notice"), StringComparison.Ordinal);
        Assert.Equal(["confirmed", "refused"], (await hub.As("anne").Get("bookings")).Each("status"));

        async Task<string> Ask(string day) => (await hub.As("anne").Book(new { space = "nogaro-room-1", start = $"{day}T09:00", end = $"{day}T11:00" })).Must(201).Id;
    });

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_is_offered_is_taken_or_left_and_nobody_else_sees_it(string engine) => await RunningHub.Walk(engine, async hub =>
    {
        using var bruno = await Surfer.As(hub, "bruno");
        using var keeper = await Surfer.As(hub, "keeper-nogaro");
        var held = await Book(hub, "anne", "nogaro-desk-1", "2026-11-26", "morning");
        (await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-11-26", part = "morning", waitlist = true })).Must(202);
        (await hub.As("anne").Delete($"bookings/{held}")).Must(200);
        await hub.CatchUp();

        var home = await bruno.Open("/");
        Assert.Contains("Une place s’est libérée pour vous", home.Text(), StringComparison.Ordinal);
        Assert.Contains("Gardée pour vous jusqu’à 9 h 10", Plain(home.Text(".booking")), StringComparison.Ordinal);
        var address = home.Doc.QuerySelector(".booking a")!.GetAttribute("href")!;
        Assert.Equal((200, 404), ((await bruno.Open(address)).Status, (await keeper.Open(address)).Status));

        var taken = await bruno.Press(home, "Prendre cette place");
        Assert.Contains("La place est à vous", taken.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal(422, (await bruno.Press(home, "La laisser à la personne suivante")).Status);
    });

    [Fact]
    public async Task Of_a_series_this_one_or_the_following_ones_are_cancelled() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning", series = new { rrule = "FREQ=DAILY;COUNT=3" }, book = "free-dates" })).Must(201);
        var second = (await hub.As("anne").Get("bookings")).Each("id")[1];
        var page = await anne.Open($"/bookings/{second}");
        Assert.Contains("Dates suivantes : 1.", Plain(page.Text()), StringComparison.Ordinal);

        var after = await anne.Press(page, "Annuler celle-ci et les suivantes");
        Assert.Contains("C’est annulé", after.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal(["confirmed", "cancelled", "cancelled"], (await hub.As("anne").Get("bookings")).Each("status"));
    });

    [Fact]
    public async Task A_regular_booking_that_nobody_came_to_asks_whether_the_rest_is_wanted() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-23", part = "morning", series = new { rrule = "FREQ=DAILY;COUNT=3" }, book = "free-dates" })).Must(201);
        var missed = (await hub.As("anne").Get("bookings")).Each("id")[0];
        Assert.Null((await anne.Open($"/bookings/{missed}")).Doc.QuerySelector(".notice.attention"));

        await Write(hub, MailKinds.GhostQuestion, missed);
        await hub.MoveTo("2026-11-23T14:00+01:00");
        var page = await anne.Open($"/bookings/{missed}");
        Assert.Contains("Dates suivantes : 2. Les gardez-vous ?", Plain(page.Text(".notice.attention")), StringComparison.Ordinal);
        Assert.Contains("Rien ne change", (await anne.Press(page, "Garder ces dates")).Text(".notice"), StringComparison.Ordinal);

        var given = await anne.Press(page, "Rendre les dates suivantes");
        Assert.Contains("Les dates suivantes sont rendues", given.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal(["completed", "cancelled", "cancelled"], (await hub.As("anne").Get("bookings")).Each("status"));
    });

    [Fact]
    public async Task A_place_that_seems_left_is_given_back_or_kept() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var anne = await Surfer.As(hub, "anne");
        var id = await Book(hub, "anne", "nogaro-desk-1", "2026-11-23", "full");
        (await hub.As("anne").Post($"bookings/{id}/check-in")).Must(200);
        await Write(hub, MailKinds.LeaveOffered, id);
        await hub.MoveTo("2026-11-23T11:00+01:00");
        var page = await anne.Open($"/bookings/{id}");

        Assert.Contains("Votre place semble libre", page.Text(".notice.attention"), StringComparison.Ordinal);
        Assert.Contains("Rien ne change", (await anne.Press(page, "Garder la place")).Text(".notice"), StringComparison.Ordinal);
        Assert.Contains("La place est rendue", (await anne.Press(page, "Rendre la place")).Text(".notice"), StringComparison.Ordinal);
        Assert.Equal(["completed"], (await hub.As("anne").Get("bookings")).Each("status"));
    });

    private static async Task Write(RunningHub hub, string kind, string booking)
    {
        var about = (await hub.App.Services.GetRequiredService<StoreQueries>().Booking(new BookingId(booking), TestContext.Current.CancellationToken))!;
        await Letters.Put(hub, Letters.For("anne", hub.Clock.GetUtcNow()) with { Kind = kind, About = [new MailAbout(about.Id, about.Version, about.Space, about.During)] });
    }

    private static async Task<string> Book(RunningHub hub, string who, string space, string day, string part) =>
        (await hub.As(who).Book(new { space, day, part })).Must(201).Id;

    private static string Plain(string text) => text.Replace('\u00A0', ' ');
}
