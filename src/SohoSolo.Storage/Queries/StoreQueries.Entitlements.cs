using Dapper;
using SohoSolo.Core;
using SohoSolo.Core.Entitlements;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    /// <summary>Grants of a member, ended ones included, and all balances over a grant's whole life and over the given months.</summary>
    public async Task<Wallet> Wallet(MemberId member, IReadOnlyCollection<Period> months, CancellationToken stop)
    {
        var sql = $"""
            SELECT {EntitlementTable.Columns} FROM entitlement e WHERE e.member_id = @member ORDER BY e.id;
            SELECT {EntitlementTable.BalanceColumns} FROM entitlement e JOIN balance b ON b.entitlement_id = e.id
            WHERE e.member_id = @member AND b.period {Dialect.In("@periods")}
            ORDER BY b.entitlement_id, b.period, b.site_id
            """;
        var values = new { member = member.Value, periods = Texts(months.Append(Period.Whole).Select(period => period.Value)) };
        var connection = await engine.OpenRead(stop).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var reader = await connection.ExecuteReaderAsync(new CommandDefinition(sql, values, cancellationToken: stop)).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        var results = new Results(reader, stop);
        var grants = await results.Next(EntitlementTable.Read).ConfigureAwait(false);
        return new Wallet(grants, await results.Next(EntitlementTable.ReadBalance).ConfigureAwait(false));
    }

    public Task<Entitlement?> Entitlement(EntitlementId id, CancellationToken stop) =>
        ReadOne($"SELECT {EntitlementTable.Columns} FROM entitlement e WHERE e.id = @id", new { id = id.Value }, EntitlementTable.Read, stop);

    /// <summary>Every grant that gives on a day, whoever's.</summary>
    public async Task<IReadOnlyList<Entitlement>> GrantsOn(DateOnly day, CancellationToken stop) => await Read(
        $"SELECT {EntitlementTable.Columns} FROM entitlement e WHERE e.first_day <= @day AND (e.last_day IS NULL OR e.last_day >= @day) ORDER BY e.member_id, e.id",
        new { day = Stored.Day(day) },
        EntitlementTable.Read,
        stop).ConfigureAwait(false);

    public async Task<IReadOnlyList<DateOnly>> LentDays(EntitlementId lease, CancellationToken stop)
    {
        const string sql = "SELECT l.day FROM lent_day l WHERE l.entitlement_id = @lease ORDER BY l.day";
        return await Read(sql, new { lease = lease.Value }, row => row.Day(0), stop).ConfigureAwait(false);
    }

    /// <summary>Leases of these sites' spaces that touch the local days (inclusive).</summary>
    public async Task<IReadOnlyList<SpaceLease>> Leases(IReadOnlyCollection<SiteId>? sites, DateOnly from, DateOnly to, CancellationToken stop)
    {
        // A lease that was taken back before it began ends before its first day: it touches nothing.
        var sql = $"""
            SELECT e.id, e.space_id, e.member_id, e.first_day, e.last_day,
                (SELECT {Dialect.Join("CAST(l.day AS text)")} FROM lent_day l WHERE l.entitlement_id = e.id AND l.day BETWEEN @from AND @to)
            FROM entitlement e JOIN space s ON s.id = e.space_id
            WHERE e.space_id IS NOT NULL AND e.first_day <= @to AND (e.last_day IS NULL OR (e.last_day >= @from AND e.last_day >= e.first_day))
                AND s.site_id {(sites is null ? EverySite : Dialect.In("@sites"))}
            ORDER BY e.space_id, e.first_day
            """;
        var values = new { from = Stored.Day(from), to = Stored.Day(to), sites = Texts(sites ?? []) };
        return await Read(sql, values, EntitlementTable.ReadLease, stop).ConfigureAwait(false);
    }
}
