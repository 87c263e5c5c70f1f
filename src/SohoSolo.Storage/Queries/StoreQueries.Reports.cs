using SohoSolo.Core.Reporting;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    /// <summary>Every revision of every month that was published, in order.</summary>
    public async Task<IReadOnlyList<FrozenMonth>> FrozenMonths(CancellationToken stop) => await ReadHot(
        "SELECT f.month, f.revision, f.definition, f.checksum, f.frozen_at, f.withheld FROM frozen_month f ORDER BY f.month, f.revision",
        [],
        row => new FrozenMonth(row.Day(0), row.GetInt32(1), row.GetInt32(2), row.GetString(3), Stored.At(row.GetInt64(4)), row.GetBoolean(5)),
        stop).ConfigureAwait(false);

    public async Task<IReadOnlyList<PersonUse>> FrozenUses(DateOnly month, int revision, CancellationToken stop) => await ReadHot(
        $"SELECT {FrozenRows.Columns} FROM frozen_use f WHERE f.month = $1 AND f.revision = $2", [Stored.Day(month), revision], FrozenRows.Read, stop).ConfigureAwait(false);

    public async Task<IReadOnlyList<UsageCellKey>> FrozenCells(DateOnly month, int revision, CancellationToken stop) => await ReadHot(
        "SELECT f.of_table, f.cell, f.home FROM frozen_cell f WHERE f.month = $1 AND f.revision = $2",
        [Stored.Day(month), revision],
        row => new UsageCellKey(Stored.Read<Core.Reporting.Suppression.UsageTable>(row.GetString(0)), row.GetString(1), row.GetString(2)),
        stop).ConfigureAwait(false);

    public async Task<IReadOnlyList<FrozenHour>> FrozenHours(DateOnly month, int revision, CancellationToken stop) => await ReadHot(
        "SELECT f.weekday, f.hour, f.hours FROM frozen_hour f WHERE f.month = $1 AND f.revision = $2 ORDER BY f.weekday, f.hour",
        [Stored.Day(month), revision],
        row => new FrozenHour(new WeekHour((DayOfWeek)row.GetInt32(0), row.GetInt32(1)), row.IsDBNull(2) ? null : row.GetInt64(2)),
        stop).ConfigureAwait(false);

    /// <summary>Of each month that anything was counted in, how often: it is another number when it was counted again. None that is due now.</summary>
    public async Task<IReadOnlyList<(DateOnly Month, long Counts)>> CountedMonths(DateTimeOffset now, CancellationToken stop) => await ReadHot(
        "SELECT u.month, sum(u.version) FROM usage_month u GROUP BY u.month HAVING min(coalesce(u.due_at, $1 + 1)) > $1 ORDER BY u.month",
        [Stored.Ms(now)],
        row => (row.Day(0), row.GetInt64(1)),
        stop).ConfigureAwait(false);
}
