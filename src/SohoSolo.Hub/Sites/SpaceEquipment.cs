using SohoSolo.Core.Sites;

namespace SohoSolo.Hub.Sites;

/// <summary>What a new place usually has for itself, where its site has any of it; the rest (a printer) is shared.</summary>
internal static class SpaceEquipment
{
    private static readonly string[] OnEveryPlace = ["wifi", "fibre", "adsl"];
    private static readonly string[] InAnOffice = ["phone", "screen"];
    private static readonly string[] InARoom = ["phone", "screen", "whiteboard"];

    public static IReadOnlyList<string> Usual(SpaceKind kind, IReadOnlyList<string> ofSite) => Of(ofSite, kind switch
    {
        SpaceKind.Desk => [],
        SpaceKind.Office => InAnOffice,
        SpaceKind.MeetingRoom => InARoom,
        _ => throw new System.Diagnostics.UnreachableException($"{kind}"),
    });

    /// <summary>With what this one has beside the usual.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> ofSite, params string[] own) => [.. ofSite.Intersect(OnEveryPlace.Concat(own))];
}
