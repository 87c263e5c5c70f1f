using Microsoft.OpenApi;
using Xunit;

namespace SohoSolo.Hub.Tests.Api;

public sealed class OpenApiTests(DemoHub hub)
{
    /// <summary>The calls of contract §2 that this version has.</summary>
    private static readonly string[] Calls =
    [
        "GET /telecentres", "GET /telecentres/{site}", "POST /telecentres", "PATCH /telecentres/{site}",
        "GET /telecentres/{site}/availability", "GET /availability",
        "POST /bookings", "GET /bookings", "GET /bookings/{id}", "PATCH /bookings/{id}", "DELETE /bookings/{id}",
        "POST /bookings/{id}/check-in", "POST /bookings/{id}/release", "POST /bookings/{id}/approve", "POST /bookings/{id}/refuse", "POST /bookings/again",
        "GET /waiting", "POST /waiting/{id}/accept", "DELETE /waiting/{id}", "GET /leases", "POST /leases", "POST /leases/{id}/lend", "POST /absences",
        "GET /me", "GET /me/entitlements", "GET /me/tokens", "POST /me/tokens", "DELETE /me/tokens/{id}",
        "GET /members", "POST /members", "PATCH /members/{id}", "POST /members/{id}/entitlements", "POST /members/import",
        "POST /telecentres/{site}/closures", "DELETE /telecentres/{site}/closures/{id}", "PUT /telecentres/{site}/spaces/{space}/block",
        "GET /me/credentials", "POST /me/credentials", "DELETE /me/credentials/{id}", "GET /bookings/{id}/pass",
        "GET /members/{id}/credentials", "POST /members/{id}/credentials", "DELETE /members/{id}/credentials/{credential}", "POST /members/{id}/lost-badge",
        "GET /telecentres/{site}/doors", "POST /telecentres/{site}/doors/{door}/unlock", "PUT /telecentres/{site}/doors/{door}/mode",
        "GET /telecentres/{site}/doors/{door}/access-log", "POST /telecentres/{site}/readers/{device}/reset-pin",
        "GET /telecentres/{site}/devices", "POST /telecentres/{site}/devices", "GET /telecentres/{site}/devices/{device}", "DELETE /telecentres/{site}/devices/{device}",
        "GET /telecentres/{site}/alarms", "POST /alarms/{id}/acknowledge", "POST /telecentres/{site}/faults",
        "GET /telecentres/{site}/board", "GET /telecentres/{site}/reconciliation", "GET /telecentres/{site}/stream",
        "GET /audit", "GET /mail", "POST /mail/{id}/resend", "GET /me/preferences", "PUT /me/preferences", "GET /me/consents", "PUT /me/consents", "GET /policies", "PUT /policies",
    ];

    [Fact]
    public async Task The_description_is_OpenAPI_3_1_without_a_fault()
    {
        var read = OpenApiDocument.Parse((await hub.Get("/openapi/v1.json")).Text, "json");

        Assert.NotNull(read.Document);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic!.SpecificationVersion);
        Assert.Empty(read.Diagnostic.Errors);
    }

    [Fact]
    public async Task Every_call_is_there_with_a_summary_an_answer_and_its_problems()
    {
        var paths = (await hub.Get("/openapi/v1.json")).Json["paths"]!;
        foreach (var call in Calls)
        {
            var (method, path) = (call.Split(' ')[0].ToLowerInvariant(), "/api/v1" + call.Split(' ')[1]);
            var operation = paths[path]?[method];

            Assert.True(operation is not null, $"{call} is not described.");
            Assert.False(string.IsNullOrWhiteSpace((string?)operation["summary"]), $"{call} has no summary.");
            Assert.Contains(operation["responses"]!.AsObject(), answer => answer.Key.StartsWith('2'));
            Assert.Contains(operation["responses"]!.AsObject(), answer => answer.Key is "503");
            Assert.True(operation["requestBody"] is null || operation["requestBody"]!["content"]!.AsObject().All(media => media.Value!["example"] is not null), $"{call} has no example.");
        }
    }

    [Fact]
    public async Task Health_and_metrics_tell_how_it_goes()
    {
        var live = await hub.Get("/health/live");
        var ready = await hub.Get("/health/ready");
        await hub.Get("/api/v1/me", "demo-teleworker");
        var metrics = await hub.Get("/metrics");

        Assert.Equal((200, 200), (live.Status, ready.Status));
        Assert.Equal("ok", (string?)ready.Json["checks"]!["database"]);
        Assert.Contains("sohosolo_request_duration_seconds_count{route=\"/api/v1/me\",method=\"GET\",status=\"200\"}", metrics.Text, StringComparison.Ordinal);
        Assert.Contains("sohosolo_journal_lag_seconds", metrics.Text, StringComparison.Ordinal);
    }
}
