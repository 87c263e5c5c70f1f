using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace SohoSolo.Hub.Tests.Hubs;

/// <summary>Somebody at a keyboard with <c>curl</c> and a token.</summary>
internal sealed class Person(HttpClient http, string? token)
{
    private static readonly JsonSerializerOptions Plain = new();

    public Task<Said> Get(string path) => Send(HttpMethod.Get, path);

    public Task<Said> Post(string path, object? body = null, string? key = null) => Send(HttpMethod.Post, path, body, key);

    public Task<Said> Patch(string path, object body) => Send(HttpMethod.Patch, path, body);

    public Task<Said> Put(string path, object body) => Send(HttpMethod.Put, path, body);

    public Task<Said> Delete(string path) => Send(HttpMethod.Delete, path);

    public Task<Said> Book(object wish) => Post("bookings", wish);

    /// <summary>Paths are below <c>/api/v1/</c>.</summary>
    public async Task<Said> Send(HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var content = body is null ? null : Json(JsonSerializer.SerializeToUtf8Bytes(body, Plain));
        return await Send(method, path, content, key);
    }

    public async Task<Said> Send(HttpMethod method, string path, HttpContent? content, string? key = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.RelativeOrAbsolute)) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);

        return await Said.Of(await http.SendAsync(request, TestContext.Current.CancellationToken));
    }

    /// <summary>Listens to a stream; what is asked of it is answered at once, its events come one by one.</summary>
    public async Task<OpenStream> Listen(string path, string? after = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.RelativeOrAbsolute));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        if (after is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", after);

        return await OpenStream.Of(await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken));
    }

    public static ByteArrayContent Json(byte[] bytes, string mediaType = "application/json")
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return content;
    }

    public static ByteArrayContent Json(string text, string mediaType = "application/json") => Json(Encoding.UTF8.GetBytes(text), mediaType);
}
