using System.Diagnostics;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Demo;

/// <summary>Fills an empty database with an invented network: the same one every time for the same day, to the last id.</summary>
internal static class DemoSeed
{
    public static Task Seed(Store store, DemoProfile profile, DateTimeOffset now, CancellationToken stop) =>
        new StoreMaintenance(store).Seed(Plan(ReferenceData.Read(ReferenceData.Folder), profile, now), stop);

    /// <summary>What would be written. <paramref name="now"/> counts by its local day only.</summary>
    public static SeedData Plan(ReferenceData data, DemoProfile profile, DateTimeOffset now)
    {
        var today = data.Sites[0].Calendar.DayOf(now);
        return profile switch
        {
            DemoProfile.Network => DemoNetwork.Make(data, today),
            DemoProfile.Bench => BenchNetwork.Make(data, today),
            _ => throw new UnreachableException($"{profile}"),
        };
    }
}
