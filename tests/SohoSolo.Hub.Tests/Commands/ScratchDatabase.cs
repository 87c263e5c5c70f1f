using SohoSolo.Storage;

namespace SohoSolo.Hub.Tests.Commands;

/// <summary>An SQLite database of its own in the system's temporary folder, gone when it is done with.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-");
    private Store? store;

    public string Address => $"sqlite:{Path.Combine(folder.FullName, "sohosolo.db")}";

    public Store Store => store ?? throw new InvalidOperationException("Open it first.");

    public static async Task<ScratchDatabase> Open(CancellationToken stop)
    {
        var database = new ScratchDatabase();
        database.store = await Store.Open(database.Address, TimeProvider.System, stop);
        return database;
    }

    /// <summary>A file with this text in it, beside the database.</summary>
    public string File(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        if (store is not null)
            await store.DisposeAsync();

        folder.Delete(recursive: true);
    }
}
