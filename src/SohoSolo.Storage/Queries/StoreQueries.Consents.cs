using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    /// <summary>What she agreed to show: nothing, for who has said nothing.</summary>
    public async Task<Consent> Consent(MemberId member, CancellationToken stop) => (await ReadHot(
        $"SELECT {ConsentTable.Columns} FROM consent c WHERE c.member_id = $1", [member.Value], row => ConsentTable.Read(row, 0), stop).ConfigureAwait(false))
        .FirstOrDefault() ?? new Consent { Member = member };

    /// <summary>Active members who agreed to be listed, with what they agreed to.</summary>
    public Task<IReadOnlyList<(Member Member, Consent Consent)>> InDirectory(CancellationToken stop) => Agreeing("c.in_directory", [], stop);

    /// <summary>Those of some members, if they are active, who agreed that their first names are seen.</summary>
    public Task<IReadOnlyList<(Member Member, Consent Consent)>> SeenToday(IReadOnlyCollection<MemberId> members, CancellationToken stop) =>
        Agreeing($"c.seen_today AND m.id {Dialect.In("$1")}", [Texts(members.Select(member => member.Value))], stop);

    private async Task<IReadOnlyList<(Member Member, Consent Consent)>> Agreeing(string to, object[] values, CancellationToken stop)
    {
        var sql = $"SELECT {MemberTable.Columns(Dialect)}, {ConsentTable.Columns} FROM consent c JOIN member m ON m.id = c.member_id WHERE m.status = 'active' AND {to} ORDER BY m.id";
        return await ReadHot(sql, values, row => (MemberTable.Read(row), ConsentTable.Read(row, row.FieldCount - ConsentTable.Count)), stop).ConfigureAwait(false);
    }
}
