using System.Globalization;
using System.Text;
using FsCheck.Fluent;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using Xunit;

namespace SohoSolo.Core.Tests.Calendars;

/// <summary>What is written is read back as it was meant, whatever people wrote; and the file is what calendar programs take.</summary>
public sealed class CalendarWriterTests
{
    private static readonly CalendarEntry Morning = new()
    {
        Uid = "0193a5@example.org",
        Sequence = 2,
        Stamp = Some.Now,
        During = new TimeRange(Some.At("2026-11-24 08:00 +01:00"), Some.At("2026-11-24 13:30 +01:00")),
        Status = EntryStatus.Confirmed,
        Summary = "Poste 2, Nogaro",
        Location = "Nogaro, 32110 Nogaro",
        Geo = new GeoPoint(43.76, -0.03),
        Organizer = new CalendarPerson("Télécentres \"du\" Gers", "contact@example.org"),
        Attendee = new CalendarPerson("Anne; Bcc: x\r\n", "anne@example.org", HasAccepted: true),
    };

    [Fact]
    public void An_invitation_reads_as_it_is_written_down() => Assert.Equal("""
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//SohoSolo//Calendar 1.0//FR
        CALSCALE:GREGORIAN
        METHOD:REQUEST
        BEGIN:VTIMEZONE
        TZID:Europe/Paris
        BEGIN:STANDARD
        DTSTART:20251026T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        TZNAME:CET
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:20260329T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        TZNAME:CEST
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
        END:DAYLIGHT
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:0193a5@example.org
        DTSTAMP:20261123T070000Z
        LAST-MODIFIED:20261123T070000Z
        SEQUENCE:2
        DTSTART;TZID=Europe/Paris:20261124T080000
        DTEND;TZID=Europe/Paris:20261124T133000
        SUMMARY:Poste 2\, Nogaro
        LOCATION:Nogaro\, 32110 Nogaro
        GEO:43.76;-0.03
        STATUS:CONFIRMED
        TRANSP:OPAQUE
        X-MICROSOFT-CDO-BUSYSTATUS:BUSY
        ORGANIZER;CN="Télécentres ’du’ Gers":mailto:contact@example.org
        ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALS
         E;CN="Anne; Bcc: x":mailto:anne@example.org
        X-MICROSOFT-DISALLOW-COUNTER:TRUE
        END:VEVENT
        END:VCALENDAR

        """.ReplaceLineEndings("\r\n"), Write(Morning));

    /// <summary>Of the hour that comes twice the first is told by the clock, as RFC 5545 has it, and the second in UTC.</summary>
    [Theory]
    [InlineData("2026-10-25 02:30 +02:00", "DTSTART;TZID=Europe/Paris:20261025T023000")]
    [InlineData("2026-10-25 02:30 +01:00", "DTSTART:20261025T013000Z")]
    [InlineData("2026-10-25 03:00 +01:00", "DTSTART;TZID=Europe/Paris:20261025T030000")]
    [InlineData("2026-03-29 03:00 +02:00", "DTSTART;TZID=Europe/Paris:20260329T030000")]
    public void The_hour_that_comes_twice_is_told_apart(string at, string line)
    {
        var start = Some.At(at);
        Assert.Contains($"{line}\r\n", Write(Morning with { During = new TimeRange(start, start.AddHours(3)) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_people_write_is_read_back_and_no_line_is_too_long()
    {
        string[] pieces = ["a", "é", "🪑", "\r\n", "\n", "\t", "\\", ";", ",", "\"", ":", " ", "BEGIN:VEVENT", "\0", "\u2028", "x\\n", new string('m', 80), new string('œ', 40)];
        Runs.Hold(Runs.Lists(Gen.Elements(pieces), 30), written =>
        {
            var text = $"z{string.Concat(written)}z";
            var file = Write(Morning with { Summary = text, Description = text });
            var read = Assert.Single(CalendarReader.Read(Encoding.UTF8.GetBytes(file)).Events);
            var seen = text.ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal);
            return read.Summary == seen && file.Split("\r\n").All(line => Encoding.UTF8.GetByteCount(line) <= 75) && !file.Replace("\r\n", "", StringComparison.Ordinal).Any(letter => letter is '\r' or '\n');
        });
    }

    [Theory]
    [InlineData(BookingStatus.Requested, null, 0, EntryStatus.Tentative)]
    [InlineData(BookingStatus.Confirmed, null, 400, EntryStatus.Confirmed)]
    [InlineData(BookingStatus.CheckedIn, null, 0, EntryStatus.Confirmed)]
    [InlineData(BookingStatus.Completed, "left-early", 0, EntryStatus.Confirmed)]
    [InlineData(BookingStatus.Cancelled, "by-member", 89, EntryStatus.Cancelled)]
    [InlineData(BookingStatus.Cancelled, "by-member", 90, null)]
    [InlineData(BookingStatus.Refused, "unanswered", 0, EntryStatus.Cancelled)]
    [InlineData(BookingStatus.NoShow, "no-show", 0, EntryStatus.Cancelled)]
    [InlineData(BookingStatus.Offered, null, 0, null)]
    [InlineData(BookingStatus.Cancelled, "lapsed", 0, null)]
    [InlineData(BookingStatus.Cancelled, "declined", 0, null)]
    public void What_was_hers_is_shown_and_what_was_cancelled_for_ninety_days(BookingStatus status, string? why, int daysAgo, EntryStatus? shown)
    {
        var booking = Some.Kept with { Status = status, EndReason = why };
        Assert.Equal(shown, BookingEntries.StatusOf(booking, Some.Now.AddDays(-daysAgo), Some.Now));
    }

    private static string Write(CalendarEntry entry) => CalendarWriter.Write(new CalendarFile { Method = CalendarMethod.Request, Entries = [(Some.Weekdays, entry)] });
}
