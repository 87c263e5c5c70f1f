using SohoSolo.Core;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    /// <summary>What members are called; who does not exist, or is erased, is absent.</summary>
    public async Task<IReadOnlyDictionary<MemberId, string>> MemberNames(IReadOnlyCollection<MemberId> members, CancellationToken stop)
    {
        if (members.Count == 0)
            return new Dictionary<MemberId, string>();

        var sql = $"SELECT m.id, m.name FROM member m WHERE m.status <> 'erased' AND m.id {Dialect.In("$1")}";
        var names = await ReadHot(sql, [Texts(members.Select(member => member.Value))], row => (Id: new MemberId(row.GetString(0)), Name: row.GetString(1)), stop).ConfigureAwait(false);
        return names.ToDictionary(row => row.Id, row => row.Name);
    }

    /// <summary>Those of them who are nobody any more, but a number under which figures go on.</summary>
    public async Task<IReadOnlySet<MemberId>> Pseudonyms(IReadOnlyCollection<MemberId> members, CancellationToken stop)
    {
        if (members.Count == 0)
            return new HashSet<MemberId>();

        var sql = $"SELECT m.id FROM member m WHERE m.status = 'erased' AND m.id {Dialect.In("$1")}";
        return (await ReadHot(sql, [Texts(members.Select(member => member.Value))], row => new MemberId(row.GetString(0)), stop).ConfigureAwait(false)).ToHashSet();
    }
}
