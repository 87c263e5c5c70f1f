using SohoSolo.Hub.Api;
using SohoSolo.Hub.Demo;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Settings;

/// <summary>Keeps invented people apart from real ones (<c>rulings</c> 26): a demo database is marked, seeded once, and served in demo only. A real one gets its communes.</summary>
internal static class DemoDatabase
{
    public static async Task Prepare(Store store, HubSettings settings, TimeProvider clock, Func<Store, DemoProfile, DateTimeOffset, CancellationToken, Task> seed, CancellationToken stop)
    {
        var queries = new StoreQueries(store);
        var kind = await queries.DemoKind(stop);
        if (settings.Demo is not { } profile)
        {
            Must(kind is null, "the database holds invented people and is served with SOHOSOLO__DEMO only");
            await ReferenceData.EnsureLoaded(store, clock, stop);
            return;
        }

        var wanted = Words.Of(profile);
        if (kind is null)
        {
            // Another node may have seeded it since the mark was looked for.
            Must(await queries.IsEmpty(stop) || await queries.DemoKind(stop) is not null, "the database holds real data, which a demo with its public tokens must not open");
            await seed(store, profile, clock.GetUtcNow(), stop);
            return;
        }

        Must(kind == wanted, $"the database was invented for the profile '{kind}', not '{wanted}'; give the demo a database of its own");
    }

    private static void Must(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new SettingsException($"SOHOSOLO__DATABASE: {otherwise}.");
        }
    }
}
