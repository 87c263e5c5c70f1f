namespace SohoSolo.Storage;

/// <summary>One setting of the policy document that is words and not a number; null takes it away.</summary>
internal sealed record PolicyText(string Name, Func<SiteRules, string?, SiteRules> Write)
{
    /// <summary>The longest code that WPA takes has 63 characters.</summary>
    public const int Longest = 64;

    public static readonly IReadOnlyList<PolicyText> All =
    [
        new("wifiName", (rules, name) => rules with { WifiName = name }),
        new("wifiCode", (rules, code) => rules with { WifiCode = code }),
    ];

    public static PolicyText? Named(string name) => All.FirstOrDefault(text => text.Name == name);
}
