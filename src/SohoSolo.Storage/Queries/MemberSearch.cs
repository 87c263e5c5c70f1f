using System.Data.Common;
using System.Globalization;
using System.Text;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>As much of a member as a search looks at.</summary>
internal sealed record MemberCard(string Id, string Name, string? Email, string? Phone)
{
    public static MemberCard Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.Text(2), row.Text(3));
}

/// <summary>What somebody typed to find a member: every word of it in the name, or part of an e-mail address, or digits of a phone number.</summary>
internal sealed class MemberSearch
{
    private readonly string[] words;
    private readonly string text;
    private readonly string digits;

    private MemberSearch(string search)
    {
        text = Fold(search);
        words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        // "05 62 ..." at home is "+33562..." as stored: without its first zero one is part of the other.
        digits = search.All(letter => char.IsAsciiDigit(letter) || " .-+()/".Contains(letter, StringComparison.Ordinal))
            ? string.Concat(search.Where(char.IsAsciiDigit)).TrimStart('0')
            : "";
    }

    public static MemberSearch For(string? search) => new((search ?? "").Trim());

    public bool Matches(MemberCard card)
    {
        if (text.Length == 0)
            return true;

        var name = Fold(card.Name);
        return words.All(word => name.Contains(word, StringComparison.Ordinal))
            || (card.Email is { } email && Fold(email).Contains(text, StringComparison.Ordinal))
            || (digits.Length > 0 && card.Phone is { } phone && phone.Contains(digits, StringComparison.Ordinal));
    }

    /// <summary>Without accents and capitals: "Hélène" and "helene" are one name.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                folded.Append(char.ToLowerInvariant(letter));
        }

        return folded.ToString();
    }
}
