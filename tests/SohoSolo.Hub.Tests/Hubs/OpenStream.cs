using System.Text.Json;
using Xunit;

namespace SohoSolo.Hub.Tests.Hubs;

/// <summary>One event of a stream, as its lines say.</summary>
internal sealed record Told(string? Id, string? Event, string Data)
{
    public JsonElement Json => JsonDocument.Parse(Data).RootElement;

    public string Word(string name) => Json.TryGetProperty(name, out var value) ? value.GetString()! : "";
}

/// <summary>A stream of server-sent events that somebody listens to.</summary>
internal sealed class OpenStream : IDisposable
{
    private readonly HttpResponseMessage answer;
    private readonly StreamReader? reader;

    private OpenStream(HttpResponseMessage answer, StreamReader? reader) => (this.answer, this.reader) = (answer, reader);

    public int Status => (int)answer.StatusCode;

    public string? MediaType => answer.Content.Headers.ContentType?.MediaType;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A stream that is open has begun: the hub listens for it already.</summary>
    public static async Task<OpenStream> Of(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode) return new OpenStream(answer, null);

        var stream = new OpenStream(answer, new StreamReader(await answer.Content.ReadAsStreamAsync(Stop)));
        Assert.Equal("retry: 2000", await stream.Line());
        Assert.Equal("", await stream.Line());
        return stream;
    }

    /// <summary>The next event; comments are passed over.</summary>
    public async Task<Told> Next()
    {
        string? id = null, name = null, data = null;
        while (await Line() is { } line)
        {
            if (line.Length == 0 && data is not null) return new Told(id, name, data);

            id = After("id: ", line) ?? id;
            name = After("event: ", line) ?? name;
            data = After("data: ", line) ?? data;
        }

        throw new EndOfStreamException("The stream has ended.");
    }

    /// <summary>The next line, comment or not; null at the end.</summary>
    public async Task<string?> Line()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        return await reader!.ReadLineAsync(patience.Token);
    }

    public async Task<Said> Refusal() => await Said.Of(answer);

    public void Dispose()
    {
        reader?.Dispose();
        answer.Dispose();
    }

    private static string? After(string field, string line) => line.StartsWith(field, StringComparison.Ordinal) ? line[field.Length..] : null;
}
