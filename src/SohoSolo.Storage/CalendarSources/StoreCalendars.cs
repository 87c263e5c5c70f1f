using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>Whose turn it is to be read: one node at a time reads a calendar, and writes down how that went.</summary>
public sealed class StoreCalendars
{
    private readonly Store store;
    private readonly CalendarTable table;

    internal StoreCalendars(Store store)
    {
        this.store = store;
        table = new CalendarTable(store.Engine.Dialect);
    }

    /// <summary>The next calendar that is due, for this node alone until an instant; null when none is.</summary>
    public async Task<CalendarSource?> Claim(string node, DateTimeOffset now, DateTimeOffset until, CancellationToken stop)
    {
        CalendarSource? claimed = null;
        await Quietly([table.Claim(node, now, until, row => claimed = CalendarTable.Source(row))], stop).ConfigureAwait(false);
        return claimed;
    }

    /// <summary>Writes down how a reading went; the claim, if there was one, is over.</summary>
    public Task Settle(string source, CalendarHealth health, CancellationToken stop) => Quietly([CalendarTable.Settle(source, health)], stop);

    /// <summary>Forgets times that were over before an instant; their closures stay as closures do.</summary>
    public Task Forget(DateTimeOffset before, CancellationToken stop) => Quietly([CalendarTable.Forget(before)], stop);

    private Task<bool> Quietly(IReadOnlyList<SqlStatement> statements, CancellationToken stop) => store.TransactQuietly(
        async session =>
        {
            await session.Commit(statements).ConfigureAwait(false);
            return true;
        },
        stop);
}
