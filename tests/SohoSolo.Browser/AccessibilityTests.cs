namespace SohoSolo.Browser;

/// <summary>What a machine can find of WCAG 2.2: contrast, names, order, structure, and letters of twice the size. It is no audit.</summary>
public sealed class AccessibilityTests(Chromium chromium, DemoNetworks networks)
{
    /// <summary>Each page is opened once and looked at in each of these ways: another width and other colours are no other page.</summary>
    private static readonly Looks[] Sights = Repository.IsFull
        ? [new(), new() { IsDark = true }, new() { Width = Looks.Phone }, new() { Width = Looks.Phone, IsDark = true }]
        : [new(), new() { Width = Looks.Phone, IsDark = true }];

    [Fact]
    public async Task No_page_has_anything_that_axe_objects_to_and_each_bears_letters_of_twice_the_size()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        List<string> found = [];
        foreach (var visitor in PageList.All.GroupBy(page => page.Who))
        {
            await using var window = await chromium.Open(network);
            if (visitor.Key is { } who) await window.IsBack(who);

            foreach (var page in visitor)
            {
                await window.Page.GotoAsync(page.Path);
                if (await window.Page.Locator("h1").CountAsync() != 1) found.Add($"{page.Name} has not one heading of the first order");
                foreach (var sight in Sights)
                {
                    await window.Becomes(sight);
                    found.AddRange((await Axe.Objections(window.Page, ofLooksAlone: sight != Sights[0] && !Repository.IsFull)).Select(objection => $"{page.Name}, {sight}: {objection}"));
                    if (await window.IsWiderThanScreen()) found.Add($"{page.Name}, {sight}: wider than the screen");
                }

                if (!await BearsLargeLetters(window)) found.Add($"{page.Name}: wider than the screen with letters of twice the size");
            }

            found.AddRange(window.Complaints.Where(complaint => !complaint.Contains("404", StringComparison.Ordinal)));
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    /// <summary>Twice the letters on a phone: nothing is cut off or pushed out of the screen (WCAG 1.4.4, 1.4.10).</summary>
    private static async Task<bool> BearsLargeLetters(Window window)
    {
        await window.Becomes(new Looks { Width = Looks.Phone });
        await window.Page.EvaluateAsync("document.documentElement.style.fontSize = '212.5%'");
        return !await window.IsWiderThanScreen();
    }
}
