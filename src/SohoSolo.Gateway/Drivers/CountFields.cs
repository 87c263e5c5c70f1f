using System.Text.Json;
using System.Text.RegularExpressions;
using SohoSolo.Core.Presence;

namespace SohoSolo.Gateway.Drivers;

/// <summary>
/// What counters report, as fields: people there (<c>people_count_all</c>), totals since the start (<c>people_total_in</c> in registers of 16 bits, <c>line_1_total_in</c> of 32), or who came and went since the last report
/// (<c>people_in</c>, <c>line_1_period_in</c>). Several lines are one room: they are summed. Where a report has more than one of these, the first named here counts, for each alone tells the same people.
/// </summary>
internal static partial class CountFields
{
    private const int MostPeople = 100_000;
    private const long Most16 = ushort.MaxValue;
    private const long Most32 = uint.MaxValue;

    private static readonly string[] People = ["people_count_all", "people_count", "people_counter_all", "people", "occupancy_count", "num_people", "people_total_counts"];

    private static readonly (string In, string Out)[] Totals = [("people_total_in", "people_total_out"), ("total_in", "total_out")];

    private static readonly (string In, string Out)[] LongTotals = [("total_counter_in", "total_counter_out")];

    private static readonly (string In, string Out)[] Flows = [("people_in", "people_out"), ("line_in", "line_out"), ("period_in", "period_out"), ("periodic_counter_in", "periodic_counter_out")];

    public static bool IsCount(string name) =>
        People.Contains(name) || Totals.Concat(LongTotals).Concat(Flows).Any(pair => pair.In == name || pair.Out == name) || Line().IsMatch(name);

    public static void Read(JsonElement report, Findings found) => Read((name, most) => Whole(report, name, most, found), found);

    /// <param name="values">The whole number that a field holds, up to a limit; null where it is absent.</param>
    /// <param name="found">Where it is told.</param>
    public static void Read(Func<string, long, long?> values, Findings found)
    {
        if (People.Select(name => values(name, MostPeople)).FirstOrDefault(people => people is not null) is { } there)
            found.Count(new CountReading.People((int)there));
        else if (Pairs(values, Totals, Most16, found) is { } totals)
            found.Count(new CountReading.Totals(totals.In, totals.Out, 16));
        else if ((Pairs(values, LongTotals, Most32, found) ?? Lines(values, "total", Most32, found)) is { } lines)
            found.Count(new CountReading.Totals(lines.In & Most32, lines.Out & Most32, 32));
        else if ((Pairs(values, Flows, Most16, found) ?? Lines(values, "period", Most16, found)) is { } flow)
            found.Count(new CountReading.Flow((int)Math.Min(flow.In, MostPeople), (int)Math.Min(flow.Out, MostPeople)));
    }

    private static (long In, long Out)? Pairs(Func<string, long, long?> values, (string In, string Out)[] pairs, long most, Findings found)
    {
        foreach (var pair in pairs)
        {
            if (Both(values(pair.In, most), values(pair.Out, most), pair.In, found) is { } both)
                return both;
        }

        return null;
    }

    /// <summary>Every line of which both ways are told.</summary>
    private static (long In, long Out)? Lines(Func<string, long, long?> values, string what, long most, Findings found)
    {
        (long In, long Out)? sum = null;
        foreach (var line in Enumerable.Range(1, 4))
        {
            var (came, went) = ($"line_{line}_{what}_in", $"line_{line}_{what}_out");
            if (Both(values(came, most), values(went, most), came, found) is { } both)
                sum = ((sum?.In ?? 0) + both.In, (sum?.Out ?? 0) + both.Out);
        }

        return sum;
    }

    /// <summary>Half of it says nothing of how many are there.</summary>
    private static (long In, long Out)? Both(long? came, long? went, string name, Findings found)
    {
        if (came is { } ins && went is { } outs)
            return (ins, outs);
        if (came is not null || went is not null)
            found.Left($"{name} without its other half");

        return null;
    }

    private static long? Whole(JsonElement report, string name, long most, Findings found)
    {
        if (report.Find(name) is not { } value)
            return null;
        if (VendorNumbers.Whole(value, most) is { } number)
            return number;

        found.Fault($"{name} is not what it should be");
        return null;
    }

    [GeneratedRegex(@"^line_[1-4]_(total|period)_(in|out)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
