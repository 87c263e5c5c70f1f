using Dapper;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    /// <summary>The audit log, newest first.</summary>
    public async Task<IReadOnlyList<JournalEntry>> Audit(
        string? entity, string? entityId, string? member, DateTimeOffset? before, int most, CancellationToken stop)
    {
        List<string> conditions = [];
        if (entity is not null)
            conditions.Add("j.entity = @entity");
        if (entityId is not null)
            conditions.Add("j.entity_id = @entityId");
        if (member is not null)
            conditions.Add("j.member_id = @member");
        if (before is not null)
            conditions.Add("j.at < @before");

        var sql = $"""
            SELECT {Journal.Columns} FROM journal j
            {(conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions))}
            ORDER BY j.epoch DESC, j.tx DESC, j.seq DESC LIMIT @most
            """;
        var values = new DynamicParameters(new { entity, entityId, member, most });
        if (before is { } instant)
            values.Add("before", Stored.Ms(instant));

        return await Read(sql, values, Journal.ReadEntry, stop).ConfigureAwait(false);
    }
}
