using Dapper;
using SohoSolo.Core;
using SohoSolo.Core.Time;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>Which entries of the journal to read; everything that is null does not narrow.</summary>
public sealed record AuditFilter
{
    public string? Entity { get; init; }

    /// <summary>Entities to leave out where none is asked for.</summary>
    public IReadOnlyCollection<string> Without { get; init; } = [];

    public string? EntityId { get; init; }

    /// <summary>The member whom it concerns.</summary>
    public string? Member { get; init; }

    public SiteId? Site { get; init; }

    public DateTimeOffset? Before { get; init; }

    public TimeRange? Window { get; init; }

    /// <summary>Entries older than the one at this place: how one reads on, whatever happens meanwhile and in one moment.</summary>
    public JournalPosition? Behind { get; init; }

    public int Most { get; init; } = 100;
}

public sealed partial class StoreQueries
{
    /// <summary>The audit log, newest first.</summary>
    public Task<IReadOnlyList<JournalEntry>> Audit(string? entity, string? entityId, string? member, DateTimeOffset? before, int most, CancellationToken stop) =>
        Audit(new AuditFilter { Entity = entity, EntityId = entityId, Member = member, Before = before, Most = most }, stop);

    /// <summary>The audit log, newest first.</summary>
    public async Task<IReadOnlyList<JournalEntry>> Audit(AuditFilter filter, CancellationToken stop)
    {
        List<string> conditions = [];
        var values = new DynamicParameters(new { filter.Most });
        Narrow("j.entity = @entity", "entity", filter.Entity);
        Narrow("j.entity_id = @entityId", "entityId", filter.EntityId);
        Narrow("j.member_id = @member", "member", filter.Member);
        Narrow("j.site_id = @site", "site", filter.Site?.Value);
        Narrow("j.at < @before", "before", filter.Before is { } before ? Stored.Ms(before) : null);
        Narrow("j.at >= @from", "from", filter.Window is { } from ? Stored.Ms(from.Start) : null);
        Narrow("j.at < @until", "until", filter.Window is { } until ? Stored.Ms(until.End) : null);
        Narrow($"NOT (j.entity {Dialect.In("@without")})", "without", filter.Entity is null && filter.Without.Count > 0 ? Texts(filter.Without) : null);
        if (filter.Behind is var (epoch, tx, seq))
        {
            conditions.Add("(j.epoch, j.tx, j.seq) < (@epoch, @tx, @seq)");
            values.AddDynamicParams(new { epoch, tx, seq });
        }

        var sql = $"""
            SELECT {Journal.Columns} FROM journal j
            {(conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions))}
            ORDER BY j.epoch DESC, j.tx DESC, j.seq DESC LIMIT @Most
            """;
        return await Read(sql, values, Journal.ReadEntry, stop).ConfigureAwait(false);

        void Narrow(string condition, string name, object? value)
        {
            if (value is null) return;

            conditions.Add(condition);
            values.Add(name, value);
        }
    }
}
