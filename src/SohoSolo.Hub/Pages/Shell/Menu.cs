using SohoSolo.Core.Members;

namespace SohoSolo.Hub.Pages.Shell;

/// <summary>A place in the menu; its words and its sign go by its name.</summary>
/// <param name="Also">Pages elsewhere that belong to it.</param>
internal sealed record MenuPlace(string Name, string Path, string Icon, string? Also = null)
{
    public bool IsHere(string path) => Path == "/" ? path == "/" : IsIn(Path, path) || (Also is not null && IsIn(Also, path));

    private static bool IsIn(string place, string path) => path == place || path.StartsWith($"{place}/", StringComparison.Ordinal);
}

/// <summary>What each role finds in the menu: its daily work, five places at most on a phone.</summary>
internal static class Menu
{
    private static readonly MenuPlace[] OfMember = [new("home", "/", "home"), new("book", "/book", "plan"), new("bookings", "/bookings", "calendar"), new("me", "/me", "person")];

    /// <summary>Her own bookings are on her home page.</summary>
    private static readonly MenuPlace[] OfChamber = [new("home", "/", "home"), new("book", "/book", "plan"), new("board", "/board", "board"), new("network", "/network", "network", "/reports"), new("me", "/me", "person")];

    public static IEnumerable<MenuPlace> Of(Visit visit) => visit.Caller.Role switch
    {
        Role.Keeper => [.. OfMember, new MenuPlace("board", "/board", "board")],
        Role.Chamber => OfChamber,
        _ => OfMember,
    };
}
