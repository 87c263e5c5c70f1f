using SohoSolo.Hub.Tests.Api;
using Xunit;

namespace SohoSolo.Hub.Tests.Identity;

public sealed class SignInTests(DemoHub hub)
{
    [Theory]
    [InlineData(null, 401, "sign-in-needed")]
    [InlineData("made-up", 401, "token-invalid")]
    [InlineData("demo-keeper", 403, "not-allowed")]
    [InlineData("demo-teleworker", 403, "not-allowed")]
    [InlineData("demo-chamber", 200, null)]
    public async Task The_list_of_members_is_for_the_chamber(string? token, int status, string? reason)
    {
        var reply = await hub.Get("/api/v1/members?most=1", token);

        Assert.Equal((status, reason), (reply.Status, reply.Reason));
        Assert.Equal(status == 401, reply.Headers.ContainsKey("WWW-Authenticate"));
    }

    [Fact]
    public async Task What_is_open_to_anyone_is_open_with_a_bad_token_too() =>
        Assert.Equal(200, (await hub.Get("/api/v1/telecentres", "made-up")).Status);

    [Fact]
    public async Task A_token_is_shown_once_even_when_its_making_is_repeated()
    {
        const string wish = """{"name":"script","scopes":["read"]}""";
        var made = await hub.Post("/api/v1/me/tokens", "demo-member-010", wish, key: "token-once");
        var again = await hub.Post("/api/v1/me/tokens", "demo-member-010", wish, key: "token-once");

        Assert.Equal((201, 201), (made.Status, again.Status));
        Assert.Equal((string?)made.Json["id"], (string?)again.Json["id"]);
        Assert.Null(again.Json["token"]);
        Assert.Equal(200, (await hub.Get("/api/v1/me", (string)made.Json["token"]!)).Status);
    }

    [Fact]
    public async Task A_token_that_may_only_read_does_not_write()
    {
        var token = await Make("demo-member-011", """{"name":"reader","scopes":["read"]}""");

        var reply = await hub.Post("/api/v1/me/tokens", (string)token["token"]!, """{"name":"more"}""");

        Assert.Equal((403, "scope-missing"), (reply.Status, reply.Reason));
    }

    [Fact]
    public async Task A_revoked_token_opens_nothing_from_then_on()
    {
        var token = await Make("demo-member-012", """{"name":"short-lived"}""");
        Assert.Equal(200, (await hub.Get("/api/v1/me", (string)token["token"]!)).Status);

        var revoked = await hub.Send(HttpMethod.Delete, $"/api/v1/me/tokens/{token["id"]}", "demo-member-012");
        var after = await hub.Get("/api/v1/me", (string)token["token"]!);

        Assert.Equal(204, revoked.Status);
        Assert.Equal((401, "token-invalid"), (after.Status, after.Reason));
    }

    [Theory]
    [InlineData("""{"name":"x","role":"chamber"}""", "role")]
    [InlineData("""{"name":"x","scopes":[]}""", "scopes")]
    [InlineData("""{"name":"x","scopes":["all"]}""", "scopes")]
    [InlineData("""{"name":"x","expires":"2031-01-01T00:00:00Z"}""", "expires")]
    [InlineData("""{"name":"x","expires":"2020-01-01T00:00:00Z"}""", "expires")]
    [InlineData("""{"name":"  "}""", "name")]
    public async Task A_token_does_no_more_than_its_maker_and_not_forever(string wish, string field)
    {
        var reply = await hub.Post("/api/v1/me/tokens", "demo-teleworker", wish);

        Assert.Equal((400, "invalid-value", field), (reply.Status, reply.Reason, reply.Field));
    }

    [Fact]
    public async Task A_suspended_member_is_shut_out_at_once_and_let_in_again()
    {
        Assert.Equal(200, (await hub.Get("/api/v1/me", "demo-member-013")).Status);
        await hub.Send(HttpMethod.Patch, "/api/v1/members/member-013", "demo-chamber", """{"status":"suspended"}""");

        var suspended = await hub.Get("/api/v1/me", "demo-member-013");
        await hub.Send(HttpMethod.Patch, "/api/v1/members/member-013", "demo-chamber", """{"status":"active"}""");

        Assert.Equal((403, "member-inactive"), (suspended.Status, suspended.Reason));
        Assert.Equal(200, (await hub.Get("/api/v1/me", "demo-member-013")).Status);
    }

    private async Task<System.Text.Json.Nodes.JsonNode> Make(string maker, string wish) => (await hub.Post("/api/v1/me/tokens", maker, wish)).Json;
}
