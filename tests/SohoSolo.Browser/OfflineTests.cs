namespace SohoSolo.Browser;

/// <summary>What still opens when the line is down.</summary>
public sealed class OfflineTests(Chromium chromium, DemoNetworks networks)
{
    [Fact]
    public async Task The_day_sheet_opens_without_a_line_and_nothing_personal_but_it()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        await using var window = await chromium.Open(network, new Looks { HasWorker = true });
        await window.SignIn(DemoNetwork.Keeper);
        await window.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        await window.Open("/board/nogaro/day");
        var sheet = await window.Read("h1");
        await window.Page.Context.SetOfflineAsync(true);

        await window.Page.GotoAsync("/board/nogaro/day");
        Assert.Contains(sheet, await window.Read("body"), StringComparison.Ordinal);

        await window.Page.GotoAsync("/bookings");
        Assert.DoesNotContain("/bookings/", await window.Page.Locator("main").InnerHTMLAsync(), StringComparison.Ordinal);
        Assert.Equal("Pas de connexion", await window.Read("h1"));
    }
}
