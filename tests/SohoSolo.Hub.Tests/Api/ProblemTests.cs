using System.Net;
using System.Text;
using Xunit;

namespace SohoSolo.Hub.Tests.Api;

public sealed class ProblemTests(DemoHub hub)
{
    [Theory]
    [InlineData("""{"name":"A","commune":"32296","nick":"x"}""", 400, "unknown-field", "nick")]
    [InlineData("""{"commune":"32296"}""", 400, "missing-field", "name")]
    [InlineData("""{"name":5,"commune":"32296"}""", 400, "invalid-value", "name")]
    [InlineData("""{"name":"A","commune":"99999"}""", 400, "invalid-value", "commune")]
    [InlineData("""{"name":"A","commune":"32296","keeps":[1]}""", 400, "invalid-value", "keeps[0]")]
    [InlineData("""{"name":null,"commune":"32296"}""", 400, "invalid-value", "name")]
    [InlineData("""{"name":"A","role":"king","commune":"32296"}""", 400, "invalid-value", "role")]
    [InlineData("""{"name":"A\u0000","commune":"32296"}""", 400, "invalid-value", null)]
    [InlineData("""{"name":"A\\\u0000","commune":"32296"}""", 400, "invalid-value", null)]
    [InlineData("""{"name":"A\\u0000","commune":"99999"}""", 400, "invalid-value", "commune")]
    [InlineData("""{"name":"A","name":"B","commune":"32296"}""", 400, "invalid-json", null)]
    [InlineData("""{"name":"A",""", 400, "invalid-json", null)]
    [InlineData("[]", 400, "invalid-json", null)]
    [InlineData("null", 400, "invalid-json", null)]
    [InlineData("", 400, "invalid-json", null)]
    public async Task A_body_is_refused_with_the_reason_and_the_field(string body, int status, string reason, string? field)
    {
        var reply = await hub.Post("/api/v1/members", "demo-chamber", body);

        Assert.Equal((status, reason, field), (reply.Status, reply.Reason, reply.Field));
        Assert.Equal("urn:sohosolo:problem:" + reason, (string?)reply.Json["type"]);
        Assert.NotNull(reply.Json["title"]);
        Assert.NotNull(reply.Json["detail"]);
    }

    [Fact]
    public async Task A_body_nested_beyond_reason_is_no_JSON_for_us()
    {
        var reply = await hub.Post("/api/v1/members", "demo-chamber", string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100));

        Assert.Equal((400, "invalid-json"), (reply.Status, reply.Reason));
    }

    [Fact]
    public async Task Two_megabytes_are_too_much_and_said_so()
    {
        var reply = await hub.Post("/api/v1/members", "demo-chamber", $$"""{"name":"{{new string('a', 2_000_000)}}"}""");

        Assert.Equal((413, "body-too-large"), (reply.Status, reply.Reason));
    }

    [Fact]
    public async Task Another_media_type_is_refused()
    {
        var reply = await hub.Send(HttpMethod.Post, "/api/v1/members", "demo-chamber", "name=A", mediaType: "application/x-www-form-urlencoded");

        Assert.Equal((415, "wrong-media-type"), (reply.Status, reply.Reason));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/members") { Content = new ByteArrayContent([.. Encoding.UTF8.GetBytes("{\"name\":\""), 0xC3, 0x28, .. Encoding.UTF8.GetBytes("\"}")]) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Authorization = new("Bearer", "demo-chamber");

        using var response = await hub.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("invalid-utf8", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nowhere", 404, "not-found")]
    [InlineData("GET", "/api/v1/telecentres/atlantis", 404, "not-found")]
    [InlineData("PUT", "/api/v1/telecentres", 405, "method-not-allowed")]
    [InlineData("GET", "/api/v1/telecentres?colour=red", 400, "unknown-field")]
    [InlineData("GET", "/api/v1/telecentres?near=here", 400, "invalid-value")]
    [InlineData("GET", "/api/v1/telecentres?near=91,0", 400, "invalid-value")]
    public async Task A_wrong_address_is_a_problem_too(string method, string path, int status, string reason)
    {
        var reply = await hub.Send(new HttpMethod(method), path);

        Assert.Equal((status, reason), (reply.Status, reply.Reason));
    }

    [Fact]
    public async Task An_idempotency_key_has_128_characters_at_most()
    {
        var reply = await hub.Post("/api/v1/members", "demo-chamber", """{"name":"A","commune":"32296"}""", key: new string('k', 129));

        Assert.Equal((400, "invalid-idempotency-key"), (reply.Status, reply.Reason));
    }

    [Fact]
    public async Task The_same_key_gives_the_same_answer_and_another_body_a_mismatch()
    {
        const string body = """{"name":"Key Holder","commune":"32296"}""";
        var first = await hub.Post("/api/v1/members", "demo-chamber", body, key: "member-once");
        var again = await hub.Post("/api/v1/members", "demo-chamber", body, key: "member-once");
        var other = await hub.Post("/api/v1/members", "demo-chamber", """{"name":"Somebody Else","commune":"32296"}""", key: "member-once");

        Assert.Equal((201, first.Text), (again.Status, again.Text));
        Assert.Equal("true", again.Headers["Idempotency-Replayed"]);
        Assert.Equal((422, "idempotency-mismatch"), (other.Status, other.Reason));
    }
}
