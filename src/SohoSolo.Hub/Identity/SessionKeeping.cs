using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Identity;

/// <summary>The use case of a browser's session: begun when somebody has signed in, ended by her or by the clock.</summary>
internal sealed class SessionKeeping(Decisions decisions, StoreQueries queries, TokenBook book, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(90);

    private static readonly string[] Scopes = [Doorkeeper.Read, Doorkeeper.Write];

    /// <summary>The session's secret: the browser gets it, and only its hash is kept. <paramref name="device"/> is shown to her in the list of her sessions.</summary>
    public async Task<string> Begin(Member member, string device, CancellationToken stop)
    {
        var (secret, now) = (TokenHash.NewToken(), clock.GetUtcNow());
        var session = new AccessToken
        {
            Id = Ids.Next(),
            Hash = TokenHash.Of(secret),
            Member = member.Id,
            Role = member.Role,
            Scopes = Scopes,
            Name = device,
            Kind = TokenKind.Session,
            MadeAt = now,
            ExpiresAt = now + Life,
        };
        await Put(session, "signed-in", stop);
        return secret;
    }

    public async Task End(Proof proof, CancellationToken stop)
    {
        if (await queries.Token(TokenHash.Of(proof.Secret), stop) is { Kind: TokenKind.Session, RevokedAt: null } session)
            await Put(session with { RevokedAt = clock.GetUtcNow() }, "signed-out", stop);
    }

    /// <summary>Sessions that still let her in, the newest first.</summary>
    public async Task<IReadOnlyList<AccessToken>> Of(MemberId member, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return [.. (await queries.TokensOf(member, stop)).Where(token => token.Kind == TokenKind.Session && token.RevokedAt is null && token.ExpiresAt > now).OrderByDescending(token => token.MadeAt)];
    }

    /// <summary>Ends one of a member's own sessions by its id; nothing where she has no such session.</summary>
    public async Task EndOne(MemberId member, string id, CancellationToken stop)
    {
        if ((await Of(member, stop)).FirstOrDefault(session => session.Id == id) is { } session)
            await Put(session with { RevokedAt = clock.GetUtcNow() }, "signed-out", stop);
    }

    /// <summary>Ends every session of a member but the one that this browser keeps.</summary>
    public async Task EndOthers(MemberId member, Proof kept, CancellationToken stop)
    {
        var hash = TokenHash.Of(kept.Secret);
        foreach (var session in (await Of(member, stop)).Where(session => session.Hash != hash))
            await Put(session with { RevokedAt = clock.GetUtcNow() }, "signed-out", stop);
    }

    private async Task Put(AccessToken session, string what, CancellationToken stop)
    {
        var command = new Command { Principal = session.Member.Value, Key = Ids.Next(), Fingerprint = "", Actor = session.Member.Value, At = clock.GetUtcNow() };
        await decisions.Run(
            command,
            async (_, work) =>
            {
                await work.Lock(new Scope { Members = [session.Member] });
                work.Put(session, what);
                return new Decided.Done(Answers.NoContent);
            },
            taken: null,
            stop);
        book.Forget();
    }
}
