using System.Globalization;
using System.Text;

namespace SohoSolo.Hub.Pages.ChamberSites;

/// <summary>What people write as the word that addresses and lists need: "Saint-Clar (Gers)" is <c>saint-clar-gers</c>.</summary>
internal static class Slug
{
    public static string Of(string written)
    {
        var word = new StringBuilder(written.Length);
        foreach (var letter in written.Replace("œ", "oe", StringComparison.OrdinalIgnoreCase).Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(letter)) word.Append(char.ToLowerInvariant(letter));
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && word is [.., not '-']) word.Append('-');
        }

        return word.ToString().Trim('-');
    }
}
