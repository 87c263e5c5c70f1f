using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Authorisation;

/// <summary>Every call × every kind of caller × own or another's.</summary>
public sealed class AuthorisationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_call_answers_each_caller_as_the_table_says()
    {
        await using var hub = await RunningHub.Start(Engines.Sqlite);
        var scene = await Scene.Set(hub);
        var wrong = new List<string>();
        foreach (var call in Calls.All)
        {
            var expected = call.Statuses.Split(' ').Select(int.Parse).ToList();
            foreach (var (caller, status) in Calls.Callers.Zip(expected))
            {
                var said = await Make(hub, scene, call, caller);
                if (said.Status != status)
                    wrong.Add($"{call.Route}{call.Query} by {caller ?? "nobody"}: {status} was expected, and it was {said}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        await hub.MustVerify();
    }

    [Fact]
    public async Task The_table_has_every_call_and_no_other()
    {
        await using var hub = await RunningHub.Start(Engines.Sqlite);

        Assert.Equal(Routes(hub).Select(route => route.Name).Order(StringComparer.Ordinal), Calls.All.Select(call => call.Route).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(SmallNetwork.ReadOnly, 403, "scope-missing", false)]
    [InlineData(SmallNetwork.WriteOnly, 403, "scope-missing", true)]
    [InlineData(SmallNetwork.Revoked, 401, "token-invalid", null)]
    [InlineData("nobody-knows-this-token", 401, "token-invalid", null)]
    [InlineData("demo-chamber", 401, "token-invalid", null)]
    [InlineData("simon", 403, "member-inactive", null)]
    [InlineData(SmallNetwork.Expired, 401, "token-expired", null)]
    [InlineData(null, 401, "sign-in-needed", null)]
    public async Task A_token_that_is_not_good_for_it_opens_no_call_that_needs_a_sign_in(string? token, int status, string reason, bool? reads)
    {
        await using var hub = await RunningHub.Start(Engines.Sqlite);
        var before = await hub.CountRows();
        foreach (var route in Routes(hub).Where(route => route.Call?.LeastRole is not null && (reads is null || route.IsRead == reads)))
        {
            var said = await hub.As(token).Send(new HttpMethod(route.Name.Split(' ')[0]), PathOf(route.Name, "anything"), route.IsRead ? null : new { });
            Assert.True(said.Status == status && said.Reason == reason, $"{route.Name}: {said}");
        }

        Assert.Equal(before, await hub.CountRows());
    }

    [Theory]
    [InlineData("Basic YW5uZTphbm5l")]
    [InlineData("Bearer ")]
    [InlineData("anne")]
    [InlineData("Bearer anne, Bearer bruno")]
    public async Task Only_a_bearer_token_is_a_sign_in(string header)
    {
        await using var hub = await RunningHub.Start(Engines.Sqlite);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(hub.Api, "me"));
        request.Headers.TryAddWithoutValidation("Authorization", header);

        var answer = await http.SendAsync(request, Stop);

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.StartsWith("Bearer", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_a_lesser_role_makes_its_member_lesser_and_a_suspension_stops_it()
    {
        await using var hub = await RunningHub.Start(Engines.Sqlite);
        var lesser = (await hub.As("chamber").Post("me/tokens", new { name = "phone", role = "member", scopes = ListOf.Words("read") })).Must(201).Word("token");
        (await hub.As("bruno").Post("me/tokens", new { name = "more", role = "keeper" })).Must(400, "invalid-value");
        (await hub.As(SmallNetwork.WriteOnly).Post("me/tokens", new { name = "more", scopes = ListOf.Words("read") })).Must(400, "invalid-value");

        (await hub.As(lesser).Get("me")).Must(200);
        (await hub.As(lesser).Get("members")).Must(403, "not-allowed");
        (await hub.As("chamber").Patch("members/bruno", new { status = "suspended" })).Must(200);
        (await hub.As("bruno").Get("me")).Must(403, "member-inactive");
        (await hub.As("chamber").Patch("members/bruno", new { status = "active" })).Must(200);
        (await hub.As("bruno").Get("me")).Must(200);
    }

    private static async Task<Said> Make(RunningHub hub, Scene scene, Call call, string? caller)
    {
        var id = call.About is null ? "" : await call.About(scene);
        var (method, path) = (new HttpMethod(call.Route.Split(' ')[0]), PathOf(call.Route, id) + call.Query);
        if (call.IsEndless)
            return await Open(hub, path, caller);

        var said = call.Csv is null
            ? await hub.As(caller).Send(method, path, call.Body?.Invoke(id))
            : await hub.As(caller).Send(method, path, Person.Json(call.Csv, "text/csv"));
        await scene.Clear(call.Route, said);
        return said;
    }

    private static async Task<Said> Open(RunningHub hub, string path, string? caller)
    {
        using var stream = await hub.As(caller).Listen(path);
        return stream.Status == 200 ? new Said(200, "", stream.MediaType, null, Replayed: false) : await stream.Refusal();
    }

    private static string PathOf(string route, string id) => route.Split(' ')[1]
        .Replace("{site}", "nogaro", StringComparison.Ordinal)
        .Replace("{space}", "nogaro-desk-2", StringComparison.Ordinal)
        .Replace("{door}", "main", StringComparison.Ordinal)
        .Replace("{key}", "nothing", StringComparison.Ordinal)
        .Replace("{secret}", id, StringComparison.Ordinal)
        .Replace("{delivery}", "nothing", StringComparison.Ordinal)
        .Replace("{device}", id.Length > 0 ? id : "nogaro-reader-main", StringComparison.Ordinal)
        .Replace("{id}/credentials/{credential}", $"anne/credentials/{id}", StringComparison.Ordinal)
        .Replace("{id}", id, StringComparison.Ordinal);

    /// <summary>What programs call. Pages and what they are made of are asked about elsewhere.</summary>
    /// <summary>What pages are made of: for anyone, and the same for all.</summary>
    private static readonly string[] Files = ["/assets/{build}/{**name}", "/manifest.webmanifest", "/sw.js", "/calendar/{secret}.ics"];

    private static IEnumerable<(string Name, bool IsRead, CallDescription? Call)> Routes(RunningHub hub) =>
        from endpoint in hub.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<PageCall>() is null && !Files.Contains(endpoint.RoutePattern.RawText)
        from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        select ($"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}", method == "GET", endpoint.Metadata.GetMetadata<CallDescription>());
}
