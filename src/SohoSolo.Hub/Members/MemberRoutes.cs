using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Members;

internal static class MemberRoutes
{
    private const string Example = """
        {"id":"0193a5","version":1,"name":"Anne Castéra","email":"anne@example.org","phone":"+33562000000","commune":"32296",
         "role":"member","status":"active","keeps":[],"madeAt":"2026-11-01T08:00:00Z"}
        """;

    public static void MapMembers(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<MembersApi>();
        routes.MapGet("/members", api.List).Describe("Lists the members", call => call.For(Access.Chamber)
            .Asks("search", "In name, e-mail address or phone number, whatever the accents.", "castera")
            .Asks("role", "member, keeper or chamber.", "keeper")
            .Asks("most", "How many at once, 100 unless said, 500 at most.", "50")
            .Asks("skip", "How many to pass over; the Link header has the next page.", "50")
            .Gives(200, "By name.", MembersJson.Shared.IReadOnlyListMemberView, $"[{Example}]"));
        routes.MapGet("/members/{id}", api.Show).Describe("Shows one member", call => call.For(Access.Chamber)
            .Saying("That she was looked at is noted, and she can see it.")
            .Gives(200, "The member.", MembersJson.Shared.MemberView, Example)
            .Declines(404, "not-found"));
        routes.MapPost("/members", api.Add).Describe("Takes a member in", call => call.For(Access.Chamber)
            .Takes(MembersJson.Shared.MemberPost, """{"name":"Anne Castéra","email":"anne@example.org","phone":"05 62 00 00 00","commune":"32296"}""")
            .Gives(201, "The member; Location is her address.", MembersJson.Shared.MemberView, Example)
            .Declines(422, "email-in-use"));
        routes.MapPatch("/members/{id}", api.Change).Describe("Changes a member", call => call.For(Access.Chamber)
            .Saying("What is absent stays; an empty text takes away. Suspending her, or noting that she left, stops her tokens at once.")
            .Takes(MembersJson.Shared.MemberPatch, """{"status":"suspended"}""")
            .Gives(200, "The member as she is now.", MembersJson.Shared.MemberView, Example)
            .Declines(404, "not-found")
            .Declines(412, "outdated")
            .Declines(422, "email-in-use"));
        routes.MapPost("/members/import", api.Import).Describe("Takes in a file of members", call => call.For(Access.Chamber)
            .Saying("CSV with a header: name, email, phone, commune, country, role, keeps. All of it or nothing: each thing that is wrong is named by line and column.")
            .TakesText(MemberImport.MediaType, "name,email,phone,commune\nAnne Castéra,anne@example.org,05 62 00 00 00,32296\n")
            .Gives(200, "How many were added.", MembersJson.Shared.ImportReport, """{"added":1,"rejected":[]}""")
            .Declines(422, "import-rejected", "too-many-rows", "email-in-use"));
    }
}
