using System.Globalization;

namespace SohoSolo.Browser;

/// <summary>What a page costs on a weak line, as Chromium counts it on the wire.</summary>
public sealed class WeightTests(Chromium chromium, DemoNetworks networks, ITestOutputHelper output)
{
    private const int MostAtFirst = 60_000;
    private const int MostAfter = 10_000;

    [Theory]
    [InlineData("/", DemoNetwork.Anne)]
    public async Task A_page_is_light_the_first_time_and_lighter_the_next(string path, string who)
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        await using var window = await chromium.Open(network, new Looks { Width = Looks.Phone });
        await window.SignIn(who);
        var wire = await window.Page.Context.NewCDPSessionAsync(window.Page);
        await wire.SendAsync("Network.enable");
        await wire.SendAsync("Network.clearBrowserCache");
        long received = 0;
        wire.Event("Network.loadingFinished").OnEvent += (_, finished) => received += (long)finished!.Value.GetProperty("encodedDataLength").GetDouble();
        var first = await Load();
        var next = await Load();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {first:N0} bytes at first, {next:N0} the next time"));

        Assert.InRange(first, 1, MostAtFirst);
        Assert.InRange(next, 1, MostAfter);
        Assert.All(window.Requests, request => Assert.Equal("localhost", request.Host));
        Assert.Empty(window.Complaints);

        async Task<long> Load()
        {
            received = 0;
            await window.Page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
            return received;
        }
    }

    /// <summary>1 Mbit/s and 200 ms there and back. The time is told and not asserted: these machines are noisy.</summary>
    [Fact]
    public async Task A_weak_line_is_enough()
    {
        var network = await networks.On(DemoNetwork.Sqlite);
        await using var window = await chromium.Open(network, new Looks { Width = Looks.Phone });
        await window.SignIn(DemoNetwork.Anne);
        var wire = await window.Page.Context.NewCDPSessionAsync(window.Page);
        await wire.SendAsync("Network.enable");
        await wire.SendAsync("Network.clearBrowserCache");
        await wire.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object> { ["offline"] = false, ["latency"] = 200, ["downloadThroughput"] = 125_000, ["uploadThroughput"] = 125_000 });
        var began = TimeProvider.System.GetTimestamp();
        await window.Page.GotoAsync("/", new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"usable after {TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:N0} ms"));

        Assert.True(await window.Page.Locator("h1").IsVisibleAsync());
    }
}
