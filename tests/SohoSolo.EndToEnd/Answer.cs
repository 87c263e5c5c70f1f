using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace SohoSolo.EndToEnd;

/// <summary>What the hub said.</summary>
internal sealed record Answer(int Status, JsonElement Body)
{
    /// <summary>Why not; null when it was done.</summary>
    public string? Reason => Status >= 400 ? Text("reason") : null;

    public string Id => Text("id") ?? throw new InvalidOperationException($"No id in {this}");

    public string? Text(string name) => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) ? value.ToString() : null;

    public override string ToString() => $"{Status} {Body}";
}

/// <summary>Calls of the API, by address below <c>/api/v1/</c>.</summary>
internal static class Calls
{
    public static async Task<Answer> Call(
        this HttpClient http, HttpMethod method, string address, string token, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);

        if (body is not null)
            request.Content = JsonContent.Create(body);

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer((int)response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }
}
