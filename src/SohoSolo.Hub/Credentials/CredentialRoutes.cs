using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Credentials;

/// <summary>The addresses of badges and PINs.</summary>
internal static class CredentialRoutes
{
    private const string Badge = """{"id":"019aa3c0b7f47d0c9d5d0a4b8e1c2f61","kind":"mifare-uid","status":"active","label":"blue badge","madeAt":"2026-11-23T07:55:00Z"}""";
    private const string Pending = """{"id":"019aa3c0b7f47d0c9d5d0a4b8e1c2f62","status":"pending","madeAt":"2026-11-23T07:55:00Z","reader":"nogaro-reader-main","expiresAt":"2026-11-23T07:56:00Z"}""";
    private const string Pin = """{"id":"019aa3c0b7f47d0c9d5d0a4b8e1c2f63","kind":"pin","status":"active","madeAt":"2026-11-23T07:55:00Z","pin":"402817"}""";

    public static IServiceCollection AddCredentials(this IServiceCollection services) => services.AddSingleton<CredentialKeeping>().AddSingleton<CredentialApi>();

    public static void MapCredentials(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<CredentialApi>();
        var (view, list) = (CredentialJson.Shared.CredentialView, CredentialJson.Shared.IReadOnlyListCredentialView);
        routes.MapGet("/me/credentials", api.ListMine).Describe("Lists my badges and PIN", call => call
            .Saying("Never their values. A badge that a reader waits for, or waited for a moment ago, is among them.")
            .Gives(200, "Those that hold, and what was revoked within 30 days.", list, $"[{Pending},{Badge}]"));
        routes.MapPost("/me/credentials", api.Make).Describe("Takes a badge by presenting it at a reader, or makes a PIN", call => call
            .Saying("With a reader: present the badge there within a minute. A PIN is made here, shown in this answer only, and replaces the one before; the same Idempotency-Key again gets the answer without it.")
            .Takes(CredentialJson.Shared.CredentialPost, """{"kind":"mifare-uid","reader":"nogaro-reader-main"}""")
            .Gives(201, "A PIN.", view, Pin)
            .Gives(202, "The reader waits.", view, Pending)
            .Declines(409, "reader-busy").Declines(422, "unknown-reader", "too-many-credentials"));
        routes.MapDelete("/me/credentials/{id}", api.RevokeMine).Describe("Revokes a badge or the PIN at once", call => call
            .Asks("lost", "Whether it was lost.", "true")
            .Gives(204, "It opens nothing any more.").Declines(404, "not-found"));
        routes.MapGet("/members/{id}/credentials", api.ListHers).Describe("Lists a member's badges and PIN", call => call.For(Access.Keeper)
            .Gives(200, "Labels and kinds, never values.", list, $"[{Badge}]").Declines(404, "not-found"));
        routes.MapPost("/members/{id}/credentials", api.Type).Describe("Gives a member a badge by its number", call => call.For(Access.Keeper)
            .Takes(CredentialJson.Shared.BadgePost, """{"kind":"mifare-uid","value":"04:A2:0B:1C:2D:3E:80","label":"blue badge"}""")
            .Gives(201, "The badge is hers.", view, Badge)
            .Declines(404, "not-found").Declines(409, "credential-in-use").Declines(422, "too-many-credentials", "member-inactive"));
        routes.MapDelete("/members/{id}/credentials/{credential}", api.RevokeHers).Describe("Revokes a member's badge or PIN at once", call => call.For(Access.Keeper)
            .Asks("lost", "Whether it was lost.", "true")
            .Gives(204, "It opens nothing any more.").Declines(404, "not-found"));
        routes.MapPost("/members/{id}/lost-badge", api.LoseBadges).Describe("Revokes every badge of a member at once", call => call.For(Access.Keeper)
            .Gives(200, "Which ones; her PIN stays.", CredentialJson.Shared.LostBadgesView, """{"revoked":["019aa3c0b7f47d0c9d5d0a4b8e1c2f61"]}""")
            .Declines(404, "not-found"));
    }
}
