using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Sites;

/// <summary>How new spaces are called: <c>nogaro-desk-5</c> (<c>rulings</c> 8), and "Poste 5" until somebody finds a better name.</summary>
internal static class SpaceNames
{
    public static SpaceId Id(SpaceKind kind, SiteId site, int number) => new(string.Create(CultureInfo.InvariantCulture, $"{site}-{WordOf(kind)}-{number}"));

    public static string Usual(SpaceKind kind, int number) => kind switch
    {
        SpaceKind.Desk => $"Poste {number}",
        SpaceKind.Office => $"Bureau {number}",
        SpaceKind.MeetingRoom => $"Salle {number}",
        _ => throw new System.Diagnostics.UnreachableException($"{kind}"),
    };

    /// <summary>One more than the highest number in use.</summary>
    public static int Next(SpaceKind kind, SiteId site, IEnumerable<Space> known)
    {
        var start = $"{site}-{WordOf(kind)}-";
        return known
            .Where(space => space.Id.Value.StartsWith(start, StringComparison.Ordinal))
            .Select(space => int.TryParse(space.Id.Value[start.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .DefaultIfEmpty(0)
            .Max() + 1;
    }

    private static string WordOf(SpaceKind kind) => kind == SpaceKind.MeetingRoom ? "room" : Words.Of(kind);
}
