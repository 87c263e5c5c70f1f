using System.Globalization;
using System.Text;

namespace SohoSolo.Core;

/// <summary>Text as it is compared when people look for something: "Hélène" and "helene", "cœur" and "coeur" are one word.</summary>
public static class PlainText
{
    /// <summary>Without accents, capitals and joined letters.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark)
                continue;

            _ = letter switch
            {
                'œ' or 'Œ' => folded.Append("oe"),
                'æ' or 'Æ' => folded.Append("ae"),
                _ => folded.Append(char.ToLowerInvariant(letter)),
            };
        }

        return folded.ToString();
    }

    /// <summary>Its words, folded: what letters and digits stand together.</summary>
    public static IReadOnlyList<string> Words(string? text)
    {
        if (text is null)
            return [];

        var spaced = string.Concat(Fold(text).Select(letter => char.IsLetterOrDigit(letter) || letter is '+' or '#' ? letter : ' '));
        return spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
