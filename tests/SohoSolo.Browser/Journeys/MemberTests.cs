namespace SohoSolo.Browser.Journeys;

/// <summary>What else a member does, each in a real browser: the fewest presses, and a way back.</summary>
public sealed class MemberTests(Chromium chromium, DemoNetworks networks)
{
    private const string Token = "demo-teleworker";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task She_comes_in_by_the_code_of_her_letter_reads_in_another_language_and_tells_what_is_broken_in_two_taps()
    {
        await using var anne = await chromium.Open(await networks.On(DemoNetwork.Sqlite), new Looks { Width = Looks.Phone });
        await anne.SignInByCode("anne@example.org");
        Assert.StartsWith("Bonjour", await anne.Read("h1"), StringComparison.Ordinal);

        await anne.Click(anne.Page.Locator("footer a[hreflang=en]"));
        await Assertions.Expect(anne.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.StartsWith("Hello", await anne.Read("h1"), StringComparison.Ordinal);
        await anne.Click(anne.Page.Locator("footer a[hreflang=fr]"));
        await Assertions.Expect(anne.Page.Locator("html")).ToHaveAttributeAsync("lang", "fr");

        anne.Clicks = 0;
        await anne.Click(anne.Page.Locator("footer a[href='/faults/new']"));
        await anne.Press("Report", "kind.heating");
        await anne.IsTold("Report", "thanks");
        Assert.Equal(2, anne.Clicks);
        Assert.Empty(anne.Complaints);
    }

    [Fact]
    public async Task Next_week_as_usual_is_booked_and_given_back_and_so_is_every_other_week()
    {
        await using var anne = await chromium.Open(await networks.On(DemoNetwork.Sqlite));
        anne.SaysYes();
        await anne.IsBack(DemoNetwork.Anne);

        await anne.Click(anne.Main.Locator(".week summary"));
        await anne.Press("Home", "week.book");
        await anne.IsTold("Home", "week.booked");
        await anne.Press("Home", "week.undo", anne.Notice);
        await anne.IsTold("Bookings", "said.cancelled");

        await anne.Open("/book/series?day=2026-12-08&part=morning&site=nogaro");
        await anne.Page.FillAsync("#until", "2026-12-22");
        await anne.Press("Book", "series.show");
        await Assertions.Expect(anne.Main.Locator("tbody tr")).ToHaveCountAsync(3);
        await anne.Press("Book", "series.take.every");
        await anne.Notice.WaitForAsync();
        await anne.Open("/bookings");
        await anne.Click(anne.Main.Locator(".booking .when a").Filter(new LocatorFilterOptions { HasText = "8\u00A0décembre" }).First);
        await anne.Press("Bookings", "series.all");
        await anne.IsTold("Bookings", "said.cancelled");
        await anne.Open("/bookings");
        Assert.DoesNotContain("décembre", string.Join(' ', await anne.Main.Locator(".booking").AllInnerTextsAsync()), StringComparison.Ordinal);
        Assert.Empty(anne.Complaints);
    }

    [Fact]
    public async Task A_room_is_booked_with_a_guest_who_has_a_pass()
    {
        await using var anne = await chromium.Open(await networks.On(DemoNetwork.Sqlite), new Looks { Width = Looks.Phone });
        await anne.IsBack(DemoNetwork.Anne);
        await anne.Open("/book?kind=meeting-room&site=nogaro&day=2026-12-03&part=hours&from=09:00&to=10:00");
        await anne.Click(anne.Main.Locator(".places a.button").First);
        await anne.Page.FillAsync("#purpose", "Atelier");
        await anne.Page.Locator("input[autocomplete=off]").First.FillAsync("Mme Lafargue");
        await anne.Press("Book", "room.take");
        await anne.IsTold("Bookings", "said.booked");

        var booking = new Uri(anne.Page.Url).AbsolutePath;
        await anne.Click(anne.Main.GetByText(anne.Words["Bookings", "guests.pass"]).First);
        await Assertions.Expect(anne.Main.Locator("img")).ToBeVisibleAsync();
        Assert.True(await anne.Main.Locator("img").EvaluateAsync<bool>("picture => picture.decode().then(() => picture.naturalWidth > 0)"));
        await anne.Open(booking);
        await anne.Press("Bookings", "act.cancel");
        await anne.IsTold("Bookings", "said.cancelled");
        Assert.Empty(anne.Complaints);
    }

    [Fact]
    public async Task Who_waits_for_a_taken_place_is_offered_it_and_takes_it()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        await using var anne = await chromium.Open(network, new Looks { Width = Looks.Phone });
        await anne.IsBack(DemoNetwork.Anne);
        var taken = await network.Book(Neighbour.Token, new { space = "nogaro-desk-1", day = "2026-12-04", part = "morning" });
        await anne.Open("/book?day=2026-12-04&part=morning&site=nogaro");
        await anne.Click(anne.Main.Locator("#nogaro-desk-1 button[name=wait]"));
        await anne.IsTold("Book", "said.waiting");

        await network.Cancel(Neighbour.Token, taken);
        await anne.Open("/waiting");
        await Patience.Until(IsOffered, Soon, () => $"No offer: {network.Hub.Output[^2000..]}", TestContext.Current.CancellationToken);
        await anne.Press("Bookings", "act.accept");
        await anne.IsTold("Bookings", "said.taken");
        await anne.Click(anne.Notice.Locator("a").First);
        await anne.Press("Bookings", "act.cancel");
        await anne.IsTold("Bookings", "said.cancelled");
        Assert.Empty(anne.Complaints);

        async Task<bool> IsOffered()
        {
            await anne.Page.ReloadAsync();
            return await anne.Button("Bookings", "act.accept").CountAsync() > 0;
        }
    }

    [Fact]
    public async Task Her_month_shows_what_an_absence_gives_back()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        await using var anne = await chromium.Open(network);
        await anne.IsBack(DemoNetwork.Anne);
        foreach (var day in (string[])["2026-12-10", "2026-12-11"])
            await network.Book(Token, new { space = "nogaro-desk-3", day, part = "morning" });

        await anne.Open("/calendar");
        await anne.Click(anne.Main.Locator("a[rel=next]"));
        await Assertions.Expect(anne.Main.Locator(".month td a")).ToHaveCountAsync(2);
        var month = anne.Page.Url;
        await anne.Open("/absences");
        await anne.Page.FillAsync("#from", "2026-12-10");
        await anne.Page.FillAsync("#to", "2026-12-11");
        await anne.Press("Absences", "show");
        await Assertions.Expect(anne.Main.Locator(".rows li")).ToHaveCountAsync(2);
        await anne.Press("Absences", "give");
        await anne.IsTold("Absences", "done");
        await anne.Page.GotoAsync(month);
        await Assertions.Expect(anne.Main.Locator(".month td a")).ToHaveCountAsync(0);
        Assert.Empty(anne.Complaints);
    }
}
