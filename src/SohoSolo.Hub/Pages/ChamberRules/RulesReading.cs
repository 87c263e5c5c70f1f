using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Policies;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.ChamberRules;

/// <summary>Puts together what the page of rules shows, out of documents that are kept.</summary>
internal sealed class RulesReading(StoreQueries queries, NetworkDay days)
{
    private const int MostVersions = 10;

    public static PolicyDocument InForce(Network network) => Document(network.PolicyVersion, network.Policy);

    public async Task<RulesModel> Model(Telecentre? site, Network network, CancellationToken stop)
    {
        var policy = InForce(network);
        return new RulesModel
        {
            Site = site,
            Sites = [.. network.Sites.Values.OrderBy(known => known.Name, StringComparer.CurrentCulture).Select(known => (known, policy.Written(known.Id).Count))],
            Version = network.PolicyVersion,
            Sheet = new RulesSheet(site?.Id, policy.Written(site?.Id)),
            Inherited = (site is null ? PolicyDocument.Unwritten : policy).InForce(null),
            Versions = await Versions(network, stop),
        };
    }

    public static RulesEffect Effect(PreviewView preview, string document, Network network) => new()
    {
        Changes = Changes(InForce(network), Document(network.PolicyVersion, document), network),
        Sites = [.. preview.Sites.Select(site => network.Sites[new SiteId(site)].Name)],
        Bookings = preview.Bookings,
        Members = preview.Members,
        More = preview.More,
    };

    private async Task<IReadOnlyList<RulesVersion>> Versions(Network network, CancellationToken stop)
    {
        var kept = await queries.PolicyVersions(MostVersions + 1, stop);
        var today = await days.Today(stop);
        List<RulesVersion> versions = [];
        foreach (var (version, before) in kept.Zip(kept.Skip(1).Append(null)).Take(MostVersions))
        {
            var by = await queries.Member(new MemberId(version.By), stop);
            var older = before is null ? PolicyDocument.Unwritten : Document(before.Version, before.Body);
            versions.Add(new RulesVersion(version.Version, await days.Of(version.At, stop), today, by?.Name, Changes(older, Document(version.Version, version.Body), network)));
        }

        return versions;
    }

    /// <summary>The network's settings first, then what is written for single sites.</summary>
    private static IReadOnlyList<RuleChange> Changes(PolicyDocument before, PolicyDocument after, Network network) =>
    [
        .. Changes(null, before.InForce(null), after.InForce(null)),
        .. from site in network.Sites.Values.OrderBy(site => site.Id)
           let written = before.Written(site.Id).Keys.Union(after.Written(site.Id).Keys).ToHashSet()
           from change in Changes(site.Name, before.InForce(site.Id), after.InForce(site.Id))
           where written.Contains(change.Field.Name)
           select change,
    ];

    private static IEnumerable<RuleChange> Changes(string? site, IReadOnlyDictionary<string, string?> before, IReadOnlyDictionary<string, string?> after) =>
        from field in PolicyField.All
        let pair = (Before: before[field.Name], After: after[field.Name])
        where pair.Before != pair.After
        select new RuleChange(site, field, pair.Before, pair.After);

    /// <summary>What was checked before it was kept or shown.</summary>
    private static PolicyDocument Document(int version, string json) => PolicyDocument.Read(version, json) switch
    {
        PolicyReading.Readable(var document) => document,
        PolicyReading.Unreadable(var problems) => throw new InvalidOperationException($"Version {version} of the rules cannot be read: {string.Join(" ", problems)}"),
        var other => throw new System.Diagnostics.UnreachableException($"{other}"),
    };
}
