using System.Diagnostics;
using System.Text;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Time;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>Somebody else's calendar read and expanded: ten thousand occurrences, and files of a megabyte that mean harm.</summary>
internal static class ForeignCalendars
{
    private const int Megabyte = 1 << 20;

    private static readonly TimeRange Decades = new(new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2050, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static readonly (string Name, byte[] File)[] Files =
    [
        ("one daily series", Of(Event("a", "DTSTART;TZID=Europe/Paris:20000103T090000", "DTEND;TZID=Europe/Paris:20000103T100000", "RRULE:FREQ=DAILY;COUNT=10000"))),
        ("the same, on its own VTIMEZONE", Of(Zone("Ours") + Event("a", "DTSTART;TZID=Ours:20000103T090000", "DTEND;TZID=Ours:20000103T100000", "RRULE:FREQ=DAILY;COUNT=10000"))),
        ("a hundred series of a hundred, with exceptions", Of(string.Concat(Enumerable.Range(0, 100).Select(Series)))),
        ("ten thousand events", Of(string.Concat(Enumerable.Range(0, 10_000).Select(number => Event($"{number}", $"DTSTART:20{number % 50:00}0103T090000Z", "DURATION:PT1H"))))),
        ("1 MB: every second without end, again and again", Filled(Event("#", "DTSTART:20000103T090000", "RRULE:FREQ=SECONDLY"))),
        ("1 MB: rules that are never met", Filled(Event("#", "DTSTART:00010103T090000", "RRULE:FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30;COUNT=2000000000"))),
        ("1 MB: positions among all seconds of years", Filled(Event("#", "DTSTART:00010103T090000", $"RRULE:FREQ=YEARLY;BYHOUR={To(24)};BYMINUTE={To(60)};BYSECOND={To(60)};BYSETPOS=-1,1,366"))),
        ("1 MB: changes of a series from each of its days on", Of(Event("a", "DTSTART;VALUE=DATE:20000101", "RRULE:FREQ=DAILY") + Repeated(number => Event("a", $"RECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:{Day(number)}", $"DTSTART;VALUE=DATE:{Day(number + 1)}")))),
        ("1 MB: zones that change each day, an event in each", Of(Repeated(number => Zone($"Z{number}").Replace("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "FREQ=DAILY", StringComparison.Ordinal) + Event($"{number}", $"DTSTART;TZID=Z{number}:20261130T090000")))),
        ("1 MB: parts within parts", Encoding.UTF8.GetBytes(Repeated(number => number < 30_000 ? "BEGIN:VEVENT\r\n" : $"END:X{number}\r\n"))),
        ("1 MB: one line", Encoding.UTF8.GetBytes("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;TZID=" + new string('/', Megabyte) + ":20261130T090000")),
        ("1 MB: folds of nothing", Encoding.UTF8.GetBytes("BEGIN:VCALENDAR\r\nSUMMARY:" + string.Concat(Enumerable.Repeat("\r\n \r\n", Megabyte / 5)))),
        ("1 MB: dates left out", Of("BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20000103T090000Z\r\nRRULE:FREQ=HOURLY\r\n" + Repeated(number => $"EXDATE:{Day(number % 9000)}T090000Z\r\n") + "END:VEVENT\r\n")),
    ];

    public static Task Run(Effort effort, TextWriter to)
    {
        var table = new Table("file", "ms", "events", "occurrences", "complete");
        foreach (var (name, file) in Files)
        {
            _ = Timed(file);
            var rounds = Enumerable.Range(0, Math.Max(3, effort.Rounds)).Select(_ => Timed(file)).OrderBy(round => round.Took).ToList();
            var (took, events, found) = rounds[rounds.Count / 2];
            table.Add(name, Table.Ms(took.TotalMilliseconds), $"{events:N0}", $"{found.Occurrences.Count:N0}", found.IsComplete ? "yes" : "no, and it is said");
        }

        table.Print(to);
        return Task.CompletedTask;
    }

    private static (TimeSpan Took, int Events, CalendarOccurrences Found) Timed(byte[] file)
    {
        var started = Stopwatch.GetTimestamp();
        var reading = CalendarReader.Read(file);
        var found = CalendarExpansion.Expand(reading, Decades, "Europe/Paris", most: 100_000);
        return (Stopwatch.GetElapsedTime(started), reading.Events.Count, found);
    }

    private static byte[] Of(string content) => Encoding.UTF8.GetBytes($"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{content}END:VCALENDAR\r\n");

    private static byte[] Filled(string told) => Of(Repeated(number => told.Replace("UID:#", $"UID:{number}", StringComparison.Ordinal)));

    private static string Repeated(Func<int, string> piece)
    {
        var text = new StringBuilder();
        for (var number = 0; text.Length < Megabyte; number++)
            text.Append(piece(number));

        return text.ToString();
    }

    private static string Event(string uid, params string[] lines) => $"BEGIN:VEVENT\r\nUID:{uid}\r\n{string.Join("\r\n", lines)}\r\nEND:VEVENT\r\n";

    private static string Series(int number) =>
        Event($"{number}", "DTSTART;TZID=Romance Standard Time:20200106T090000", "DTEND;TZID=Romance Standard Time:20200106T100000", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=102", "EXDATE;TZID=Romance Standard Time:20200108T090000")
        + Event($"{number}", "RECURRENCE-ID;TZID=Romance Standard Time:20200113T090000", "DTSTART;TZID=Romance Standard Time:20200114T090000", "DURATION:PT1H");

    private static string Zone(string id) =>
        $"BEGIN:VTIMEZONE\r\nTZID:{id}\r\nBEGIN:STANDARD\r\nDTSTART:16011028T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\n"
        + "BEGIN:DAYLIGHT\r\nDTSTART:16010325T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";

    private static string Day(int number) => new DateOnly(2000, 1, 1).AddDays(number).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);

    private static string To(int end) => string.Join(',', Enumerable.Range(0, end));
}
