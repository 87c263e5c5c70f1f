using System.Globalization;
using SohoSolo.Core.Presence;

namespace SohoSolo.Core.Tests.Presence;

/// <summary>The labelled room of data/occupancy: what its two motion sensors said, and whether anybody was there.</summary>
internal static class LabelledRoom
{
    public static IReadOnlyList<(ReplayRow Row, bool IsTaken)> Read()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "data", "occupancy", "labelled-room.csv");
        return [.. File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Select(fields => (
            new ReplayRow(DateTimeOffset.Parse(fields[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), [Said(fields[1]), Said(fields[2])]),
            int.Parse(fields[4], CultureInfo.InvariantCulture) > 0))];
    }

    /// <summary>The harmonic mean of precision and recall.</summary>
    public static double F1(IEnumerable<(bool Believed, bool True)> rows)
    {
        var (hits, errors) = (0, 0);
        foreach (var (believed, isTrue) in rows)
        {
            hits += believed && isTrue ? 1 : 0;
            errors += believed != isTrue ? 1 : 0;
        }

        return 2.0 * hits / ((2.0 * hits) + errors);
    }

    /// <summary>What a plain timer believes: somebody is there while the last movement is younger than the hold.</summary>
    public static IReadOnlyList<bool> Timer(IReadOnlyList<ReplayRow> rows, TimeSpan hold)
    {
        DateTimeOffset? last = null;
        return [.. rows.Select(row =>
        {
            last = row.Values.Any(value => value > 0) ? row.At : last;
            return row.At - last < hold;
        })];
    }

    private static int? Said(string field) => field.Length == 0 ? null : int.Parse(field, CultureInfo.InvariantCulture);
}
