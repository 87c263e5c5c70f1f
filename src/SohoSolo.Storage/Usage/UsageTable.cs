using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Core.Reporting;
using SohoSolo.Core.Sites;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>Counted use as rows, and as what must be written where a count differs from the one before.</summary>
internal sealed class UsageTable(Dialect dialect)
{
    public const string DaysSql =
        "SELECT u.day, u.afternoon, u.kind, u.home, u.funder, u.booked, u.used, u.no_shows, u.walk_ins, u.guests, u.minutes FROM usage_day u WHERE u.site_id = @site AND u.day >= @month AND u.day < @next";

    public const string PersonsSql =
        "SELECT u.person, u.kind, u.home, u.funder, u.payer, u.booked, u.used, u.no_shows, u.walk_ins, u.guests, u.minutes FROM usage_person u WHERE u.site_id = @site AND u.month = @month";

    private const string ForgetDaySql = "DELETE FROM usage_day WHERE site_id = $1 AND day = $2 AND afternoon = $3 AND kind = $4 AND home = $5 AND funder = $6";

    private const string ForgetPersonSql = "DELETE FROM usage_person WHERE site_id = $1 AND month = $2 AND person = $3 AND kind = $4 AND home = $5 AND funder = $6 AND payer = $7";

    // Whoever was counted a moment ago waits: on a busy day every booking would count the month again.
    private const string DueSql = """
        INSERT INTO usage_month (site_id, month, version, due_at, stale) VALUES ($1, $2, 1, 0, TRUE)
        ON CONFLICT (site_id, month) DO UPDATE SET version = usage_month.version + 1, due_at = coalesce(usage_month.counted_at + $3, 0), stale = TRUE
        """;

    private const string OfferSql = """
        INSERT INTO offer (site_id, day, afternoon, kind, spaces, leased, estimated) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (site_id, day, afternoon, kind) DO UPDATE SET spaces = excluded.spaces, leased = excluded.leased, estimated = excluded.estimated
        """;

    private static readonly (string Name, ValueKind Kind)[] Sums =
    [
        ("booked", ValueKind.Number), ("used", ValueKind.Number), ("no_shows", ValueKind.Number), ("walk_ins", ValueKind.Number), ("guests", ValueKind.Number), ("minutes", ValueKind.Number),
    ];

    private readonly string countedSql = dialect.Guard("UPDATE usage_month SET version = version + 1, counted_at = $4, due_at = $5, stale = FALSE WHERE site_id = $1 AND month = $2 AND version = $3");

    // Two lists by the half of the day: neither engine's many rows take a flag.
    private readonly ManyRows mornings = Days(dialect, "FALSE");
    private readonly ManyRows afternoons = Days(dialect, "TRUE");
    private readonly ManyRows persons = new(
        dialect,
        "usage_person",
        [],
        [("site_id", ValueKind.Text), ("month", ValueKind.Number), ("person", ValueKind.Text), ("kind", ValueKind.Text), ("home", ValueKind.Text), ("funder", ValueKind.Text), ("payer", ValueKind.Text), .. Sums]);

    /// <param name="site">Of which site.</param>
    /// <param name="month">Its first day.</param>
    /// <param name="pause">How long after it was counted last.</param>
    public static SqlStatement MakeDue(SiteId site, DateOnly month, TimeSpan pause) => new(DueSql, [site.Value, Stored.Day(month), (long)pause.TotalMilliseconds]);

    public static SqlStatement Put(Offer offer) =>
        new(OfferSql, [offer.Site.Value, Stored.Day(offer.Day), offer.IsAfternoon, Stored.Word(offer.Kind), offer.Spaces, offer.Leased, offer.IsEstimated]);

    /// <summary>The count of a month; it fails where something has happened since its facts were read.</summary>
    public IReadOnlyList<SqlStatement> Write(UsageFacts before, UsageRollup after, DateTimeOffset at)
    {
        var (goneDays, newDays) = Difference(before.Days, after.Days);
        var (gonePersons, newPersons) = Difference(before.Persons, after.Persons);
        var month = Stored.Day(before.Month);
        return
        [
            new SqlStatement(countedSql, [before.Site.Value, month, before.Version, at, after.NextAt]) { Guarded = true },
            .. goneDays.Select(use => new SqlStatement(ForgetDaySql, [before.Site.Value, Stored.Day(use.Day), use.IsAfternoon, Stored.Word(use.Kind), use.Home, use.Funder])),
            .. gonePersons.Select(use => new SqlStatement(ForgetPersonSql, [before.Site.Value, month, use.Person, Stored.Word(use.Kind), use.Home, use.Funder, use.Payer])),
            .. mornings.Insert(Rows(before.Site, newDays.Where(use => !use.IsAfternoon))),
            .. afternoons.Insert(Rows(before.Site, newDays.Where(use => use.IsAfternoon))),
            .. persons.Insert([.. newPersons.Select(use => (Value[])[before.Site.Value, month, use.Person, Stored.Word(use.Kind), use.Home, use.Funder, use.Payer, .. Figures(use.Measures)])]),
        ];
    }

    public static DayUse ReadDay(DbDataReader row) =>
        new(row.Day(0), row.GetBoolean(1), Stored.Read<SpaceKind>(row.GetString(2)), row.GetString(3), row.GetString(4), ReadMeasures(row, 5));

    public static PersonMonth ReadPerson(DbDataReader row) =>
        new(row.GetString(0), Stored.Read<SpaceKind>(row.GetString(1)), row.GetString(2), row.GetString(3), row.GetString(4), ReadMeasures(row, 5));

    public static Measures ReadMeasures(DbDataReader row, int column) =>
        new(row.GetInt32(column), row.GetInt32(column + 1), row.GetInt32(column + 2), row.GetInt32(column + 3), row.GetInt32(column + 4), row.GetInt32(column + 5));

    /// <summary>A changed row is one that goes and one that comes.</summary>
    private static (List<T> Gone, List<T> New) Difference<T>(IReadOnlyList<T> before, IReadOnlyList<T> after)
        where T : notnull
    {
        var (was, becomes) = (before.ToHashSet(), after.ToHashSet());
        return ([.. before.Where(row => !becomes.Contains(row))], [.. after.Where(row => !was.Contains(row))]);
    }

    private static List<Value[]> Rows(SiteId site, IEnumerable<DayUse> uses) =>
        [.. uses.Select(use => (Value[])[site.Value, Stored.Day(use.Day), Stored.Word(use.Kind), use.Home, use.Funder, .. Figures(use.Measures)])];

    private static Value[] Figures(Measures measures) => [measures.Booked, measures.Used, measures.NoShows, measures.WalkIns, measures.Guests, measures.Minutes];

    private static ManyRows Days(Dialect dialect, string afternoon) => new(
        dialect,
        "usage_day",
        [("afternoon", afternoon)],
        [("site_id", ValueKind.Text), ("day", ValueKind.Number), ("kind", ValueKind.Text), ("home", ValueKind.Text), ("funder", ValueKind.Text), .. Sums]);
}
