using NodaTime;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Time;
using SohoSolo.Testing.Calendars;
using Xunit;

namespace SohoSolo.Hub.Tests.Calendars;

/// <summary>The zone that a file describes is the zone: an independent program finds every instant again by the file's VTIMEZONE alone, across both changes of the clocks and years apart.</summary>
public sealed class ZoneTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Europe/Paris", "BYMONTH=3;BYDAY=-1SU", "BYMONTH=10;BYDAY=-1SU")]
    [InlineData("America/New_York", "BYMONTH=3;BYDAY=2SU", "BYMONTH=11;BYDAY=1SU")]
    [InlineData("Australia/Lord_Howe", "BYMONTH=10;BYDAY=1SU", "BYMONTH=4;BYDAY=1SU")]
    [InlineData("Indian/Reunion")]
    [InlineData("Africa/Casablanca", "RDATE:")]
    [InlineData("UTC")]
    public async Task Every_hour_is_found_again(string zone, params string[] says)
    {
        var calendar = new SiteCalendar(zone, OpeningHours.Every(Enum.GetValues<DayOfWeek>(), TimeOnly.MinValue, TimeOnly.MinValue, openOnPublicHolidays: true));
        var told = Hours(zone).Order().Distinct().ToList();

        var file = CalendarWriter.Write(new CalendarFile { Entries = [.. told.Select((start, number) => (calendar, Entry(number, start)))] });
        CalendarFiles.MustBeValid(file);
        var read = await IndependentReader.Read(file, Stop);

        Assert.Equal([zone], read.Zones);
        Assert.Equal(told, read.Events.Select(one => one.Start));
        Assert.Equal(told.Select(start => start.AddHours(1)), read.Events.Select(one => one.End));
        Assert.All(says, word => Assert.Contains(word, file, StringComparison.Ordinal));
    }

    /// <summary>Around each change of three years by the half-hour, and one hour a fortnight in between.</summary>
    private static IEnumerable<DateTimeOffset> Hours(string zone)
    {
        var (from, to) = (Instant.FromUtc(2025, 6, 1, 0, 0), Instant.FromUtc(2028, 6, 1, 0, 0));
        for (var at = from; at < to; at += Duration.FromDays(14))
            yield return at.ToDateTimeOffset();

        foreach (var interval in DateTimeZoneProviders.Tzdb[zone].GetZoneIntervals(from, to).Where(interval => interval.HasStart && interval.Start > from))
        {
            for (var half = -6; half <= 6; half++)
                yield return (interval.Start + Duration.FromMinutes(30 * half)).ToDateTimeOffset();
        }
    }

    private static CalendarEntry Entry(int number, DateTimeOffset start) => new()
    {
        Uid = $"{number}@example.org",
        Sequence = 0,
        Stamp = start,
        During = new TimeRange(start, start.AddHours(1)),
        Status = EntryStatus.Confirmed,
        Summary = "x",
    };
}
