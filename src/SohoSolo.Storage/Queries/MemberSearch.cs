using System.Data.Common;
using SohoSolo.Core;
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
        text = PlainText.Fold(search);
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

        var name = PlainText.Fold(card.Name);
        return words.All(word => name.Contains(word, StringComparison.Ordinal))
            || (card.Email is { } email && PlainText.Fold(email).Contains(text, StringComparison.Ordinal))
            || (digits.Length > 0 && card.Phone is { } phone && phone.Contains(digits, StringComparison.Ordinal));
    }
}
