using System.Globalization;
using System.Text.Json;
using Xunit;

namespace SohoSolo.Hub.Tests.Hubs;

/// <summary>What the hub answered to one request.</summary>
internal sealed record Said(int Status, string Text, string? MediaType, string? Location, bool Replayed)
{
    private readonly Lazy<JsonElement> json = new(() => JsonDocument.Parse(Text).RootElement);

    public JsonElement Json => json.Value;

    /// <summary>The stable word of a problem; null when it is none.</summary>
    public string? Reason => MediaType == "application/problem+json" ? Word("reason") : null;

    public string Id => Word("id");

    public static async Task<Said> Of(HttpResponseMessage answer)
    {
        using (answer)
        {
            return new Said(
                (int)answer.StatusCode,
                await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                answer.Content.Headers.ContentType?.MediaType,
                answer.Headers.Location?.ToString(),
                answer.Headers.Contains("Idempotency-Replayed"));
        }
    }

    /// <summary>A field as text, by its path: <c>offer.space</c>.</summary>
    public string Word(string path) => Words.At(Json, path);

    /// <summary>One field of every item of the answer, or of a list in it.</summary>
    public IReadOnlyList<string> Each(string path, string? list = null) =>
        [.. (list is null ? Json : Json.GetProperty(list)).EnumerateArray().Select(item => Words.At(item, path))];

    /// <summary>Goes on only when the answer was this.</summary>
    public Said Must(int status, string? reason = null)
    {
        Assert.True(Status == status && Reason == reason, $"{status} {reason} was expected, and it was {Status}: {Text}");
        return this;
    }

    public override string ToString() => $"{Status} {Text}";

    private static class Words
    {
        public static string At(JsonElement element, string path)
        {
            foreach (var name in path.Split('.'))
                element = element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

            return element.ValueKind switch
            {
                JsonValueKind.Undefined => "",
                JsonValueKind.String => element.GetString()!,
                JsonValueKind.Number => element.GetDouble().ToString(CultureInfo.InvariantCulture),
                _ => element.GetRawText(),
            };
        }
    }
}
