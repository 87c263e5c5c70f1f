using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using SohoSolo.Testing;
using SohoSolo.Testing.Calendars;
using Xunit;

namespace SohoSolo.Hub.Tests.Calendars;

/// <summary>What messages ask of calendars, through a real mail server on loopback, read by a program that is not ours.</summary>
public sealed class InvitationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task A_booking_its_change_and_its_end_reach_member_and_guest_as_one_event(string engine) => Walk(engine, async (hub, server) =>
    {
        var anne = hub.As("anne");
        var booked = (await anne.Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning", purpose = "secret", guests = new[] { new { name = "Léa", email = "lea@example.org" } } })).Must(201);
        await Send(hub);
        (await anne.Patch($"bookings/{booked.Id}", new { start = "2026-11-24T10:00", end = "2026-11-24T12:30" })).Must(200);
        await Send(hub);
        (await anne.Delete($"bookings/{booked.Id}")).Must(200);
        await Send(hub);

        foreach (var (to, accepted, kinds) in new[] { ("anne@example.org", "ACCEPTED", 3), ("lea@example.org", "NEEDS-ACTION", 3) })
        {
            var taken = server.Taken.Where(message => message.Contains($"<{to}>", StringComparison.Ordinal) || message.Contains($"To: {to}\r\n", StringComparison.Ordinal)).ToList();
            Assert.Equal(kinds, taken.Count);
            var read = new List<ReadCalendar>();
            foreach (var message in taken)
            {
                var file = FileOf(message);
                CalendarFiles.MustBeValid(file);
                Assert.DoesNotContain("secret", file, StringComparison.Ordinal);
                read.Add(await IndependentReader.Read(file, Stop));
                Assert.Contains($"method={read[^1].Method}", message, StringComparison.Ordinal);
                Assert.All(message.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
            }

            Assert.Equal(["REQUEST", "REQUEST", "CANCEL"], read.Select(one => one.Method));
            Assert.Equal([$"{booked.Id}@localhost"], read.Select(one => Assert.Single(one.Events).Uid).Distinct());
            Assert.Equal([0, 1, 2], read.Select(one => one.Events[0].Sequence));
            Assert.Equal(["CONFIRMED", "CONFIRMED", "CANCELLED"], read.Select(one => one.Events[0].Status));
            Assert.Equal(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero), read[1].Events[0].Start);
            Assert.All(read, one => Assert.Equal(("mailto:contact@example.org", $"mailto:{to}", accepted), (one.Events[0].Organizer!.Address, one.Events[0].Attendee!.Address, one.Events[0].Attendee!.Partstat)));
        }
    });

    [Theory, MemberData(nameof(Both))]
    public Task An_older_letter_that_comes_late_leaves_to_the_newer_what_that_tells(string engine) => Walk(engine, async (hub, server) =>
    {
        var anne = hub.As("anne");
        (await anne.Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning", series = new { rrule = "FREQ=DAILY;COUNT=3" }, book = "free-dates" })).Must(201);
        var dates = (await anne.Get("bookings?from=2026-11-24T00:00&to=2026-11-28T00:00&mine=true")).Must(200).Each("id");
        Assert.Equal(3, dates.Count);

        // The server refuses for now: the letter of the series waits, longer than the one that follows it.
        server.Answers = word => word == "RCPT" ? "450 later" : null;
        await Send(hub);
        server.Answers = _ => null;
        (await anne.Patch($"bookings/{dates[1]}", new { start = "2026-11-25T10:00", end = "2026-11-25T12:30" })).Must(200);
        await Send(hub);
        hub.Clock.Advance(TimeSpan.FromHours(1));
        await Send(hub);

        var read = new List<ReadCalendar>();
        foreach (var message in server.Taken)
            read.Add(await IndependentReader.Read(FileOf(message), Stop));

        Assert.Equal([(dates[1], 1)], read[0].Events.Select(Told));
        Assert.Equal([(dates[0], 0), (dates[2], 0)], read[1].Events.Select(Told));
        Assert.Equal(["REQUEST", "PUBLISH"], read.Select(one => one.Method));
    });

    [Theory, MemberData(nameof(Both))]
    public Task The_dates_of_a_series_are_published_together_and_each_is_changed_and_cancelled_as_the_same_event(string engine) => Walk(engine, async (hub, server) =>
    {
        var anne = hub.As("anne");
        (await anne.Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning", series = new { rrule = "FREQ=DAILY;COUNT=3" }, book = "free-dates" })).Must(201);
        await Send(hub);
        var dates = (await anne.Get("bookings?from=2026-11-24T00:00&to=2026-11-28T00:00&mine=true")).Must(200).Each("id");
        (await anne.Patch($"bookings/{dates[1]}", new { start = "2026-11-25T10:00", end = "2026-11-25T12:30" })).Must(200);
        await Send(hub);
        (await anne.Delete($"bookings/{dates[1]}")).Must(200);
        await Send(hub);

        var read = new List<ReadCalendar>();
        foreach (var message in server.Taken)
        {
            CalendarFiles.MustBeValid(FileOf(message));
            read.Add(await IndependentReader.Read(FileOf(message), Stop));
        }

        Assert.Equal(["PUBLISH", "REQUEST", "CANCEL"], read.Select(one => one.Method));
        Assert.Equal(dates.Select(date => ($"{date}@localhost", 0, "CONFIRMED")), read[0].Events.Select(told => (told.Uid, told.Sequence, told.Status)));
        Assert.All(read[0].Events, told => Assert.Null(told.Attendee));
        Assert.Contains("fichier joint contient toutes ces dates", System.Text.RegularExpressions.Regex.Replace(server.Taken.First(), "=\\r\\n", ""), StringComparison.Ordinal);
        Assert.Equal([($"{dates[1]}@localhost", 1), ($"{dates[1]}@localhost", 2)], read.Skip(1).Select(one => (Assert.Single(one.Events).Uid, one.Events[0].Sequence)));
    });

    [Fact]
    public Task Who_wants_none_gets_the_message_alone_and_a_request_is_uncertain_until_it_is_approved() => Walk(Engines.Sqlite, async (hub, server) =>
    {
        (await hub.As("anne").Put("me/preferences", new { calendarMail = false })).Must(200);
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" })).Must(201);
        await Send(hub);
        Assert.DoesNotContain("text/calendar", Assert.Single(server.Taken), StringComparison.Ordinal);

        (await hub.As("anne").Put("me/preferences", new { calendarMail = true })).Must(200);
        var asked = (await hub.As("anne").Book(new { space = "nogaro-room-1", start = "2026-11-25T10:00", end = "2026-11-25T11:00" })).Must(201);
        await Send(hub);
        var request = await IndependentReader.Read(FileOf(server.Taken.Last()), Stop);
        Assert.Equal(("REQUEST", "TENTATIVE"), (request.Method, Assert.Single(request.Events).Status));
        (await hub.As("keeper-nogaro").Post($"bookings/{asked.Id}/refuse")).Must(200);
        await Send(hub);
        var refused = await IndependentReader.Read(FileOf(server.Taken.Last()), Stop);
        Assert.Equal(("CANCEL", "CANCELLED", request.Events[0].Uid, 1), (refused.Method, refused.Events[0].Status, refused.Events[0].Uid, refused.Events[0].Sequence));
    });

    private static (string Booking, int Sequence) Told(ReadEvent told) => (told.Uid.Split('@')[0], told.Sequence);

    /// <summary>The part that mail programs answer to; the attached file must be the same. What is published is attached only.</summary>
    private static string FileOf(string message)
    {
        var files = message.Split("\r\n--")
            .Where(part => part.Contains("Content-Type: text/calendar; charset=utf-8; method=", StringComparison.Ordinal) || part.Contains("filename=\"", StringComparison.Ordinal))
            .Select(part => Encoding.UTF8.GetString(Convert.FromBase64String(part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Replace("\r\n", "", StringComparison.Ordinal))))
            .ToList();
        Assert.Equal(message.Contains("method=PUBLISH", StringComparison.Ordinal) ? 1 : 2, files.Count);
        Assert.Single(files.Distinct());
        return files[0];
    }

    private static async Task Walk(string engine, Func<RunningHub, SmtpServer, Task> walk)
    {
        using var server = new SmtpServer();
        await RunningHub.Walk(
            engine,
            async hub =>
            {
                await hub.Store.Mail.Begin(Stop);
                (await hub.As("chamber").Patch("members/anne", new { email = "anne@example.org" })).Must(200);
                await walk(hub, server);
                await hub.MustVerify();
            },
            settings => settings with { Smtp = new MailSetting.Server("127.0.0.1", server.Port, false, null, null), MailFrom = new Sender("Télécentres du Gers", "contact@example.org") });
    }

    /// <summary>Writes what is news, lets it settle, and sends what is due.</summary>
    private static async Task Send(RunningHub hub)
    {
        var (writer, sender) = (hub.App.Services.GetRequiredService<MailWriter>(), hub.App.Services.GetRequiredService<MailSender>());
        var queries = hub.App.Services.GetRequiredService<StoreQueries>();
        await Patience.Until(
            async () => await writer.Step(Stop) == 0 && (await queries.Audit(null, null, null, null, 1, Stop))[0].Position == await hub.Store.Mail.Place(Stop),
            TimeSpan.FromSeconds(30),
            () => "The journal was not read to its end.",
            Stop);
        hub.Clock.Advance(LetterMaker.Settling);
        while (await sender.Step(Stop))
        {
        }
    }
}
