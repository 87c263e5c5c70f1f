using Dapper;

namespace SohoSolo.Storage.Tests.Maintenance;

/// <summary>A database that has its schema and nothing else, and what all its rows are.</summary>
internal sealed class Fresh : IAsyncDisposable
{
    private readonly TestDatabase database;

    private Fresh(TestDatabase database, Store store)
    {
        this.database = database;
        Store = store;
    }

    public Store Store { get; }

    public static async Task<Fresh> Open(string engine)
    {
        var database = await TestDatabase.Empty(engine);
        return new Fresh(database, await database.OpenStore());
    }

    /// <summary>Every row of every table as text, in an order of their own; what a database keeps to itself is left out.</summary>
    public static async Task<IReadOnlyList<string>> Rows(Store store)
    {
        await using var connection = await store.Engine.OpenRead(TestContext.Current.CancellationToken);
        await using var snapshot = await Snapshot.Begin(connection, TestContext.Current.CancellationToken);
        var catalog = await TableCatalog.Read(connection, store.Engine.Dialect, snapshot);
        var all = new List<string>();
        foreach (var name in TableCatalog.InOrder.Except([Meta.Table]))
        {
            var columns = catalog[name].Columns.OrderBy(column => column.Name, StringComparer.Ordinal).Select(Comparable);
            var rows = await connection.QueryAsync($"SELECT {string.Join(", ", columns)} FROM {name}", transaction: snapshot);
            all.AddRange(rows.Select(row => $"{name}: {string.Join("|", ((IDictionary<string, object?>)row).Values)}").Order(StringComparer.Ordinal));
        }

        return all;
    }

    public static async Task<bool> IsEmpty(Store store) => (await Rows(store)).Count == 0;

    private static string Comparable(Column column) =>
        column.Kind == ColumnKind.Flag ? $"CASE WHEN {column.Name} THEN 1 ELSE 0 END AS {column.Name}" : column.Name;

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await database.DisposeAsync();
    }
}
