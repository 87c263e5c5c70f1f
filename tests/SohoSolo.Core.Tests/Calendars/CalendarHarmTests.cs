using SohoSolo.Core.Calendars;
using SohoSolo.Core.Time;
using Xunit;

namespace SohoSolo.Core.Tests.Calendars;

/// <summary>Files of a megabyte that were made to take for ever. That the answer comes, and says when it is not all, is the test; how long it takes is measured by the benchmark <c>calendar</c>.</summary>
public sealed class CalendarHarmTests
{
    private const int Megabyte = 1 << 20;
    private const int Most = 20_000;

    private static readonly TimeRange HalfACentury = new(new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2050, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("BEGIN:VEVENT\nUID:#\nDTSTART:20000103T090000\nRRULE:FREQ=SECONDLY\nEND:VEVENT\n")]
    [InlineData("BEGIN:VEVENT\nUID:#\nDTSTART:00010103T090000Z\nRRULE:FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30;COUNT=2000000000\nEND:VEVENT\n")]
    [InlineData("BEGIN:VEVENT\nUID:#\nDTSTART:00010103T090000Z\nRRULE:FREQ=DAILY;COUNT=2000000000;BYMONTH=1\nEXRULE:FREQ=SECONDLY\nEND:VEVENT\n")]
    [InlineData("BEGIN:VEVENT\nUID:a\nSEQUENCE:1\nRECURRENCE-ID:20000103T09#Z\nDTSTART:20000103T090000Z\nEND:VEVENT\nBEGIN:VEVENT\nUID:a\nSEQUENCE:2\nDTSTART:20000101T000000Z\nRRULE:FREQ=SECONDLY\nEND:VEVENT\n")]
    [InlineData("BEGIN:VTIMEZONE\nTZID:#\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=DAILY\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:#\nDTSTART;TZID=#:20300101T000000\nRRULE:FREQ=DAILY\nEND:VEVENT\n")]
    public void What_repeats_without_measure_is_cut_and_that_is_said(string told)
    {
        var found = CalendarExpansion.Expand(CalendarReader.Read(Filled(told)), HalfACentury, "Europe/Paris", Most);

        Assert.False(found.IsComplete);
        Assert.NotEmpty(found.Warnings);
        Assert.True(found.Occurrences.Count <= Most);
    }

    [Theory]
    [InlineData("BEGIN:VCALENDAR\n", 0)]
    [InlineData("BEGIN:VEVENT\nUID:#\nDTSTART:20260101T000000Z\n", Most)]
    [InlineData("END:X#\n", 0)]
    [InlineData(":", 0)]
    [InlineData("\n \n", 0)]
    [InlineData("BEGIN:VEVENT\nDTSTART;A=b;TZID=\":20260101T000000Z\n", 0)]
    public void What_is_nested_or_never_ends_is_read_to_its_end(string piece, int events)
    {
        var reading = CalendarReader.Read(Filled(piece));

        Assert.True(reading.Events.Count >= events);
        Assert.InRange(reading.Warnings.Count, 0, 101);
    }

    [Fact]
    public void Of_too_many_the_earliest_stay()
    {
        var reading = CalendarReader.Read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:late\nDTSTART:20260102T000000Z\nRRULE:FREQ=HOURLY\nEND:VEVENT\nBEGIN:VEVENT\nUID:early\nDTSTART:20260101T000000Z\nRRULE:FREQ=HOURLY\nEND:VEVENT\nEND:VCALENDAR\n");

        var found = CalendarExpansion.Expand(reading, HalfACentury, "UTC", most: 26);

        Assert.Equal([.. Enumerable.Repeat("early", 24), "early", "late"], found.Occurrences.Select(occurrence => occurrence.Uid));
        Assert.Equal("There are more than 26 occurrences; the first 26 are given.", Assert.Single(found.Warnings));
    }

    [Fact]
    public void A_zone_that_nobody_knows_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => CalendarExpansion.Expand(CalendarReader.Read(""), HalfACentury, "Gers", 1));

    private static string Filled(string piece)
    {
        var text = new System.Text.StringBuilder("BEGIN:VCALENDAR\n");
        for (var number = 1000; text.Length < Megabyte; number++)
            text.Append(piece.Replace("#", $"{number}", StringComparison.Ordinal));

        return text.ToString();
    }
}
