using SohoSolo.FirmwareSim.Devices;

namespace SohoSolo.FirmwareSim.Members;

/// <summary>The invented badges of the demo: <c>member-007</c> has <c>04D00000000007</c>.</summary>
internal static class Badges
{
    /// <summary>On nobody's list.</summary>
    public static readonly PresentedCredential Wrong = PresentedCredential.Badge("04D0FFFFFFFFFF");

    private const string Numbered = "member-";

    /// <summary>Whether the simulator acts for a member. Never for Anne: people try things with her.</summary>
    public static bool AreKnown(string member) => member.StartsWith(Numbered, StringComparison.Ordinal) && int.TryParse(member.AsSpan(Numbered.Length), out _);

    public static PresentedCredential Of(string member) =>
        PresentedCredential.Badge($"04D0000000{int.Parse(member.AsSpan(Numbered.Length), System.Globalization.CultureInfo.InvariantCulture):0000}");
}
