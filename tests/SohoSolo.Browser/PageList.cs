namespace SohoSolo.Browser;

/// <summary>Every page that there is, as whom it is looked at, and a name for its picture.</summary>
internal static class PageList
{
    public static readonly IReadOnlyList<(string Name, string Path, string? Who)> All =
    [
        ("sign-in", "/sign-in", null),
        ("missing", "/sign-in/nowhere", null),
        ("home", "/", DemoNetwork.Anne),
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
    ];
}
