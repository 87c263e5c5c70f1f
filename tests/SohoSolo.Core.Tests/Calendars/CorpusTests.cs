using System.Globalization;
using System.Text.Json;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Time;
using Xunit;

namespace SohoSolo.Core.Tests.Calendars;

/// <summary>
/// Files as the world sends them, in <c>corpus</c>, each with the occurrences it means. <c>index.tsv</c> tells what each shows and whether its dates were
/// computed by hand or by python-dateutil (<c>oracle.py</c>), never by the program itself.
/// </summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Files => [.. CorpusFile.All.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_means_what_is_written_beside_it(string name)
    {
        var file = CorpusFile.All.Single(known => known.Name == name);

        var expanded = CalendarExpansion.Expand(CalendarReader.Read(file.Bytes), file.Range, file.Zone, most: 10_000);

        var expected = file.Expected.Select(row => row.RootElement).ToList();
        Assert.Equal(expected.Select(Told), expanded.Occurrences.Select(Told));
        Assert.All(expected.Zip(expanded.Occurrences), pair => AssertWords(pair.First, pair.Second));
        Assert.True(expanded.IsComplete);
    }

    [Fact]
    public void There_are_enough_of_them_and_each_has_its_dates() => Assert.True(CorpusFile.All.Count >= 60 && CorpusFile.All.All(file => file.HasExpected));

    private static string Told(JsonElement row) =>
        $"{row.GetProperty("uid")} {row.GetProperty("start")} {row.GetProperty("end")} {row.GetProperty("allDay")} {row.GetProperty("recurrenceId")}";

    private static string Told(CalendarOccurrence found)
    {
        var (start, end) = found.Days is { } days ? (Day(days.First), Day(days.End)) : (Utc(found.Start), Utc(found.End));
        var original = !found.IsException ? "" : found.OriginalDay is { } day ? Day(day) : Utc(found.Original!.Value);
        return $"{found.Uid} {start} {end} {found.Days is not null} {original}";
    }

    private static void AssertWords(JsonElement row, CalendarOccurrence found)
    {
        if (row.TryGetProperty("summary", out var summary))
            Assert.Equal(summary.GetString(), found.Summary);
        if (row.TryGetProperty("status", out var status))
            Assert.Equal(status.GetString(), found.Status);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
