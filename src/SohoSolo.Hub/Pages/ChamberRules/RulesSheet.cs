using SohoSolo.Core;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.ChamberRules;

/// <summary>The rules of the network, or what one site does otherwise, as somebody has filled them in: what is left empty is as it would be without.</summary>
/// <param name="Site">Null for the network.</param>
/// <param name="Written">By the setting's name; null says "none".</param>
public sealed record RulesSheet(SiteId? Site, IReadOnlyDictionary<string, string?> Written)
{
    internal const string None = "none-";

    /// <summary>What there is to be said of this part.</summary>
    internal IEnumerable<PolicyField> Fields => FieldsOf(Site);

    /// <summary>Those of which the answer cannot be used.</summary>
    internal IReadOnlyList<PolicyField> Wrong => [.. Fields.Where(asked => Written.GetValueOrDefault(asked.Name) is { } written && !Fits(asked, written))];

    internal static IEnumerable<PolicyField> FieldsOf(SiteId? site) => PolicyField.All.Where(field => site is null || !field.IsOfNetwork);

    internal static RulesSheet Of(Visit visit, SiteId? site)
    {
        var written = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var field in FieldsOf(site))
        {
            if (field.MayBeNull && visit.Field(None + field.Name) is not null) written[field.Name] = null;
            else if (visit.Field(field.Name) is { } said) written[field.Name] = field.Unit == PolicyUnit.Lines ? said.ReplaceLineEndings("\n") : said;
        }

        return new RulesSheet(site, written);
    }

    private static bool Fits(PolicyField field, string written) => field.IsText
        ? written.Length <= field.Most
        : int.TryParse(written, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= field.Least && number <= field.Most;
}
