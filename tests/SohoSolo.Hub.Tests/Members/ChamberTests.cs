using SohoSolo.Hub.Tests.Api;
using Xunit;

namespace SohoSolo.Hub.Tests.Members;

public sealed class ChamberTests(DemoHub hub)
{
    [Fact]
    public async Task An_e_mail_address_belongs_to_one_member()
    {
        var first = await Post("/members", """{"name":"Zoé Été","email":"zoe@example.org","phone":"05 62 00 00 00","commune":"32296"}""");
        var second = await Post("/members", """{"name":"Zoé Hiver","email":"ZOE@example.org","commune":"32296"}""");

        Assert.Equal((201, "+33562000000"), (first.Status, (string?)first.Json["phone"]));
        Assert.Equal((422, "email-in-use", "email"), (second.Status, second.Reason, second.Field));
    }

    [Fact]
    public async Task A_long_list_says_where_its_next_page_is()
    {
        var page = await hub.Get("/api/v1/members?search=example.org&most=3", "demo-chamber");

        Assert.Equal(3, page.Json.AsArray().Count);
        Assert.Contains("skip=3", page.Headers["Link"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_book_of_tickets_shows_in_her_balance()
    {
        var granted = await Post("/members/member-030/entitlements", """{"kind":"ticket-book","funder":"243200409","units":5,"to":"2027-12-31"}""");
        var grants = (await hub.Get("/api/v1/me/entitlements", "demo-member-030")).Json.AsArray();
        var book = grants.Single(grant => (string?)grant!["id"] == (string?)granted.Json["id"])!;

        Assert.Equal(201, granted.Status);
        Assert.Equal((5, 0, 0, 5), ((int)book["granted"]!, (int)book["held"]!, (int)book["used"]!, (int)book["left"]!));
        Assert.All(grants.Where(grant => grant!["granted"] is not null), grant =>
            Assert.Equal((int)grant!["granted"]! + (int)grant["overdrawn"]!, (int)grant["held"]! + (int)grant["used"]! + (int)grant["left"]!));
    }

    [Theory]
    [InlineData("""{"kind":"ticket-book","funder":"243200409"}""", "units")]
    [InlineData("""{"kind":"ticket-book","funder":"243200409","units":5,"payer":"x"}""", "payer")]
    [InlineData("""{"kind":"free-period","funder":"243200409"}""", "to")]
    [InlineData("""{"kind":"free-period","funder":"243200409","from":"2026-12-01","to":"2026-11-01"}""", "to")]
    [InlineData("""{"kind":"occasional-free","funder":"1","unitsAMonth":3}""", "funder")]
    [InlineData("""{"kind":"funded","funder":"243200409","payer":"Acme","daysAMonth":32}""", "daysAMonth")]
    [InlineData("""{"kind":"lease","funder":"243200409"}""", "kind")]
    public async Task A_grant_that_makes_no_sense_is_refused_by_the_field(string body, string field)
    {
        var reply = await Post("/members/member-031/entitlements", body);

        Assert.Equal((400, "invalid-value", field), (reply.Status, reply.Reason, reply.Field));
    }

    [Fact]
    public async Task Nobody_is_imported_from_a_file_with_one_wrong_line()
    {
        var reply = await Import("name,email,commune\nGood Line,good.line@example.net,32296\nBad Line,nonsense,32296\n");

        Assert.Equal((422, "import-rejected"), (reply.Status, reply.Reason));
        Assert.Equal((3, "email"), ((int)reply.Json["rejected"]![0]!["line"]!, (string?)reply.Json["rejected"]![0]!["column"]));
        Assert.Empty((await hub.Get("/api/v1/members?search=good.line", "demo-chamber")).Json.AsArray());
    }

    [Fact]
    public async Task A_file_that_is_sent_twice_with_one_key_is_imported_once()
    {
        const string file = "name,email,commune\nImported Once,imported.once@example.net,32296\n";
        var first = await Import(file, "import-once");
        var again = await Import(file, "import-once");

        Assert.Equal((200, 1), (first.Status, (int)first.Json["added"]!));
        Assert.Equal(first.Text, again.Text);
        Assert.Single((await hub.Get("/api/v1/members?search=imported.once", "demo-chamber")).Json.AsArray());
    }

    [Fact]
    public async Task Rules_are_tried_before_they_are_set_and_wrong_ones_named()
    {
        var before = await hub.Get("/api/v1/policies", "demo-chamber");
        var preview = await Put("/policies?preview=true", """{"defaults":{"deskPerHalfDay":2}}""");
        var wrong = await Put("/policies", """{"defaults":{"desks":2}}""");
        var outdated = await Put("/policies", """{"defaults":{}}""", "\"99\"");

        Assert.True((int)preview.Json["bookings"]! > 0);
        Assert.Equal((422, "policy-invalid"), (wrong.Status, wrong.Reason));
        Assert.Equal((412, "outdated"), (outdated.Status, outdated.Reason));
        Assert.Equal(before.Headers["ETag"], (await hub.Get("/api/v1/policies", "demo-chamber")).Headers["ETag"]);
    }

    [Fact]
    public async Task Rules_that_are_set_have_a_new_version_and_show_again()
    {
        var before = await hub.Get("/api/v1/policies", "demo-chamber");
        var set = await Put("/policies", """{"defaults":{"startToleranceMinutes":5}}""", before.Headers["ETag"]);
        var after = await hub.Get("/api/v1/policies", "demo-chamber");

        Assert.Equal(200, set.Status);
        Assert.Equal(5, (int)after.Json["defaults"]!["startToleranceMinutes"]!);
        Assert.NotEqual(before.Headers["ETag"], after.Headers["ETag"]);
    }

    [Fact]
    public async Task Who_reads_about_a_member_is_written_down()
    {
        await hub.Get("/api/v1/audit?member=member-032&most=1", "demo-chamber");
        var newest = (await hub.Get("/api/v1/audit?entity=consultation&most=50", "demo-chamber")).Json.AsArray();

        Assert.Contains(newest, entry => (string?)entry!["member"] == "member-032" && (string?)entry["actor"] == "chamber-admin");
    }

    private Task<Reply> Post(string path, string body) => hub.Post("/api/v1" + path, "demo-chamber", body);

    private Task<Reply> Put(string path, string body, string? ifMatch = null) => hub.Send(HttpMethod.Put, "/api/v1" + path, "demo-chamber", body, ifMatch: ifMatch);

    private Task<Reply> Import(string file, string? key = null) => hub.Send(HttpMethod.Post, "/api/v1/members/import", "demo-chamber", file, key, mediaType: "text/csv");
}
