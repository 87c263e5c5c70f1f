using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace SohoSolo.Browser;

/// <summary>What a machine can find of WCAG 2.2: contrast, names, order, structure. It is no audit.</summary>
public sealed class AccessibilityTests(Chromium chromium, DemoNetworks networks)
{
    public static TheoryData<int, bool> Sights => Repository.IsFull
        ? new() { { Looks.Desktop, false }, { Looks.Desktop, true }, { Looks.Phone, false }, { Looks.Phone, true } }
        : new() { { Looks.Desktop, false }, { Looks.Phone, true } };

    [Theory]
    [MemberData(nameof(Sights))]
    public async Task No_page_has_anything_that_axe_objects_to(int width, bool isDark)
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        List<string> found = [];
        foreach (var visitor in PageList.All.GroupBy(page => page.Who))
        {
            await using var window = await chromium.Open(network, new Looks { Width = width, IsDark = isDark });
            if (visitor.Key is { } who) await window.SignIn(who);

            foreach (var page in visitor)
            {
                await window.Page.GotoAsync(page.Path);
                var result = await window.Page.RunAxe();
                found.AddRange(result.Violations.Select(violation => $"{page.Name}: {violation.Id}: {string.Join(" | ", violation.Nodes.Select(Where).Take(3))}"));
                if (await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0)
                    found.Add($"{page.Name}: wider than the screen");
            }
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    /// <summary>Twice the letters on a phone: nothing is cut off or pushed out of the screen (WCAG 1.4.4, 1.4.10).</summary>
    [Fact]
    public async Task Text_at_twice_its_size_still_fits()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        List<string> found = [];
        foreach (var visitor in PageList.All.GroupBy(page => page.Who))
        {
            await using var window = await chromium.Open(network);
            if (visitor.Key is { } who) await window.SignIn(who);

            foreach (var page in visitor)
            {
                await window.Page.GotoAsync(page.Path);
                await window.Page.EvaluateAsync("document.documentElement.style.fontSize = '212.5%'");
                if (await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0)
                    found.Add(page.Name);
            }
        }

        Assert.Empty(found);
    }

    private static string Where(AxeResultNode node) => $"{node.Target}: {node.Html}";
}
