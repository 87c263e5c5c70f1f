namespace SohoSolo.Core.Reporting.Suppression;

/// <summary>An hour of the week.</summary>
public readonly record struct WeekHour(DayOfWeek Day, int Hour);

/// <summary>How long one person was there in one hour of the week, summed over a month.</summary>
public sealed record HourUse(string Person, WeekHour At, long Minutes);

/// <summary>
/// One month by weekday and hour, of the whole network and not crossed with anything. Hours are rounded, always: exact ones could be subtracted from the tables of the same month, since whoever comes in one hour of
/// the week only is the same sum in both.
/// </summary>
public static class UsageHours
{
    /// <summary>Hours of each cell that somebody is in, rounded; nothing where it is hidden.</summary>
    public static IReadOnlyDictionary<WeekHour, long?> Of(IReadOnlyList<HourUse> uses, SmallCellRule rule)
    {
        var cells = uses.GroupBy(use => use.At).OrderBy(cell => cell.Key.Day).ThenBy(cell => cell.Key.Hour).ToList();
        var people = uses.Select(use => use.Person).Distinct().Order(StringComparer.Ordinal).Select((person, at) => (person, at)).ToDictionary(one => one.person, one => one.at);
        var personsIn = cells.Select(cell => cell.Select(use => people[use.Person]).Distinct().Order().ToArray()).ToArray();
        var space = new FigureSpace(personsIn, people.Count, rule.Least);
        var hasTotal = space.TryAdd([.. personsIn.Select(_ => 1u)]);
        var shown = Enumerable.Range(0, cells.Count)
            .Where(at => hasTotal && personsIn[at].Length >= rule.Least)
            .OrderByDescending(at => personsIn[at].Length)
            .ThenBy(at => at)
            .Where(at => space.TryAdd(Only(at, cells.Count)))
            .ToHashSet();
        return cells.Select((cell, at) => (cell.Key, Hours: shown.Contains(at) ? rule.Round(cell.Sum(use => use.Minutes) / 60) : (long?)null)).ToDictionary(cell => cell.Key, cell => cell.Hours);
    }

    private static uint[] Only(int at, int columns)
    {
        var row = new uint[columns];
        row[at] = 1;
        return row;
    }
}
