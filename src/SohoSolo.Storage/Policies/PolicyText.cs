namespace SohoSolo.Storage;

/// <summary>One setting of the policy document that is words and not a number; null takes it away.</summary>
internal sealed record PolicyText(string Name, Func<SiteRules, string?> Read, Func<SiteRules, string?, SiteRules> Write)
{
    /// <summary>The longest code that WPA takes has 63 characters.</summary>
    private const int LongestOfWifi = 64;

    private const int LongestRules = 4000;

    public static readonly IReadOnlyList<PolicyText> All =
    [
        new("wifiName", rules => rules.WifiName, (rules, name) => rules with { WifiName = name }),
        new("wifiCode", rules => rules.WifiCode, (rules, code) => rules with { WifiCode = code }),
        new("houseRules", rules => rules.House.French, (rules, text) => rules with { House = rules.House with { French = text } }) { Most = LongestRules, HasLines = true, IsOfNetwork = true },
        new("houseRulesEnglish", rules => rules.House.English, (rules, text) => rules with { House = rules.House with { English = text } }) { Most = LongestRules, HasLines = true, IsOfNetwork = true },
    ];

    /// <summary>How many characters it may have.</summary>
    public int Most { get; init; } = LongestOfWifi;

    /// <summary>Whether it may have more than one line.</summary>
    public bool HasLines { get; init; }

    /// <summary>Whether it is one for the whole network, and no site's own.</summary>
    public bool IsOfNetwork { get; init; }

    public static PolicyText? Named(string name) => All.FirstOrDefault(text => text.Name == name);
}
