using FsCheck.Fluent;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Time;
using Xunit;

namespace SohoSolo.Core.Tests.Calendars;

/// <summary>Files of the corpus with something broken in them. Whatever it is, there is an answer: in order, within what was asked, and not too long.</summary>
public sealed class CalendarFuzzTests
{
    private const int Most = 300;

    /// <summary>Words that change what a line means.</summary>
    private static readonly string[] Words =
    [
        "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "BEGIN:STANDARD", "RRULE:FREQ=SECONDLY", "RRULE:FREQ=MINUTELY;BYDAY=MO;COUNT=2147483647",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "RRULE:FREQ=YEARLY;INTERVAL=2147483647;BYSETPOS=-366,366;BYDAY=-53SU,53MO", "RRULE:FREQ=HOURLY;INTERVAL=2147483647", "EXRULE:FREQ=SECONDLY",
        "DTSTART:00010101T000000", "DTSTART:99991231T235959", "DTSTART;VALUE=DATE:99991231", "DTEND:00010101T000000Z", "DURATION:P3652058D", "DURATION:PT315537897599S", "DURATION:-P99999999W",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:00010101T000000Z", "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:99991231", "RDATE;VALUE=PERIOD:99991231T235959Z/P9W,00010101T000000/P1D", "EXDATE:99991231T235959",
        "TZOFFSETFROM:+1800", "TZOFFSETTO:-1800", "TZID:Pacific/Apia", "METHOD:CANCEL", "METHOD:ADD", "STATUS:CANCELLED", "SEQUENCE:2147483647", "UID:", "\"", ";TZID=:", ",", "\\", "\r\n ", "\n", "\0", "é",
    ];

    private static readonly TimeRange[] Ranges =
    [
        new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)),
        new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue),
        new(DateTimeOffset.MinValue, DateTimeOffset.MinValue.AddDays(3)),
        new(DateTimeOffset.MaxValue.AddDays(-3), DateTimeOffset.MaxValue),
    ];

    [Fact]
    public void Whatever_is_broken_there_is_an_answer() => Runs.Hold(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => IsAnswered(new Random(seed)), cases: 400);

    [Fact]
    public void So_is_what_is_no_calendar_at_all() => Runs.Hold(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var bytes = new byte[random.Next(2000)];
        random.NextBytes(bytes);
        return CalendarReader.Read(bytes).Events.Count == 0;
    });

    private static bool IsAnswered(Random random)
    {
        var broken = Broken(CorpusFile.All[random.Next(CorpusFile.All.Count)].Bytes, random);
        var range = Ranges[random.Next(Ranges.Length)];

        var found = CalendarExpansion.Expand(CalendarReader.Read(broken), range, random.Next(2) == 0 ? "Europe/Paris" : "Pacific/Apia", Most).Occurrences;

        return found.Count <= Most
            && found.Zip(found.Skip(1)).All(pair => pair.First.Start <= pair.Second.Start)
            && found.All(occurrence => occurrence.Start < range.End && occurrence.End >= range.Start && occurrence.End >= occurrence.Start && !occurrence.Event.IsCancelled);
    }

    private static byte[] Broken(byte[] bytes, Random random)
    {
        var broken = new List<byte>(bytes);
        for (var times = random.Next(1, 12); times > 0; times--)
        {
            var at = random.Next(broken.Count + 1);
            switch (random.Next(5))
            {
                case 0 when at < broken.Count:
                    broken[at] = (byte)random.Next(256);
                    break;
                case 1:
                    broken.RemoveRange(at, Math.Min(random.Next(40), broken.Count - at));
                    break;
                case 2:
                    var (from, length) = Piece(broken, random);
                    broken.InsertRange(at, broken.GetRange(from, length));
                    break;
                default:
                    // At the beginning of a line, mostly, where a word means something.
                    var line = random.Next(4) == 0 ? at : broken.FindIndex(at, letter => letter == '\n') + 1;
                    var word = Words[random.Next(Words.Length)];
                    broken.InsertRange(line, System.Text.Encoding.UTF8.GetBytes(word.Length > 4 ? $"{word}\r\n" : word));
                    break;
            }
        }

        return [.. broken];
    }

    private static (int From, int Length) Piece(List<byte> bytes, Random random)
    {
        var from = random.Next(bytes.Count + 1);
        return (from, Math.Min(random.Next(200), bytes.Count - from));
    }
}
