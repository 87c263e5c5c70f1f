using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SohoSolo.FirmwareSim.Members;

namespace SohoSolo.FirmwareSim.Hub;

/// <summary>The hub as anybody sees it: its HTTP API with the demo's tokens (contract §1, §2).</summary>
internal sealed class HubApi : IErrands, IDisposable
{
    private const string Chamber = "demo-chamber";
    private const string Keeper = "demo-keeper";

    /// <summary>Bookings of which somebody comes, or came.</summary>
    private static readonly string[] Held = ["confirmed", "checked-in", "completed"];

    private readonly HttpClient http;

    public HubApi(Uri hub) => http = new HttpClient { BaseAddress = new Uri(hub, "/api/v1/"), Timeout = TimeSpan.FromSeconds(10) };

    public void Dispose() => http.Dispose();

    /// <summary>What the hub's clock says, which in a demo is not the world's; null when it does not tell.</summary>
    public async Task<DateTimeOffset?> Now(CancellationToken stop)
    {
        using var board = await Get("telecentres/nogaro/board", Keeper, stop);
        return board?.RootElement.GetProperty("at").GetDateTimeOffset();
    }

    public async Task<IReadOnlyList<string>> Sites(CancellationToken stop)
    {
        using var list = await Get("telecentres", null, stop);
        return list is null ? [] : [.. list.RootElement.EnumerateArray().Select(site => Text(site, "id"))];
    }

    /// <summary>Null for a site that is not there.</summary>
    public async Task<SitePlan?> Site(string site, CancellationToken stop)
    {
        using var detail = await Get($"telecentres/{site}", null, stop);
        if (detail is null)
            return null;

        var desks = detail.RootElement.GetProperty("spaces").EnumerateArray().Where(space => Text(space, "kind") == "desk").Select(space => Text(space, "id"));
        return new SitePlan(site, Text(detail.RootElement, "zone"), [.. desks]);
    }

    /// <summary>Who is expected at a site between two instants; null when the hub does not answer.</summary>
    public async Task<IReadOnlyList<BookedVisit>?> Visits(string site, DateTimeOffset from, DateTimeOffset to, CancellationToken stop)
    {
        using var list = await Get($"bookings?site={site}&from={Instant(from)}&to={Instant(to)}", Chamber, stop);
        return list is null ? null : [.. list.RootElement.EnumerateArray().Where(booking => Held.Contains(Text(booking, "status"))).Select(Visit).Where(visit => Badges.AreKnown(visit.Member))];
    }

    public async Task<string?> Pass(string booking, int guest)
    {
        using var answer = await Send(HttpMethod.Get, $"bookings/{booking}/pass?guest={guest}&format=text", Chamber, null);
        return answer is { IsSuccessStatusCode: true } ? (await answer.Content.ReadAsStringAsync()).Trim() : null;
    }

    public async Task<string?> NewPin(string member)
    {
        using var answer = await Send(HttpMethod.Post, "me/credentials", $"demo-{member}", """{"kind":"pin"}""");
        if (answer is not { IsSuccessStatusCode: true })
            return null;

        using var made = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return Text(made.RootElement, "pin");
    }

    public async Task<bool> CheckIn(string booking)
    {
        using var answer = await Send(HttpMethod.Post, $"bookings/{booking}/check-in", Chamber, "{}");
        return answer is { IsSuccessStatusCode: true };
    }

    private static BookedVisit Visit(JsonElement booking) => new(
        Text(booking, "id"),
        Text(booking, "site"),
        Text(booking, "space"),
        Text(booking, "member"),
        booking.GetProperty("start").GetDateTimeOffset(),
        booking.GetProperty("end").GetDateTimeOffset(),
        booking.GetProperty("guests").GetArrayLength());

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string Instant(DateTimeOffset instant) => Uri.EscapeDataString(instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    private async Task<JsonDocument?> Get(string path, string? token, CancellationToken stop)
    {
        using var answer = await Send(HttpMethod.Get, path, token, null, stop);
        return answer is { IsSuccessStatusCode: true } ? await answer.Content.ReadFromJsonAsync<JsonDocument>(stop) : null;
    }

    /// <summary>Null when the hub is not there: the simulation goes on, as devices do.</summary>
    private async Task<HttpResponseMessage?> Send(HttpMethod method, string path, string? token, string? body, CancellationToken stop = default)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));

        try
        {
            return await http.SendAsync(request, stop);
        }
        catch (Exception away) when (away is HttpRequestException || (away is TaskCanceledException && !stop.IsCancellationRequested))
        {
            return null;
        }
    }
}

/// <summary>What of a site hangs at the simulator: its desks, and the zone of its clock.</summary>
internal sealed record SitePlan(string Site, string Zone, IReadOnlyList<string> Desks);
