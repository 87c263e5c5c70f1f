using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Identity;

/// <summary>The use case of making and revoking one's tokens. A token never does more than the one that made it.</summary>
internal sealed class TokenKeeping(Decisions decisions, StoreQueries queries, TokenBook book, TimeProvider clock)
{
    public const int MostValid = 50;

    private const int LongestName = 80;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);
    private static readonly TimeSpan Usual = TimeSpan.FromDays(90);
    private static readonly string[] Every = [Doorkeeper.Read, Doorkeeper.Write];

    /// <summary>The token as it will be stored; the hash is that of <paramref name="secret"/>, which is said once and forgotten.</summary>
    public (AccessToken? Token, Problem? Problem) Read(TokenPost body, Caller caller, string secret)
    {
        var check = new FieldCheck();
        var now = clock.GetUtcNow();
        var role = check.Word<Role>("role", body.Role) ?? caller.Role;
        if (role > caller.Role)
        {
            check.Refuse("role", $"is at most your own, {Words.Of(caller.Role)}");
        }

        var scopes = body.Scopes ?? caller.Scopes;
        if (scopes.Count == 0 || scopes.Any(scope => !Every.Contains(scope) || !caller.Scopes.Contains(scope)))
        {
            check.Refuse("scopes", "is a list of read and write, and of what this sign-in may do itself");
        }

        var expires = Expiry(check, body.Expires, now);
        var name = check.Text("name", body.Name, LongestName);
        return check.Problem is { } problem
            ? (null, problem)
            : (new AccessToken
            {
                Id = Ids.Next(),
                Hash = TokenHash.Of(secret),
                Member = caller.Member,
                Role = role,
                Scopes = [.. scopes.Distinct()],
                Name = name!,
                MadeAt = now,
                ExpiresAt = expires,
            },
            null);
    }

    /// <summary>The stored answer must not hold the token (<c>rulings</c> 14): a repeated key gets everything but the token itself.</summary>
    public async Task<Executed<Answer>> Make(AccessToken token, Command command, CancellationToken stop)
    {
        var valid = (await queries.TokensOf(token.Member, stop)).Count(known => known.Kind == TokenKind.Token && known.RevokedAt is null && known.ExpiresAt > token.MadeAt);
        return await decisions.Run(command, (_, work) => Make(token, valid, work), taken: null, stop);
    }

    public async Task<Executed<Answer>> Revoke(MemberId member, string id, Command command, CancellationToken stop)
    {
        var token = (await queries.TokensOf(member, stop)).FirstOrDefault(known => known.Kind == TokenKind.Token && known.Id == id);
        var executed = await decisions.Run(command, (_, work) => Revoke(token, work), taken: null, stop);
        book.Forget();
        return executed;
    }

    private static async ValueTask<Decided> Make(AccessToken token, int valid, Work work)
    {
        await work.Lock(new Scope { Members = [token.Member] });
        if (valid >= MostValid)
        {
            return new Decided.Refused(new Problem(StatusCodes.Status422UnprocessableEntity, "too-many-tokens", $"You have {valid} valid tokens: revoke one first."));
        }

        work.Put(token, "made");
        return new Decided.Done(Answers.Of(StatusCodes.Status201Created, TokenView.Of(token), TokensJson.Shared.TokenView, $"/api/v1/me/tokens/{token.Id}"));
    }

    private async ValueTask<Decided> Revoke(AccessToken? token, Work work)
    {
        if (token is null)
        {
            return new Decided.Refused(Problems.NotFound("You have no such token."));
        }

        await work.Lock(new Scope { Members = [token.Member] });
        if (token.RevokedAt is null)
        {
            work.Put(token with { RevokedAt = clock.GetUtcNow() }, "revoked");
        }

        return new Decided.Done(Answers.NoContent);
    }

    private static DateTimeOffset Expiry(FieldCheck check, string? expires, DateTimeOffset now)
    {
        if (expires is null)
        {
            return now + Usual;
        }

        if (Times.Read(expires) is WrittenTime.Instant(var at) && at > now && at <= now + Longest)
        {
            return at;
        }

        check.Refuse("expires", "is an instant to come, such as 2027-06-30T12:00:00Z, and a year ahead at most");
        return now;
    }
}
