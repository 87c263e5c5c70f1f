namespace SohoSolo.Core.Sites;

/// <summary>Finds a commune by its name as people type it: without accents, capitals and hyphens, with "St" for "Saint". Half a name or a slip of the hand leads to those that may be meant.</summary>
public static class CommuneNames
{
    private const int MostNear = 6;
    private const int FewestLetters = 3;
    private const int MostSlips = 2;

    /// <summary>The commune that is called so, or has this INSEE code; null where none has, or several.</summary>
    public static Commune? Find(string typed, IEnumerable<Commune> communes)
    {
        var (key, code) = (Key(typed), typed.Trim());
        return communes.Where(commune => commune.InseeCode == code || Key(commune.Name) == key).Take(2).ToList() is [var only] ? only : null;
    }

    /// <summary>Those that may have been meant, the likeliest first.</summary>
    public static IReadOnlyList<Commune> Near(string typed, IEnumerable<Commune> communes)
    {
        var key = Key(typed);
        if (key.Length < FewestLetters) return [];

        return
        [
            .. communes
                .Select(commune => (Commune: commune, Slips: Slips(key, Key(commune.Name))))
                .Where(near => near.Slips <= MostSlips)
                .OrderBy(near => near.Slips)
                .ThenByDescending(near => near.Commune.Population)
                .Take(MostNear)
                .Select(near => near.Commune),
        ];
    }

    /// <summary>0 where the name begins with what was typed, or has it in it; else how many letters differ.</summary>
    private static int Slips(string key, string name) => name.Contains(key, StringComparison.Ordinal) ? 0 : Distance(key, name);

    /// <summary>How many letters must be put in, taken out or replaced (Levenshtein).</summary>
    private static int Distance(string from, string to)
    {
        if (Math.Abs(from.Length - to.Length) > MostSlips) return int.MaxValue;

        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            (var before, row[0]) = (row[0], i);
            for (var j = 1; j <= to.Length; j++)
                (before, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, before + (from[i - 1] == to[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }

    private static string Key(string name) =>
        string.Join(' ', PlainText.Words(name).Select(word => word switch { "st" => "saint", "ste" => "sainte", _ => word }));
}
