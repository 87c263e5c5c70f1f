namespace SohoSolo.Browser;

/// <summary>Pictures of every page, for somebody to look at: made only when <c>tests/screens.sh</c> asks for them.</summary>
public sealed class ScreenTests(Chromium chromium, DemoNetworks networks)
{
    private const string Folder = "SOHOSOLO_SCREENS";

    [Fact]
    public async Task Every_page_is_there_to_be_looked_at()
    {
        var folder = Environment.GetEnvironmentVariable(Folder);
        var network = await networks.On(DemoNetwork.Sqlite);
        foreach (var look in Looked(folder is not null))
        {
            foreach (var visitor in PageList.All.GroupBy(page => page.Who))
            {
                await using var window = await chromium.Open(network, look);
                if (visitor.Key is { } who) await window.IsBack(who);

                foreach (var page in visitor)
                {
                    await window.Page.GotoAsync(page.Path);
                    Assert.False(string.IsNullOrWhiteSpace(await window.Read("h1")), $"{page.Name} has no heading.");
                    Assert.Equal(1, await window.Page.Locator("h1").CountAsync());
                    if (folder is not null)
                        await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{page.Name}-{look.Width}-{(look.IsDark ? "dark" : "light")}{(look.IsEnglish ? "-en" : "")}.png"), FullPage = true });
                }

                Assert.True(window.Complaints.All(complaint => complaint.Contains("404", StringComparison.Ordinal)), $"{look}: {string.Join('\n', window.Complaints)}");
            }
        }
    }

    private static IEnumerable<Looks> Looked(bool all) => all
        ? [new Looks(), new Looks { IsDark = true }, new Looks { Width = Looks.Phone }, new Looks { Width = Looks.Phone, IsDark = true }, new Looks { Width = Looks.Phone, IsEnglish = true }]
        : [new Looks { Width = Looks.Phone, IsEnglish = true, HasScript = false }];
}
