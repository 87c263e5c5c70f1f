using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Identity;

/// <summary>A member's own tokens: made, listed, revoked.</summary>
internal sealed class TokensApi(TokenKeeping keeping, StoreQueries queries, TimeProvider clock)
{
    public async Task List(HttpContext context)
    {
        var tokens = await queries.TokensOf(context.Caller().Member, context.RequestAborted);
        await Answers.Write(context, [.. tokens.Where(token => token.Kind == TokenKind.Token).Select(TokenView.Of)], TokensJson.Shared.IReadOnlyListTokenView);
    }

    public async Task Make(HttpContext context)
    {
        if (await Asking.Read(context, TokensJson.Shared.TokenPost, clock) is not { } asked)
        {
            return;
        }

        var secret = TokenHash.NewToken();
        var (token, problem) = keeping.Read(asked.Body, asked.Caller, secret);
        if (token is null)
        {
            await Answers.Write(context, problem!);
            return;
        }

        var executed = await keeping.Make(token, asked.Command, context.RequestAborted);
        if (executed is Executed<Answer>.Fresh({ Status: StatusCodes.Status201Created, Location: { } location }, _))
        {
            context.Response.Headers.Location = location;
            await Answers.Write(context, Fresh(token, secret), TokensJson.Shared.FreshTokenView, StatusCodes.Status201Created);
            return;
        }

        await Answers.Write(context, executed, "token");
    }

    public async Task Revoke(HttpContext context)
    {
        if (await Asking.ReadNothing(context, clock) is { } asked)
        {
            var id = (string)context.Request.RouteValues["id"]!;
            await Answers.Write(context, await keeping.Revoke(asked.Caller.Member, id, asked.Command, context.RequestAborted), "token");
        }
    }

    private static FreshTokenView Fresh(AccessToken token, string secret) => new(
        token.Id, token.Name, Words.Of(token.Role), token.Scopes, Times.Utc(token.MadeAt), Times.Utc(token.ExpiresAt), secret);
}

internal static class TokenRoutes
{
    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<TokensApi>();
        routes.MapGet("/me/tokens", api.List).Describe("Lists my tokens", call => call
            .Gives(200, "All of them, revoked and expired ones too.", TokensJson.Shared.IReadOnlyListTokenView, """
                [{"id":"0193a5","name":"my script","role":"member","scopes":["read"],"madeAt":"2026-11-23T07:55:00Z","expiresAt":"2027-02-21T07:55:00Z"}]
                """));
        routes.MapPost("/me/tokens", api.Make).Describe("Makes a token", call => call
            .Saying("The token is shown in this answer only. The same Idempotency-Key again makes no second one, and gets the answer without the token.")
            .Takes(TokensJson.Shared.TokenPost, """{"name":"my script","scopes":["read"],"expires":"2027-06-30T12:00:00Z"}""")
            .Gives(201, "The token.", TokensJson.Shared.FreshTokenView, """
                {"id":"0193a5","name":"my script","role":"member","scopes":["read"],"madeAt":"2026-11-23T07:55:00Z","expiresAt":"2027-06-30T12:00:00Z","token":"soho_…"}
                """)
            .Declines(422, "too-many-tokens"));
        routes.MapDelete("/me/tokens/{id}", api.Revoke).Describe("Revokes a token", call => call
            .Gives(204, "It opens nothing any more.")
            .Declines(404, "not-found"));
    }
}
