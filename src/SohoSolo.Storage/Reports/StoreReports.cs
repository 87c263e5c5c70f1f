using SohoSolo.Core.Reporting;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage;

/// <summary>Keeps months as they were published. Nothing of them is ever changed; a correction is a further revision.</summary>
public sealed class StoreReports
{
    private const string MonthSql =
        "INSERT INTO frozen_month (month, revision, definition, checksum, frozen_at, withheld) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (month, revision) DO NOTHING RETURNING 1";

    private const string UseSql = """
        INSERT INTO frozen_use (month, revision, site_id, community, person, kind, home, funder, payer, booked, used, no_shows, walk_ins, guests, minutes)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """;

    private const string CellSql = "INSERT INTO frozen_cell (month, revision, of_table, cell, home) VALUES ($1, $2, $3, $4, $5)";

    private const string HourSql = "INSERT INTO frozen_hour (month, revision, weekday, hour, hours) VALUES ($1, $2, $3, $4, $5)";

    private readonly Store store;

    internal StoreReports(Store store) => this.store = store;

    /// <summary>Writes a revision down as a whole; false where another node has written it meanwhile.</summary>
    public Task<bool> Freeze(FrozenMonth month, IReadOnlyList<PersonUse> uses, IEnumerable<UsageCellKey> shown, IEnumerable<FrozenHour> hours, CancellationToken stop) => store.TransactQuietly(
        async session =>
        {
            var isFirst = false;
            var (day, revision) = (Stored.Day(month.Month), month.Revision);
            await session.Run([new SqlStatement(MonthSql, [day, revision, month.Definition, month.Checksum, month.At, month.IsWithheld], _ => isFirst = true)], stop).ConfigureAwait(false);
            if (!isFirst) return false;

            await session.Commit(
            [
                .. uses.Select(use => Use(day, revision, use)),
                .. shown.Select(cell => new SqlStatement(CellSql, [day, revision, Stored.Word(cell.Table), cell.Key, cell.Home])),
                .. hours.Select(hour => new SqlStatement(HourSql, [day, revision, (int)hour.At.Day, hour.At.Hour, hour.Hours])),
            ]).ConfigureAwait(false);
            return true;
        },
        stop);

    private static SqlStatement Use(int month, int revision, PersonUse use) => new(UseSql,
    [
        month, revision, use.Place.Site, use.Place.Community, use.Person, use.Place.Kind, use.Place.Home, use.Place.Funder, use.Payer,
        use.Figures[0], use.Figures[1], use.Figures[2], use.Figures[3], use.Figures[4], use.Figures[5],
    ]);
}
