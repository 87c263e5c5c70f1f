using System.Collections.Concurrent;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Identity;

/// <summary>Whether a token lets its bearer in, and as whom.</summary>
internal abstract record Recognition
{
    private Recognition()
    {
    }

    public sealed record Known(Caller Caller) : Recognition;

    public sealed record Unknown : Recognition;

    public sealed record Expired : Recognition;

    /// <summary>The token is good; its member is suspended or has left.</summary>
    public sealed record Inactive : Recognition;
}

/// <summary>
/// Looks tokens up by their hash and remembers them for a few seconds, so that a busy caller costs no query.
/// A revocation works at once in this process and within <see cref="Freshness"/> in the others.
/// </summary>
internal sealed class TokenBook(StoreQueries queries, HubSettings settings, TimeProvider clock)
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private const int MostRemembered = 10_000;
    private const string DemoPrefix = "demo-";
    private const int LongestToken = 256;

    private readonly ConcurrentDictionary<string, Entry> remembered = new(StringComparer.Ordinal);

    public async ValueTask<Recognition> Recognise(Proof proof, CancellationToken stop)
    {
        var token = proof.Secret;
        if (token.Length > LongestToken || (token.StartsWith(DemoPrefix, StringComparison.Ordinal) && !settings.IsDemo))
        {
            return new Recognition.Unknown();
        }

        var entry = await Find(TokenHash.Of(token), stop);
        if (entry is null || entry.Token.Kind != proof.Kind || entry.Token.RevokedAt is not null)
        {
            return new Recognition.Unknown();
        }

        if (entry.Token.ExpiresAt <= clock.GetUtcNow())
        {
            return new Recognition.Expired();
        }

        return entry.Active ? entry.Known : new Recognition.Inactive();
    }

    /// <summary>Something about tokens or members changed here: look again.</summary>
    public void Forget() => remembered.Clear();

    private async ValueTask<Entry?> Find(string hash, CancellationToken stop)
    {
        if (remembered.TryGetValue(hash, out var entry) && clock.GetElapsedTime(entry.ReadAt) < Freshness)
        {
            return entry;
        }

        var readAt = clock.GetTimestamp();
        var token = await queries.Token(hash, stop);
        var member = token is null ? null : await queries.Member(token.Member, stop);
        if (token is null || member is null)
        {
            remembered.TryRemove(hash, out _);
            return null;
        }

        if (remembered.Count >= MostRemembered)
        {
            remembered.Clear();
        }

        return remembered[hash] = Entry.Of(token, member, readAt);
    }

    private sealed record Entry(AccessToken Token, bool Active, Recognition.Known Known, long ReadAt)
    {
        public static Entry Of(AccessToken token, Member member, long readAt)
        {
            var role = token.Role < member.Role ? token.Role : member.Role;
            var caller = new Caller(member.Id, role, role == Role.Keeper ? member.Keeps : [], token.Scopes);
            return new Entry(token, member.Status == MemberStatus.Active, new Recognition.Known(caller), readAt);
        }
    }
}
