using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using SohoSolo.Hub.Demo;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Tests.Api;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(DemoHub))]

namespace SohoSolo.Hub.Tests.Api;

/// <summary>The whole hub on a free port, over SQLite with the demo network, its clock at a Monday morning.</summary>
public sealed class DemoHub : IAsyncLifetime
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 7, 55, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("sohosolo-hub-").FullName;
    private Store? store;
    private KeyBox? keys;
    private WebApplication? app;

    public ManualClock Clock { get; } = new(Start);

    public HttpClient Client { get; } = new();

    public IServiceProvider Services => app!.Services;

    public async ValueTask InitializeAsync()
    {
        var settings = new HubSettings { Url = new Uri("http://127.0.0.1:0"), Database = $"sqlite:{folder}/hub.db", Mqtt = "embedded:127.0.0.1:0", Demo = DemoProfile.Network, Gateways = "off" };
        store = await Store.Open(settings.Database, Clock, CancellationToken.None);
        keys = await KeyLoading.Load(settings, store, CancellationToken.None);
        await DemoDatabase.Prepare(store, settings, Clock, (open, profile, now, stop) => DemoSeed.Seed(open, keys, profile, now, stop), CancellationToken.None);
        app = Serving.Build(settings, store, keys, Clock);
        await app.StartAsync();
        Client.BaseAddress = new Uri(app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (app is not null)
            await app.DisposeAsync();

        if (store is not null)
            await store.DisposeAsync();

        keys?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Sends JSON (or nothing) as somebody, and reads the answer.</summary>
    public async Task<Reply> Send(HttpMethod method, string path, string? token = null, string? body = null, string? key = null, string? ifMatch = null, string mediaType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);

        if (ifMatch is not null)
            request.Headers.Add("If-Match", ifMatch);

        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, mediaType);

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var headers = response.Headers.ToDictionary(pair => pair.Key, pair => string.Join(',', pair.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, headers, text);
    }

    public Task<Reply> Get(string path, string? token = null) => Send(HttpMethod.Get, path, token);

    public Task<Reply> Post(string path, string? token, string? body, string? key = null) => Send(HttpMethod.Post, path, token, body, key);
}

/// <summary>An answer as the test reads it.</summary>
public sealed record Reply(int Status, string? MediaType, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Reason => MediaType == "application/problem+json" ? (string?)Json["reason"] : null;

    public string? Field => (string?)Json["field"];
}
