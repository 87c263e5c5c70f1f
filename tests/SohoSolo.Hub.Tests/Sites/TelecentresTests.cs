using SohoSolo.Hub.Tests.Api;
using Xunit;

namespace SohoSolo.Hub.Tests.Sites;

public sealed class TelecentresTests(DemoHub hub)
{
    private const string Hours = """{"week":[{"day":"monday","from":"08:00","to":"24:00"}]}""";

    [Fact]
    public async Task Eight_telecentres_are_listed_with_their_places_and_hours()
    {
        var sites = (await hub.Get("/api/v1/telecentres")).Json.AsArray();
        var nogaro = sites.Single(site => (string?)site!["id"] == "nogaro")!;

        Assert.True(sites.Count >= 8);
        Assert.Equal(2, (int?)nogaro["counts"]!["office"]);
        Assert.Equal("Bas Armagnac", (string?)nogaro["community"]!["name"]);
        Assert.Equal(("08:00", "19:00"), ((string?)nogaro["hoursToday"]!["from"], (string?)nogaro["hoursToday"]!["to"]));
    }

    [Fact]
    public async Task Near_a_place_the_nearest_comes_first_with_its_distance()
    {
        var sites = (await hub.Get("/api/v1/telecentres?near=43.97,0.37")).Json.AsArray();
        var distances = sites.Select(site => (double)site!["distanceKm"]!).ToList();

        Assert.Equal("condom", (string?)sites[0]!["id"]);
        Assert.Equal(distances.Order(), distances);
    }

    [Fact]
    public async Task A_telecentre_is_opened_once_and_its_places_are_numbered()
    {
        var body = $$$"""{"id":"riscle","name":"Riscle","commune":"32344","hours":{{{Hours}}},"spaces":[{"kind":"desk"},{"kind":"desk"},{"kind":"meeting-room","seats":6}]}""";

        var opened = await hub.Post("/api/v1/telecentres", "demo-chamber", body);
        var again = await hub.Post("/api/v1/telecentres", "demo-chamber", body);

        Assert.Equal((201, "/api/v1/telecentres/riscle"), (opened.Status, opened.Headers["Location"]));
        Assert.Equal(["riscle-desk-1", "riscle-desk-2", "riscle-room-1"], opened.Json["spaces"]!.AsArray().Select(space => (string)space!["id"]!));
        Assert.Equal("main", (string?)(await hub.Get("/api/v1/telecentres/riscle/doors", "demo-chamber")).Json[0]!["id"]);
        Assert.Equal("24:00", (string?)opened.Json["hours"]!["week"]![0]!["to"]);
        Assert.Equal((422, "site-exists"), (again.Status, again.Reason));
    }

    [Theory]
    [InlineData("""{"id":"X","name":"N","commune":"32344","hours":{"week":[]},"spaces":[{"kind":"desk"}]}""", "id")]
    [InlineData("""{"id":"xx","name":"N","commune":"1","hours":{"week":[]},"spaces":[{"kind":"desk"}]}""", "commune")]
    [InlineData("""{"id":"xx","name":"N","commune":"32344","zone":"Mars/Crater","hours":{"week":[]},"spaces":[{"kind":"desk"}]}""", "zone")]
    [InlineData("""{"id":"xx","name":"N","commune":"32344","hours":{"week":[{"day":"monday","from":"10:00","to":"09:00"}]},"spaces":[{"kind":"desk"}]}""", "hours.week[0].to")]
    [InlineData("""{"id":"xx","name":"N","commune":"32344","hours":{"week":[]},"spaces":[]}""", "spaces")]
    [InlineData("""{"id":"xx","name":"N","commune":"32344","hours":{"week":[]},"spaces":[{"kind":"desk","seats":-1}]}""", "spaces[0].seats")]
    [InlineData("""{"id":"xx","name":"N","commune":"32344","hours":{"week":[]},"spaces":[{"kind":"sofa"}]}""", "spaces[0].kind")]
    public async Task A_telecentre_that_makes_no_sense_is_refused_by_the_field(string body, string field)
    {
        var reply = await hub.Post("/api/v1/telecentres", "demo-chamber", body);

        Assert.Equal((400, "invalid-value", field), (reply.Status, reply.Reason, reply.Field));
    }

    [Fact]
    public async Task A_change_made_from_an_old_version_is_refused_and_changes_nothing()
    {
        var before = await hub.Get("/api/v1/telecentres/eauze");
        var first = await Patch("eauze", """{"name":"First"}""", before.Headers["ETag"]);
        var second = await Patch("eauze", """{"name":"Second"}""", before.Headers["ETag"]);

        Assert.Equal((200, "First"), (first.Status, (string?)first.Json["name"]));
        Assert.Equal((412, "outdated"), (second.Status, second.Reason));
        Assert.Equal("First", (string?)(await hub.Get("/api/v1/telecentres/eauze")).Json["name"]);
    }

    [Fact]
    public async Task A_place_can_be_added_and_taken_away_unless_somebody_has_booked_it()
    {
        var added = await Patch("mauvezin", """{"addSpaces":[{"kind":"desk","name":"Window"}]}""");
        var gone = await Patch("mauvezin", """{"removeSpaces":["mauvezin-desk-4"]}""");
        var booked = await hub.Post("/api/v1/bookings", "demo-member-020", """{"space":"mauvezin-desk-3","day":"2027-01-13","part":"full"}""");

        var refused = await Patch("mauvezin", """{"removeSpaces":["mauvezin-desk-3"]}""");

        Assert.Equal((200, 4), (added.Status, (int)added.Json["counts"]!["desk"]!));
        Assert.Equal((200, 3), (gone.Status, (int)gone.Json["counts"]!["desk"]!));
        Assert.Equal(201, booked.Status);
        Assert.Equal((422, "space-in-use"), (refused.Status, refused.Reason));
    }

    private Task<Reply> Patch(string site, string body, string? ifMatch = null) =>
        hub.Send(HttpMethod.Patch, $"/api/v1/telecentres/{site}", "demo-chamber", body, ifMatch: ifMatch);
}
