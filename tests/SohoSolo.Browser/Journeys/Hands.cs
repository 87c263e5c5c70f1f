using System.Net.Http.Json;
using System.Text.Json;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Browser.Journeys;

/// <summary>What others do while somebody looks at her page: by the API, and at the reader of a door.</summary>
internal static class Hands
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Books as somebody; answers the booking's id.</summary>
    public static async Task<string> Book(this DemoNetwork network, string token, object wish)
    {
        using var http = network.Api(token);
        using var answer = await http.PostAsJsonAsync("bookings", wish, Stop);
        var told = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, told);
        return JsonElement.Parse(told).GetProperty("id").GetString()!;
    }

    public static async Task Cancel(this DemoNetwork network, string token, string booking)
    {
        using var http = network.Api(token);
        using var answer = await http.DeleteAsync(new Uri($"bookings/{booking}", UriKind.Relative), Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    /// <summary>Presents a badge at the reader of Nogaro's door, over MQTT, as its firmware would; answers what the door was told.</summary>
    public static async Task<string> Present(this DemoNetwork network, string badge)
    {
        var said = await Shell.Run("dotnet", [Repository.FirmwareSim, "present", "--site", "nogaro", "--badge", badge, "--broker", $"127.0.0.1:{network.Mqtt}", "--hub", network.Hub.Url.ToString()], stop: Stop);
        return $"{said}";
    }

    /// <summary>A desk's motion sensor says whether it sees anybody, as its firmware would.</summary>
    public static async Task Senses(this DemoNetwork network, string desk, bool isThere)
    {
        var (site, device) = (desk[..desk.IndexOf('-', StringComparison.Ordinal)], $"{desk}-pir");
        var said = await new MosquittoClients(network.Mqtt, "311", "-u", device, "-P", "demo")
            .Publish("-t", $"sohosolo/1/{site}/dev/{device}/evt", "-q", "1", "-m", $$"""{"boot":"{{Guid.NewGuid():N}}","seq":1,"k":"occ","v":{{(isThere ? "true" : "false")}}}""");
        Assert.True(said.ExitCode == 0, $"{said}");
    }
}
