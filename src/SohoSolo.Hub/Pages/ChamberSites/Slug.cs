using SohoSolo.Core;

namespace SohoSolo.Hub.Pages.ChamberSites;

/// <summary>What people write as the word that addresses and lists need: "Saint-Clar (Gers)" is <c>saint-clar-gers</c>.</summary>
internal static class Slug
{
    public static string Of(string written)
    {
        var spaced = string.Concat(PlainText.Fold(written).Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' '));
        return string.Join('-', spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
