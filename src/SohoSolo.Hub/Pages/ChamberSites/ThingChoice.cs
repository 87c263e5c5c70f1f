using SohoSolo.Core.Sites;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.ChamberSites;

/// <summary>Equipment as it is filled in: what the network knows is ticked, anything else is written.</summary>
public sealed record ThingChoice(IReadOnlyList<string> Ticked, string Written)
{
    private static readonly string[] Usual = ["wifi", "fibre", "adsl", "screen", "phone", "printer", "computer", "whiteboard"];

    internal IReadOnlyList<string> All => [.. Ticked.Concat(Written.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries).Select(Slug.Of)).Distinct(StringComparer.Ordinal)];

    internal static ThingChoice Of(Visit visit) => new(visit.Fields("thing"), visit.Field("things") ?? "");

    /// <summary>Everything that any site or place of the network has.</summary>
    internal static IReadOnlyList<string> Known(Network network) =>
        [.. Usual.Concat(network.Sites.Values.SelectMany(site => site.Equipment.Concat(site.Spaces.SelectMany(space => space.Equipment))).Order(StringComparer.Ordinal)).Distinct(StringComparer.Ordinal)];
}
