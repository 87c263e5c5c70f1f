namespace SohoSolo.Storage.Engines;

/// <summary>What an operator writes to name a database.</summary>
internal static class Address
{
    private const string Sqlite = "sqlite:";
    private const string Postgres = "postgres:";

    public static Engine Open(string address)
    {
        try
        {
            if (address.StartsWith(Sqlite, StringComparison.Ordinal) && address.Length > Sqlite.Length)
                return new SqliteEngine(address[Sqlite.Length..]);

            if (address.StartsWith(Postgres, StringComparison.Ordinal))
                return new PostgresEngine(address[Postgres.Length..]);
        }
        catch (Exception unusable) when (unusable is ArgumentException or IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            // The address may hold a password: only what is wrong with it is repeated.
            throw new StoreException($"The database cannot be opened: {unusable.Message}", unusable);
        }

        throw new StoreException("A database is named sqlite:PATH or postgres:Host=…;Database=…;Username=….");
    }
}
