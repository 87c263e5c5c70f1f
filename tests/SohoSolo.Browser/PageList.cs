namespace SohoSolo.Browser;

/// <summary>Every page that there is, as whom it is looked at, and a name for its picture.</summary>
internal static class PageList
{
    public static readonly IReadOnlyList<(string Name, string Path, string? Who)> All =
    [
        ("sign-in", "/sign-in", null),
        ("missing", "/sign-in/nowhere", null),
        ("home", "/", DemoNetwork.Anne),
        ("book", "/book", DemoNetwork.Anne),
        ("book-room", "/book/room/nogaro-room-1", DemoNetwork.Anne),
        ("book-series", "/book/series", DemoNetwork.Anne),
        ("bookings", "/bookings", DemoNetwork.Anne),
        ("calendar", "/calendar", DemoNetwork.Anne),
        ("absences", "/absences", DemoNetwork.Anne),
        ("waiting", "/waiting", DemoNetwork.Anne),
        ("pass", "/pass", DemoNetwork.Anne),
        ("account", "/me", DemoNetwork.Anne),
        ("welcome", "/welcome", DemoNetwork.Anne),
        ("profile", "/me/profile", DemoNetwork.Anne),
        ("directory", "/directory", DemoNetwork.Anne),
        ("boards", "/board", DemoNetwork.Chamber),
        ("board", "/board/nogaro", DemoNetwork.Keeper),
        ("day-sheet", "/board/nogaro/day", DemoNetwork.Keeper),
        ("roll-call", "/board/nogaro/roll-call", DemoNetwork.Keeper),
        ("callers", "/board/nogaro/book", DemoNetwork.Keeper),
        ("book-for", "/book/for", DemoNetwork.Keeper),
        ("closures", "/board/nogaro/closures", DemoNetwork.Keeper),
        ("closure", "/board/nogaro/closures/new?from=2026-11-24&to=2026-11-25&reason=Travaux", DemoNetwork.Keeper),
        ("badges", "/board/nogaro/badges", DemoNetwork.Keeper),
        ("access-log", "/board/nogaro/log", DemoNetwork.Keeper),
        ("faults", "/board/nogaro/faults", DemoNetwork.Keeper),
        ("members", "/network/members?search=dupuy", DemoNetwork.Chamber),
        ("member-new", "/network/members/new", DemoNetwork.Chamber),
        ("member", "/network/members/anne", DemoNetwork.Chamber),
        ("telecentres", "/telecentres", null),
        ("telecentre", "/telecentres/nogaro", null),
        ("accessibility", "/accessibility", null),
        ("privacy", "/privacy", null),
        ("here", "/here/nogaro-desk-1", DemoNetwork.Anne),
        ("qr-sheet", "/board/nogaro/qr", DemoNetwork.Keeper),
        ("displays", "/board/nogaro/displays", DemoNetwork.Keeper),
        ("display", "/display/nogaro-room-1", DemoNetwork.Keeper),
        ("offline", "/offline", null),
        ("fault", "/faults/new", DemoNetwork.Anne),
        ("network", "/network", DemoNetwork.Chamber),
    ];
}
