using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    private const string TokenColumns = "t.id, t.hash, t.member_id, t.role, t.scopes, t.name, t.made_at, t.expires_at, t.revoked_at, t.kind";

    /// <summary>Null for nobody, and for whoever is erased.</summary>
    public Task<Member?> Member(MemberId id, CancellationToken stop) =>
        ReadOne($"SELECT {MemberTable.Columns(Dialect)} FROM member m WHERE m.id = @id AND m.status <> 'erased'", new { id = id.Value }, MemberTable.Read, stop);

    /// <summary>The active member with this address, however it is capitalised.</summary>
    public async Task<Member?> MemberByEmail(string email, CancellationToken stop) => (await ReadHot(
        $"SELECT {MemberTable.Columns(Dialect)} FROM member m WHERE lower(m.email) = $1 AND m.status = 'active'", [email.ToLowerInvariant()], MemberTable.Read, stop).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>By name, then id.</summary>
    public async Task<IReadOnlyList<Member>> Members(string? search, Role? role, int most, int skip, CancellationToken stop) =>
        (await Members(new MemberFilter { Search = search, Role = role, Most = most, Skip = skip }, stop).ConfigureAwait(false)).Members;

    /// <summary>By name, then id, with how many there are in all; the search matches name, e-mail or phone, whatever the accents and capitals, on either engine.</summary>
    public async Task<MemberList> Members(MemberFilter filter, CancellationToken stop)
    {
        List<string> conditions = ["m.status <> 'erased'"];
        if (filter.Role is not null) conditions.Add("m.role = @role");
        if (filter.Status is not null) conditions.Add("m.status = @status");
        if (filter.Communes is not null) conditions.Add($"m.commune {Dialect.In("@communes")}");

        // A network has hundreds of members: their names are read and compared here, because the engines fold accents differently or not at all.
        var sql = $"SELECT m.id, m.name, m.email, m.phone FROM member m WHERE {string.Join(" AND ", conditions)}";
        var values = new
        {
            role = filter.Role is { } role ? Stored.Word(role) : null,
            status = filter.Status is { } status ? Stored.Word(status) : null,
            communes = Texts(filter.Communes ?? []),
        };
        var wanted = MemberSearch.For(filter.Search);
        var found = (await Read(sql, values, MemberCard.Read, stop).ConfigureAwait(false)).Where(wanted.Matches).ToList();
        var page = found
            .OrderBy(card => PlainText.Fold(card.Name), StringComparer.Ordinal)
            .ThenBy(card => card.Id, StringComparer.Ordinal)
            .Skip(filter.Skip)
            .Take(filter.Most)
            .Select(card => card.Id)
            .ToArray();
        var pageSql = $"SELECT {MemberTable.Columns(Dialect)} FROM member m WHERE m.id {Dialect.In("@page")}";
        var members = await Read(pageSql, new { page = Texts(page) }, MemberTable.Read, stop).ConfigureAwait(false);
        var byId = members.ToDictionary(member => member.Id.Value);
        return new MemberList([.. page.Where(byId.ContainsKey).Select(id => byId[id])], found.Count);
    }

    /// <summary>Where members live, those who have left included.</summary>
    public async Task<IReadOnlyList<string>> CommunesOfMembers(CancellationToken stop) =>
        await Read("SELECT DISTINCT m.commune FROM member m WHERE m.commune IS NOT NULL ORDER BY m.commune", null, row => row.GetString(0), stop).ConfigureAwait(false);

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
