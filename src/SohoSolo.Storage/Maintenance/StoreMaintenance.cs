namespace SohoSolo.Storage;

/// <summary>What an operator does to a database: check it, copy it, bring it back, fill it.</summary>
public sealed class StoreMaintenance(Store store)
{
    /// <summary>Asks the rows, not the constraints: no overlap; balances equal their charges and charges their bookings; the journal tells every row's history. One finding per check.</summary>
    public Task<IReadOnlyList<Finding>> Verify(CancellationToken stop) => Verification.Run(store.Engine, stop);

    /// <summary>A consistent copy in one file, while bookings are being made. The file restores on either engine.</summary>
    /// <exception cref="StoreException">The file cannot be written.</exception>
    public Task Backup(string file, CancellationToken stop) => BackupWriter.Write(store.Engine, file, store.Clock.GetUtcNow(), stop);

    /// <summary>Brings a copy back into an empty database, all of it or nothing, and starts a new journal epoch (<c>rulings</c> 16). Answers what <see cref="Verify"/> finds then.</summary>
    /// <exception cref="StoreException">The database has rows, or the file is damaged or not this program's.</exception>
    public async Task<IReadOnlyList<Finding>> Restore(string file, CancellationToken stop)
    {
        await Restoration.Run(store.Engine, file, stop).ConfigureAwait(false);
        return await Verify(stop).ConfigureAwait(false);
    }

    /// <summary>Writes rows into a database that has none of them, in one transaction; on PostgreSQL a second node that starts at the same time waits, and finds them there. Reference data may be there already.</summary>
    /// <exception cref="StoreException">The database has rows already, and not because another node has just seeded it.</exception>
    public Task Seed(SeedData data, CancellationToken stop) => Seeding.Run(store.Engine, data, stop);
}
