using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    private const string TokenColumns = "t.id, t.hash, t.member_id, t.role, t.scopes, t.name, t.made_at, t.expires_at, t.revoked_at, t.kind";

    public Task<Member?> Member(MemberId id, CancellationToken stop) =>
        ReadOne($"SELECT {MemberTable.Columns(Dialect)} FROM member m WHERE m.id = @id", new { id = id.Value }, MemberTable.Read, stop);

    /// <summary>By name, then id; search matches name, e-mail or phone, whatever the accents and capitals, on either engine.</summary>
    /// <summary>The active member with this address, however it is capitalised.</summary>
    public async Task<Member?> MemberByEmail(string email, CancellationToken stop) => (await ReadHot(
        $"SELECT {MemberTable.Columns(Dialect)} FROM member m WHERE lower(m.email) = $1 AND m.status = 'active'", [email.ToLowerInvariant()], MemberTable.Read, stop).ConfigureAwait(false)).FirstOrDefault();

    public async Task<IReadOnlyList<Member>> Members(string? search, Role? role, int most, int skip, CancellationToken stop)
    {
        // A network has hundreds of members: their names are read and compared here, because the engines fold accents differently or not at all.
        var sql = $"""
            SELECT m.id, m.name, m.email, m.phone FROM member m {(role is null ? "" : "WHERE m.role = @role")}
            """;
        var cards = await Read(sql, role is null ? null : new { role = Stored.Word(role.Value) }, MemberCard.Read, stop).ConfigureAwait(false);
        var wanted = MemberSearch.For(search);
        var page = cards
            .Where(wanted.Matches)
            .OrderBy(card => MemberSearch.Fold(card.Name), StringComparer.Ordinal)
            .ThenBy(card => card.Id, StringComparer.Ordinal)
            .Skip(skip)
            .Take(most)
            .Select(card => card.Id)
            .ToArray();
        var pageSql = $"SELECT {MemberTable.Columns(Dialect)} FROM member m WHERE m.id {Dialect.In("@page")}";
        var members = await Read(pageSql, new { page = Texts(page) }, MemberTable.Read, stop).ConfigureAwait(false);
        var byId = members.ToDictionary(member => member.Id.Value);
        return [.. page.Where(byId.ContainsKey).Select(id => byId[id])];
    }

    public async Task<AccessToken?> Token(string hash, CancellationToken stop)
    {
        const string sql = $"SELECT {TokenColumns} FROM token t WHERE t.hash = $1";
        return (await ReadHot(sql, [hash], ReadToken, stop).ConfigureAwait(false)).FirstOrDefault();
    }

    public async Task<IReadOnlyList<AccessToken>> TokensOf(MemberId member, CancellationToken stop)
    {
        const string sql = $"SELECT {TokenColumns} FROM token t WHERE t.member_id = @member ORDER BY t.made_at, t.id";
        return await Read(sql, new { member = member.Value }, ReadToken, stop).ConfigureAwait(false);
    }

    /// <summary>The screens at doors that nobody has taken away.</summary>
    public async Task<IReadOnlyList<AccessToken>> Displays(CancellationToken stop)
    {
        const string sql = $"SELECT {TokenColumns} FROM token t WHERE t.kind = 'display' AND t.revoked_at IS NULL ORDER BY t.made_at, t.id";
        return await Read(sql, null, ReadToken, stop).ConfigureAwait(false);
    }

    private static AccessToken ReadToken(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Hash = row.GetString(1),
        Member = new MemberId(row.GetString(2)),
        Role = Stored.Read<Role>(row.GetString(3)),
        Scopes = Stored.List(row.GetString(4)),
        Name = row.GetString(5),
        MadeAt = row.Instant(6),
        ExpiresAt = row.Instant(7),
        RevokedAt = row.InstantOrNull(8),
        Kind = Stored.Read<TokenKind>(row.GetString(9)),
    };
}
