using Dapper;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    /// <summary>Everything at one moment: a site must never be seen with other rules than its version says.</summary>
    public async Task<Network> Network(CancellationToken stop)
    {
        var connection = await engine.OpenRead(stop).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var snapshot = await Snapshot.Begin(connection, stop).ConfigureAwait(false);
        await using var ending = snapshot.ConfigureAwait(false);
        var values = new { now = Stored.Ms(store.Clock.GetUtcNow()) };
        var reader = await connection.ExecuteReaderAsync(new CommandDefinition(NetworkReader.Sql, values, snapshot, cancellationToken: stop)).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        return await NetworkReader.Read(new Results(reader, stop)).ConfigureAwait(false);
    }
}
