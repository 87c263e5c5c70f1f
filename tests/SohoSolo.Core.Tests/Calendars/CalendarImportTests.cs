using System.Text;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Time;
using Xunit;

namespace SohoSolo.Core.Tests.Calendars;

/// <summary>Which of a calendar's times are ours to close, and what a fresh look at it changes.</summary>
public sealed class CalendarImportTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_event_keeps_its_key_when_it_moves_and_an_occurrence_that_of_its_own_day()
    {
        var before = Times("UID:a\nDTSTART:20261124T080000Z\nDTEND:20261124T090000Z", "UID:s\nDTSTART:20261125T080000Z\nDTEND:20261125T090000Z\nRRULE:FREQ=DAILY;COUNT=2");
        var after = Times(
            "UID:a\nDTSTART:20261201T080000Z\nDTEND:20261201T090000Z",
            "UID:s\nDTSTART:20261125T080000Z\nDTEND:20261125T090000Z\nRRULE:FREQ=DAILY;COUNT=2",
            "UID:s\nRECURRENCE-ID:20261126T080000Z\nDTSTART:20261130T080000Z\nDTEND:20261130T090000Z");

        Assert.Equal(3, before.Select(time => time.Key).Distinct().Count());
        Assert.Equal(before.Select(time => time.Key).Order(), after.Select(time => time.Key).Order());
        Assert.Single(before.Select(time => time.During).Intersect(after.Select(time => time.During)));
        Assert.All(before, time => Assert.Matches("^[0-9a-f]{32}$", time.Key));
    }

    [Fact]
    public void What_is_over_free_cancelled_or_without_length_closes_nothing()
    {
        Assert.Empty(Times(
            "UID:a\nDTSTART:20261122T080000Z\nDTEND:20261122T090000Z",
            "UID:b\nDTSTART:20261124T080000Z\nDTEND:20261124T090000Z\nTRANSP:TRANSPARENT",
            "UID:c\nDTSTART:20261124T080000Z\nDTEND:20261124T090000Z\nSTATUS:CANCELLED",
            "UID:d\nDTSTART:20261124T080000Z"));
    }

    [Fact]
    public void Only_what_has_changed_is_written_and_nothing_is_gone_from_half_a_calendar()
    {
        var times = Times("UID:a\nDTSTART:20261124T080000Z\nDTEND:20261124T090000Z\nSUMMARY:A", "UID:b\nDTSTART:20261125T080000Z\nDTEND:20261125T090000Z\nSUMMARY:B");
        List<ImportedEntry> stored = [.. times.Select(time => new ImportedEntry(time.Key, time.During, time.Words, ImportState.Applied, "closure"))];
        var over = new ImportedEntry("over", new TimeRange(Now.AddDays(-2), Now.AddDays(-1)), "", ImportState.Applied, "closure");
        var gone = new ImportedEntry("gone", new TimeRange(Now.AddDays(1), Now.AddDays(2)), "", ImportState.Applied, "closure");

        Assert.Equivalent(new ImportPlan([], []), CalendarImport.Plan(times, stored, isComplete: true, Now), strict: true);
        Assert.Equal([gone], CalendarImport.Plan(times, [.. stored, over, gone], isComplete: true, Now).Gone);
        Assert.Empty(CalendarImport.Plan(times, [.. stored, over, gone], isComplete: false, Now).Gone);
        Assert.Equal([times[0]], CalendarImport.Plan(times, [stored[0] with { Words = "X" }, stored[1]], isComplete: true, Now).Wanted);
        Assert.Equal([times[1]], CalendarImport.Plan(times, [stored[0], stored[1] with { State = ImportState.Waiting }], isComplete: true, Now).Wanted);
        Assert.Empty(CalendarImport.Plan(times, [stored[0], stored[1] with { State = ImportState.Declined, Closure = null }], isComplete: true, Now).Wanted);
    }

    [Fact]
    public void Of_several_events_with_one_UID_each_has_its_key_and_the_first_keeps_the_one_it_had_alone()
    {
        const string first = "UID:a\nDTSTART:20261124T080000Z\nDTEND:20261124T090000Z";
        var alone = Times(first);
        var both = Times(first, "UID:a\nDTSTART:20261126T080000Z\nDTEND:20261126T090000Z", "UID:a\nDTSTART:20261126T080000Z\nDTEND:20261126T120000Z");

        Assert.Equal(3, both.Select(time => time.Key).Distinct().Count());
        Assert.Equal(alone[0], both[0]);
        Assert.Equal(both, Times(first, "UID:a\nDTSTART:20261126T080000Z\nDTEND:20261126T090000Z", "UID:a\nDTSTART:20261126T080000Z\nDTEND:20261126T120000Z"));
    }

    [Fact]
    public void Times_that_are_only_told_to_be_taken_close_as_events_do()
    {
        const string text = "BEGIN:VCALENDAR\nBEGIN:VFREEBUSY\nFREEBUSY:20261124T080000Z/PT1H,20261125T080000Z/20261125T100000Z\n"
            + "FREEBUSY;FBTYPE=FREE:20261126T080000Z/PT1H\nFREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261127T080000Z/PT1H\nFREEBUSY;FBTYPE=BUSY-TENTATIVE:20261128T080000Z/PT1H\nEND:VFREEBUSY\nEND:VCALENDAR\n";
        var reading = CalendarReader.Read(text);
        var found = CalendarExpansion.Expand(reading.WithBusy(), new TimeRange(Now, Now.AddDays(30)), "Europe/Paris", 100);

        Assert.Empty(reading.Events);
        Assert.Equal([24, 25, 27, 28], CalendarImport.Times(found.Occurrences, Now).Select(time => time.During.Start.Day));
        Assert.Equal([null, null, null, "TENTATIVE"], found.Occurrences.Select(occurrence => occurrence.Status));
    }

    [Fact]
    public void Words_are_one_line_without_anything_invisible()
    {
        var words = Times($"UID:a\nDTSTART:20261124T080000Z\nDTEND:20261124T090000Z\nSUMMARY:Congés\\n\u202Eannuels\u200B{new string('x', 300)}").Single().Words;

        Assert.StartsWith("Congés annuelsx", words, StringComparison.Ordinal);
        Assert.Equal(200, words.Length);
    }

    private static IReadOnlyList<ImportedTime> Times(params string[] events)
    {
        var text = $"BEGIN:VCALENDAR\n{string.Concat(events.Select(one => $"BEGIN:VEVENT\n{one}\nEND:VEVENT\n"))}END:VCALENDAR\n";
        return CalendarImport.Times(CalendarExpansion.Expand(CalendarReader.Read(Encoding.UTF8.GetBytes(text)), new TimeRange(Now.AddDays(-7), Now.AddDays(60)), "Europe/Paris", 100).Occurrences, Now);
    }
}
