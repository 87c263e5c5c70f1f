using System.Diagnostics;
using SohoSolo.Core.Access;
using SohoSolo.Hub.Keys;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Demo;

/// <summary>Fills an empty database with an invented network: the same one every time for the same day, to the last id.</summary>
internal static class DemoSeed
{
    public static Task Seed(Store store, KeyBox keys, DemoProfile profile, DateTimeOffset now, CancellationToken stop) =>
        new StoreMaintenance(store).Seed(WithBadges(Plan(ReferenceData.Read(ReferenceData.Folder), profile, now), keys), stop);

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

    /// <summary>The members' badges as the hub keeps them: only its own keys can make them, so that they are no part of the plan.</summary>
    private static SeedData WithBadges(SeedData plan, KeyBox keys) => plan with
    {
        Credentials = [.. DemoBadges.All(plan.Members).Select(badge => CredentialOf(badge, plan.At, keys))],
    };

    private static Credential CredentialOf(DemoBadge badge, DateTimeOffset at, KeyBox keys)
    {
        var (lookup, kept) = keys.Kept(PresentedCredential.Read(PresentedCredential.Word(badge.Kind), badge.Value)!);
        return new Credential { Id = $"badge-{badge.Member}", Member = badge.Member, Kind = badge.Kind, Lookup = lookup, Sealed = kept, MadeAt = at };
    }
}
