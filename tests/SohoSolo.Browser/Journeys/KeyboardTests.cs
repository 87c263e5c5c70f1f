namespace SohoSolo.Browser.Journeys;

/// <summary>Booking and giving back without a mouse: Tab, Enter, and at every step one can see where one is.</summary>
public sealed class KeyboardTests(Chromium chromium, DemoNetworks networks)
{
    private const int MostSteps = 80;

    /// <summary>What has the focus or, of a choice that looks like a button, what is seen of it.</summary>
    private const string Seen = """
        () => {
            const at = document.activeElement;
            if (!at || at === document.body) return "nothing";
            const ring = getComputedStyle(at.closest(".segments label") ?? at);
            const box = at.getBoundingClientRect();
            const isRinged = ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2;
            const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
            return isRinged && top && (at.contains(top) || top.contains(at)) ? "" : `${at.outerHTML.slice(0, 120)} ring ${ring.outlineStyle} ${ring.outlineWidth}, box ${JSON.stringify(box)}`;
        }
        """;

    public static TheoryData<int, bool> Screens => Repository.IsFull
        ? new() { { Looks.Desktop, true }, { Looks.Phone, true }, { Looks.Desktop, false }, { Looks.Phone, false } }
        : new() { { Looks.Phone, true } };

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task A_desk_is_booked_and_given_back_by_keys_alone(int width, bool hasScript)
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        await using var anne = await chromium.Open(network, new Looks { Width = width, HasScript = hasScript });
        await anne.IsBack(DemoNetwork.Anne);

        await anne.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("#main", await anne.Page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        await Reach(anne, ".menu a[href='/book']");
        await Assertions.Expect(anne.Main.Locator("#day")).ToBeVisibleAsync();
        await Reach(anne, ".days a[href*='2026-11-26']");
        await Assertions.Expect(anne.Main.Locator("#day")).ToHaveValueAsync("2026-11-26");
        await Reach(anne, ".places button[name=space]");
        await anne.IsTold("Bookings", "said.booked");
        await Reach(anne, "main .notice button");
        await anne.IsTold("Bookings", "said.cancelled");
    }

    /// <summary>Tab until the focus is there, then Enter.</summary>
    private static async Task Reach(Window window, string selector)
    {
        for (var steps = 0; !await window.Page.EvaluateAsync<bool>("selector => !!document.activeElement?.matches(selector)", selector); steps++)
        {
            Assert.True(steps < MostSteps, $"{selector} is not reached in {MostSteps} steps at {window.Page.Url}.");
            await window.Page.Keyboard.PressAsync("Tab");
            var unseen = await window.Page.EvaluateAsync<string>(Seen);
            Assert.True(unseen.Length == 0, $"{window.Page.Url}: nobody sees the focus at {unseen}");
        }

        await window.Page.Keyboard.PressAsync("Enter");
    }
}
