using System.Globalization;
using System.Text.Json;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Tests.Calendars;

/// <summary>One file of the corpus and how it is looked at.</summary>
internal sealed record CorpusFile(string Name, TimeRange Range, string Zone)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "corpus");

    public static IReadOnlyList<CorpusFile> All { get; } = [.. File.ReadLines(Path.Combine(Folder, "index.tsv")).Skip(1).Select(Read)];

    public byte[] Bytes => File.ReadAllBytes(Path.Combine(Folder, $"{Name}.ics"));

    public bool HasExpected => File.Exists(Path.Combine(Folder, $"{Name}.jsonl"));

    public IEnumerable<JsonDocument> Expected => File.ReadLines(Path.Combine(Folder, $"{Name}.jsonl")).Select(line => JsonDocument.Parse(line));

    private static CorpusFile Read(string line)
    {
        var columns = line.Split('\t');
        return new CorpusFile(columns[0], new TimeRange(Moment(columns[1], columns[3]), Moment(columns[2], columns[3])), columns[3]);
    }

    private static DateTimeOffset Moment(string text, string zone) => text.Contains('T', StringComparison.Ordinal)
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture)
        : CalendarExpansion.Instant(DateTime.Parse(text, CultureInfo.InvariantCulture), zone);
}
