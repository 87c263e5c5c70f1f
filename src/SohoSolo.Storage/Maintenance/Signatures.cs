namespace SohoSolo.Storage;

/// <summary>One check of a database: its name, whether it held, and what was found.</summary>
public sealed record Finding(string Check, bool Ok, string Says);

/// <summary>What an operator does to a database: check it, copy it, bring it back.</summary>
public sealed class StoreMaintenance(Store store)
{
    private readonly Store store = store;

    /// <summary>No overlap; balances equal their charges and charges their bookings; the journal tells every row's history; nothing holds after its end was dealt with.</summary>
    public Task<IReadOnlyList<Finding>> Verify(CancellationToken stop) => throw new NotImplementedException($"{store}");

    /// <summary>A consistent copy in one file, while bookings are being made.</summary>
    public Task Backup(string file, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Brings a copy back into an empty database and starts a new journal epoch (<c>rulings</c> 16).</summary>
    public Task Restore(string file, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Writes rows into a database that has none of them, in one transaction; on PostgreSQL a second node that starts at the same time waits, and finds them there.</summary>
    public Task Seed(SeedData data, CancellationToken stop) => throw new NotImplementedException($"{data}");
}
