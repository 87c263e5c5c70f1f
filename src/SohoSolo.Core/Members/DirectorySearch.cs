namespace SohoSolo.Core.Members;

/// <summary>Whom somebody looks for in the directory; null is "any".</summary>
public sealed record DirectoryWish
{
    public Trade? Trade { get; init; }

    public Tongue? Language { get; init; }

    /// <summary>SIREN of a community.</summary>
    public string? Community { get; init; }

    /// <summary>INSEE code of a commune.</summary>
    public string? Commune { get; init; }

    /// <summary>What was typed: a skill, a trade, a name.</summary>
    public string? Text { get; init; }
}

/// <summary>Finds members in the directory.</summary>
public static class DirectorySearch
{
    private const int Exact = 0;
    private const int Mistyped = 1;
    private const int ShortestInside = 3;
    private const int ShortestWithOneSlip = 4;
    private const int ShortestWithTwoSlips = 8;

    /// <summary>Those who are all that is wished: who has the very words before who has like ones, then by name. <paramref name="tradeName"/> is what people call a trade.</summary>
    public static IReadOnlyList<Listing> Find(IEnumerable<Listing> listings, DirectoryWish wish, Func<Trade, string> tradeName)
    {
        var wanted = PlainText.Words(wish.Text);
        return [.. listings
            .Where(listing => IsAsked(listing, wish))
            .Select(listing => (Listing: listing, Distance: Distance(wanted, listing, tradeName)))
            .Where(found => found.Distance is not null)
            .OrderBy(found => found.Distance)
            .ThenBy(found => PlainText.Fold(found.Listing.Name), StringComparer.Ordinal)
            .ThenBy(found => found.Listing.Id.Value, StringComparer.Ordinal)
            .Select(found => found.Listing)];
    }

    /// <summary>Whether somebody who typed <paramref name="wanted"/> may have meant <paramref name="had"/>: 0 when it is in it, 1 when a slip or two are between them, null when not. Both folded.</summary>
    public static int? Likeness(string wanted, string had)
    {
        if (had.StartsWith(wanted, StringComparison.Ordinal) || (wanted.Length >= ShortestInside && had.Contains(wanted, StringComparison.Ordinal)))
            return Exact;

        var slips = wanted.Length >= ShortestWithTwoSlips ? 2 : wanted.Length >= ShortestWithOneSlip ? 1 : 0;
        return slips > 0 && Slips(wanted, had) <= slips ? Mistyped : null;
    }

    private static bool IsAsked(Listing listing, DirectoryWish wish) =>
        (wish.Trade is null || listing.Trade == wish.Trade)
        && (wish.Language is not { } language || listing.Languages.Contains(language))
        && (wish.Community is null || listing.Home?.Community == wish.Community)
        && (wish.Commune is null || listing.Home?.InseeCode == wish.Commune);

    /// <summary>The worst of the words: each of them must be somewhere. Null when one is not.</summary>
    private static int? Distance(IReadOnlyList<string> wanted, Listing listing, Func<Trade, string> tradeName)
    {
        var trade = listing.Trade is { } known ? tradeName(known) : null;
        var had = PlainText.Words(string.Join(' ', [listing.Name, trade, listing.About, .. listing.Skills]));
        var found = wanted.Select(word => had.Min(other => Likeness(word, other))).ToList();
        return found.Contains(null) ? null : found.Max() ?? Exact;
    }

    /// <summary>
    /// How many slips of the hand (a letter left out, put in, changed, or two swapped) lie between what was typed and the word or its beginning.
    /// </summary>
    private static int Slips(string typed, string word)
    {
        var (before, last, next) = (new int[word.Length + 1], new int[word.Length + 1], new int[word.Length + 1]);
        for (var column = 0; column <= word.Length; column++)
            last[column] = column;

        for (var row = 1; row <= typed.Length; row++)
        {
            next[0] = row;
            for (var column = 1; column <= word.Length; column++)
            {
                var changed = last[column - 1] + (typed[row - 1] == word[column - 1] ? 0 : 1);
                next[column] = Math.Min(changed, Math.Min(last[column], next[column - 1]) + 1);
                if (row > 1 && column > 1 && typed[row - 1] == word[column - 2] && typed[row - 2] == word[column - 1])
                    next[column] = Math.Min(next[column], before[column - 2] + 1);
            }

            (before, last, next) = (last, next, before);
        }

        return last.Min();
    }
}
