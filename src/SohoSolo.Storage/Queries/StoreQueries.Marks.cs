namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    /// <summary>The key of <c>meta</c> that marks a database as invented; its value says what for (<c>rulings</c> 26).</summary>
    internal const string DemoMark = "demo";

    /// <summary>What the database was invented for: <c>network</c> or <c>bench</c>; null for real data or none.</summary>
    public async Task<string?> DemoKind(CancellationToken stop) =>
        (await Read("SELECT value FROM meta WHERE key = @key", new { key = DemoMark }, row => row.GetString(0), stop).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>Whether nobody has written anything yet: no site and no member.</summary>
    public async Task<bool> IsEmpty(CancellationToken stop) =>
        (await Read("SELECT 1 WHERE EXISTS (SELECT 1 FROM site) OR EXISTS (SELECT 1 FROM member)", null, row => row.GetInt32(0), stop).ConfigureAwait(false)).Count == 0;
}
