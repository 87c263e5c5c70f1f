using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Entitlements;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>Grants, leases among them, and what they have given.</summary>
internal sealed class EntitlementTable(Dialect dialect)
{
    public const string Columns =
        "e.id, e.version, e.member_id, e.kind, e.funder, e.first_day, e.last_day, e.units, e.per_site_cap, e.payer, e.space_id";

    public const string BalanceColumns = "b.entitlement_id, b.period, b.site_id, b.held, b.used";

    private const string Occasional = "occasional-free";
    private const string Free = "free-period";
    private const string Tickets = "ticket-book";
    private const string Leased = "lease";
    private const string Funds = "funded";

    private const string InsertSql = """
        INSERT INTO entitlement (id, version, member_id, kind, funder, first_day, last_day, units, per_site_cap, payer, space_id, made_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    private const string RaiseSql = """
        INSERT INTO balance (entitlement_id, period, site_id, held, used) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (entitlement_id, period, site_id) DO UPDATE SET held = balance.held + excluded.held, used = balance.used + excluded.used
        """;

    private const string LendSql = "INSERT INTO lent_day (entitlement_id, day) VALUES ($1, $2) ON CONFLICT DO NOTHING";

    private const string TakeBackSql = "DELETE FROM lent_day WHERE entitlement_id = $1 AND day = $2";

    // A balance that sinks must be there already: as an upsert its row would be refused for being negative before it met the old one.
    private readonly string moveSql = dialect.Guard(
        "UPDATE balance SET held = held + $4, used = used + $5 WHERE entitlement_id = $1 AND period = $2 AND site_id = $3");

    private readonly string updateSql = dialect.Guard("""
        UPDATE entitlement SET version = $3, funder = $4, first_day = $5, last_day = $6, units = $7, per_site_cap = $8, payer = $9, space_id = $10
        WHERE id = $1 AND version = $2
        """);

    private readonly string bumpSql = dialect.Guard("UPDATE entitlement SET version = version + 1 WHERE id = $1 AND version = $2");

    public static SqlStatement Insert(Entitlement e, DateTimeOffset at)
    {
        var (kind, units, cap, payer, space) = Parts(e);
        return new SqlStatement(InsertSql, [e.Id.Value, e.Version, e.Member.Value, kind, e.Funder, Stored.Day(e.FirstDay), Last(e), units, cap, payer, space, at]);
    }

    public SqlStatement Update(Entitlement before, Entitlement e)
    {
        var (_, units, cap, payer, space) = Parts(e);
        return new SqlStatement(updateSql, [e.Id.Value, before.Version, e.Version, e.Funder, Stored.Day(e.FirstDay), Last(e), units, cap, payer, space])
        {
            Guarded = true,
        };
    }

    public SqlStatement Bump(Entitlement e) => new(bumpSql, [e.Id.Value, e.Version]) { Guarded = true };

    public SqlStatement Move(Balance by)
    {
        Value[] values = [by.Entitlement.Value, by.Period.Value, by.Site.Value, by.Held, by.Used];
        return by.Held < 0 || by.Used < 0 ? new SqlStatement(moveSql, values) { Guarded = true } : new SqlStatement(RaiseSql, values);
    }

    public static SqlStatement Lend(EntitlementId lease, DateOnly day, bool lent) => new(lent ? LendSql : TakeBackSql, [lease.Value, Stored.Day(day)]);

    public static Entitlement Read(DbDataReader row)
    {
        Entitlement bare = row.GetString(3) switch
        {
            Occasional => new Entitlement.OccasionalFree(row.GetInt32(7), row.Number(8)) { Id = Id(row), Member = Member(row), Funder = "", FirstDay = default },
            Free => new Entitlement.FreePeriod { Id = Id(row), Member = Member(row), Funder = "", FirstDay = default },
            Tickets => new Entitlement.TicketBook(row.GetInt32(7)) { Id = Id(row), Member = Member(row), Funder = "", FirstDay = default },
            Leased => new Entitlement.Lease(new SpaceId(row.GetString(10))) { Id = Id(row), Member = Member(row), Funder = "", FirstDay = default },
            Funds => new Entitlement.Funded(row.GetString(9), row.GetInt32(7)) { Id = Id(row), Member = Member(row), Funder = "", FirstDay = default },
            var other => throw new UnreachableException($"No entitlement is called {other}."),
        };
        return bare with { Version = row.GetInt32(1), Funder = row.GetString(4), FirstDay = row.Day(5), LastDay = row.DayOrNull(6) };
    }

    public static Balance ReadBalance(DbDataReader row) =>
        new(new EntitlementId(row.GetString(0)), new Period(row.GetString(1)), new SiteId(row.GetString(2)), row.GetInt32(3), row.GetInt32(4));

    /// <summary>A row of <c>id, space_id, member_id, first_day, last_day</c> and the days lent back, separated by commas.</summary>
    public static SpaceLease ReadLease(DbDataReader row) => new(
        new EntitlementId(row.GetString(0)),
        new SpaceId(row.GetString(1)),
        new MemberId(row.GetString(2)),
        row.Day(3),
        row.DayOrNull(4),
        row.Text(5) is { } days ? days.Split(',').Select(day => Stored.Day(int.Parse(day, CultureInfo.InvariantCulture))).ToHashSet() : []);

    private static EntitlementId Id(DbDataReader row) => new(row.GetString(0));

    private static MemberId Member(DbDataReader row) => new(row.GetString(2));

    private static int? Last(Entitlement e) => e.LastDay is { } day ? Stored.Day(day) : null;

    private static (string Kind, int? Units, int? Cap, string? Payer, string? Space) Parts(Entitlement e) => e switch
    {
        Entitlement.OccasionalFree(var units, var cap) => (Occasional, units, cap, null, null),
        Entitlement.FreePeriod => (Free, null, null, null, null),
        Entitlement.TicketBook(var units) => (Tickets, units, null, null, null),
        Entitlement.Lease(var space) => (Leased, null, null, null, space.Value),
        Entitlement.Funded(var payer, var days) => (Funds, days, null, payer, null),
        _ => throw new UnreachableException($"{e}"),
    };
}
