using System.Text.Json;

namespace SohoSolo.Gateway.Drivers.Lorawan;

/// <summary>What a sensor kept while nobody heard it and sends later, each entry with its own <c>timestamp</c>. A counter may tell each register in an entry of its own: those of one time are one report.</summary>
internal static class History
{
    private const int MostEntries = 100;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public static void Read(JsonElement? history, Findings found)
    {
        if (history is not { } list)
            return;
        if (list.ValueKind != JsonValueKind.Array)
        {
            found.Fault("history is not what it should be");
            return;
        }

        var entries = list.EnumerateArray().Take(MostEntries).Select(entry => (At: TimeOf(entry.Find("timestamp"), found), Entry: entry)).ToList();
        if (entries.Any(entry => entry.At is null))
            found.Left("history without a time that can be");

        foreach (var report in entries.Where(entry => entry.At is not null).GroupBy(entry => entry.At!.Value, entry => entry.Entry).OrderBy(report => report.Key))
        {
            found.History(report.Key);
            foreach (var entry in report)
                SensorFields.States(entry, found);

            CountFields.Read((name, most) => Whole([.. report], name, most), found);
        }

        found.History(null);
    }

    /// <summary>Null where it cannot be.</summary>
    public static DateTimeOffset? TimeOf(JsonElement? timestamp, Findings found) => VendorTimes.Past(timestamp, found.ReceivedAt, Longest);

    private static long? Whole(IReadOnlyList<JsonElement> entries, string name, long most) =>
        entries.Select(entry => entry.Find(name) is { } value ? VendorNumbers.Whole(value, most) : null).FirstOrDefault(number => number is not null);
}
