using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Entitlements;

internal static class EntitlementRoutes
{
    private const string Example = """
        {"id":"0193a6","kind":"occasional-free","funder":"243200409","from":"2026-01-01","to":null,"valid":true,"period":"2026-11",
         "granted":8,"held":2,"used":1,"left":5,"overdrawn":0,"renews":"2026-12-01"}
        """;

    public static void MapEntitlements(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<EntitlementsApi>();
        routes.MapGet("/me/entitlements", api.Mine).Describe("Shows what I may use", call => call
            .Saying("One line a grant, with its balance in the running period: held + used + left = granted + overdrawn. A granted of null has no limit.")
            .Gives(200, "My grants, those valid today first.", EntitlementsJson.Shared.IReadOnlyListGrantView, $"[{Example}]"));
        routes.MapGet("/members/{id}/entitlements", api.Of).Describe("Shows what a member may use", call => call.For(Access.Chamber)
            .Gives(200, "Her grants, those valid today first.", EntitlementsJson.Shared.IReadOnlyListGrantView, $"[{Example}]")
            .Declines(404, "not-found"));
        routes.MapPost("/members/{id}/entitlements", api.Grant).Describe("Grants a member the use of places", call => call.For(Access.Chamber)
            .Saying("Kinds: occasional-free (unitsAMonth, perSiteCap?), free-period (to), ticket-book (units), funded (payer, daysAMonth). Leases are made by POST /leases.")
            .Takes(EntitlementsJson.Shared.GrantPost, """{"kind":"occasional-free","funder":"243200409","unitsAMonth":8}""")
            .Gives(201, "The grant.", EntitlementsJson.Shared.GrantView, Example)
            .Declines(404, "not-found")
            .Declines(422, "member-inactive"));
    }
}
