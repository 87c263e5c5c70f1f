using SohoSolo.Testing;

namespace SohoSolo.Browser.Journeys;

/// <summary>A member books and gives back, and the keeper reads it on paper: on both databases, wide and narrow, in both languages, with and without scripts.</summary>
public sealed class BookingTests(Chromium chromium, DemoNetworks networks)
{
    private const string Day = "2026-11-25";

    public static TheoryData<string, int, bool, bool> Variations
    {
        get
        {
            var all = new TheoryData<string, int, bool, bool>();
            foreach (var (engine, width, isEnglish, hasScript) in Repository.IsFull ? Variation.All : Variation.Pairwise)
                all.Add(engine, width, isEnglish, hasScript);

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Variations))]
    public async Task One_click_books_what_she_usually_does_three_any_free_desk_and_the_day_sheet_has_it(string engine, int width, bool isEnglish, bool hasScript)
    {
        var network = await networks.On(engine);
        var look = new Variation(engine, width, isEnglish, hasScript).Looks;
        await using var anne = await chromium.Open(network, look);
        await using var keeper = await chromium.Open(network, look);
        await anne.SignIn(DemoNetwork.Anne);
        await keeper.SignIn(DemoNetwork.Keeper);

        await BookAsUsual(anne);
        var booking = await BookAnother(anne);
        await keeper.Open($"/board/nogaro/day?day={Day}");
        Assert.Contains("Anne (démo)", await keeper.Read("table"), StringComparison.Ordinal);

        await GiveBack(anne, booking);
        await keeper.Open($"/board/nogaro/day?day={Day}");
        Assert.DoesNotContain("Anne (démo)", await keeper.Read("table"), StringComparison.Ordinal);
        Assert.Empty(anne.Complaints);
        Assert.Empty(keeper.Complaints);
    }

    /// <summary>What the reduced run leaves out is no pair of choices.</summary>
    [Fact]
    public void Every_pair_of_choices_is_tried()
    {
        static IEnumerable<(string, string)> Pairs(Variation one) =>
            from first in Enumerable.Range(0, one.Choices.Count)
            from second in Enumerable.Range(first + 1, one.Choices.Count - first - 1)
            select (one.Choices[first], one.Choices[second]);

        Assert.Empty(Variation.All.SelectMany(Pairs).Except(Variation.Pairwise.SelectMany(Pairs)));
    }

    /// <summary>From signed in to booked, and back.</summary>
    private static async Task BookAsUsual(Window anne)
    {
        anne.Clicks = 0;
        await anne.Click(anne.Main.Locator(".usual button.big"));
        await anne.IsTold("Bookings", "said.booked");
        Assert.Equal(1, anne.Clicks);

        await anne.Press("Bookings", "act.undo", anne.Notice);
        await anne.IsTold("Bookings", "said.cancelled");
    }

    /// <summary>From home to any free desk on another day; answers where the booking is.</summary>
    private static async Task<string> BookAnother(Window anne)
    {
        anne.Clicks = 0;
        await anne.Click(anne.Page.Locator(".menu a[href='/book']"));
        await anne.Click(anne.Main.Locator($".days a[href*='{Day}']"));
        await Assertions.Expect(anne.Main.Locator("#day")).ToHaveValueAsync(Day);
        await anne.Click(anne.Main.Locator(".places button[name=space]").First);
        await anne.IsTold("Bookings", "said.booked");
        Assert.Equal(3, anne.Clicks);

        return new Uri(anne.Page.Url).AbsolutePath;
    }

    private static async Task GiveBack(Window anne, string booking)
    {
        await anne.Open("/bookings");
        var card = anne.Main.Locator(".booking").Filter(new LocatorFilterOptions { Has = anne.Page.Locator($"a[href='{booking}']") });
        await anne.Press("Bookings", "act.cancel", card);
        await anne.IsTold("Bookings", "said.cancelled");
        await Assertions.Expect(card).ToHaveCountAsync(0);
    }
}
