using Microsoft.Extensions.Localization;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Maps;
using SohoSolo.Hub.Pages.Maps;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Directory;

/// <summary>Where those live who were found and say so: the same facts for a map and for a list.</summary>
/// <param name="Elsewhere">So many of those found do not say where, or live somewhere else.</param>
public sealed record DirectoryMap(RegionMap Map, IReadOnlyList<MapSpot> Spots, IReadOnlyList<HomeCount> Homes, int Elsewhere)
{
    internal static DirectoryMap Of(RegionMap map, IReadOnlyList<Listing> found, DirectoryWish wish, Network network, IStringLocalizer<DirectoryText> words)
    {
        List<HomeCount> homes =
        [
            .. found
                .Select(listing => listing.Home)
                .OfType<Commune>()
                .GroupBy(home => home)
                .Select(home => new HomeCount(home.Key, network.Communities[home.Key.Community].Name, home.Count(), DirectoryWords.Address(wish with { Community = null, Commune = home.Key.InseeCode })))
                .OrderByDescending(home => home.Number)
                .ThenBy(home => home.Commune.Name, StringComparer.CurrentCulture),
        ];
        var sites = network.Sites.Values.OrderBy(site => site.Id).Select(site => map.Place(site.Location) is { } at
            ? new MapSpot.Site(NameOf(site)) { At = at, Says = words["map.site", site.Name], Path = $"/telecentres/{site.Id}" }
            : null);
        var dots = homes.Select(home => map.Place(home.Commune.Centre) is { } at
            ? new MapSpot.Count(home.Number) { At = at, Says = words[home.Number == 1 ? "map.home.one" : "map.home.some", PlaceNames.Of(home.Commune.Name), home.Number], Path = home.Path }
            : null);
        return new DirectoryMap(map, [.. sites.OfType<MapSpot>(), .. dots.OfType<MapSpot>()], homes, found.Count(listing => listing.Home is null));

        string NameOf(Telecentre site) => PlaceNames.Of(network.Communes.GetValueOrDefault(site.Commune)?.Name ?? site.Name);
    }
}

/// <summary>How many of those found live in a commune, and the page that shows only them.</summary>
public sealed record HomeCount(Commune Commune, string Community, int Number, string Path);
