namespace SohoSolo.Browser.Journeys;

/// <summary>One of the demo's invented members who lives in Nogaro, too: for what takes two people.</summary>
internal static class Neighbour
{
    public const string Id = "member-006";
    public const string Name = "Mathieu Lagarde";
    public const string Email = "mathieu.lagarde.006@example.org";
    public const string Token = "demo-member-006";
}
