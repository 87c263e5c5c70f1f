using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Hub.CalendarImports;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Webhooks;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.CalendarImports;

/// <summary>Somebody else's calendar closes a site or takes up a room, and nobody loses a place by it without a keeper's word.</summary>
public sealed class CalendarImportFlowTests
{
    private const string Calendars = "telecentres/nogaro/calendars";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task A_file_is_looked_at_then_closes_and_what_is_booked_waits_for_a_keeper(string engine) => HookedHub.Walk(engine, async hub =>
    {
        var keeper = hub.As("keeper-nogaro");
        var booked = await hub.Booked(day: "2026-11-25");
        await hub.Booked("bruno", "nogaro-desk-2", "2026-11-26");
        var file = new { name = "Congés", ics = Ics(Day("noel", "20261224", "20261226", "Noël\u202E"), Day("pont", "20261125", "20261126", "Pont"), Day("fete", "20261126", "20261127", "Fête")) };
        var rows = await hub.CountRows();
        var preview = (await keeper.Post($"{Calendars}?preview=true", file)).Must(200);
        Assert.Equal(["Pont 1", "Fête 1", "Noël 0"], preview.Each("reason", "times").Zip(preview.Each("bookings", "times"), (reason, bookings) => $"{reason} {bookings}"));
        Assert.Equal(rows, await hub.CountRows());

        (await keeper.Post(Calendars, file)).Must(201);
        await hub.CatchUp();
        Assert.Equal(["Pont waiting", "Fête waiting", "Noël applied"], await Times(hub));
        Assert.Equal("confirmed", (await hub.As("anne").Get($"bookings/{booked}")).Must(200).Word("status"));
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-12-24", part = "morning" })).Must(422, "closed");

        var listed = (await keeper.Get(Calendars)).Must(200).Json[0];
        var (id, keys) = (listed.GetProperty("id").GetString(), listed.GetProperty("times").EnumerateArray().Select(time => time.GetProperty("key").GetString()).ToList());
        (await keeper.Post($"{Calendars}/{id}/times/{keys[0]}/apply", key: "once")).Must(204);
        (await keeper.Post($"{Calendars}/{id}/times/{keys[0]}/apply", key: "once")).Must(204);
        (await keeper.Post($"{Calendars}/{id}/times/{keys[1]}/decline")).Must(204);
        await hub.CatchUp();
        Assert.Equal(["Pont applied", "Fête declined", "Noël applied"], await Times(hub));
        Assert.Equal("cancelled", (await hub.As("anne").Get($"bookings/{booked}")).Must(200).Word("status"));
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-26", part = "morning" })).Must(201);

        (await keeper.Delete($"{Calendars}/{id}")).Must(204);
        Assert.Empty(await Closures(hub));
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-25", part = "morning" })).Must(201);
    });

    [Theory, MemberData(nameof(Both))]
    public Task What_moves_in_the_calendar_moves_here_and_a_keepers_hand_counts(string engine) => HookedHub.Walk(engine, async hub =>
    {
        var calendar = Ics(Day("a", "20261201", "20261202", "A"), Day("b", "20261202", "20261203", "B"), Day("c", "20261203", "20261204", "C"));
        using var server = new HttpReceiver();
        server.Answers = request => request.Header("If-None-Match") == $"\"{calendar.Length}\"" ? HttpReceiver.Answer(304) : HttpReceiver.Answer(200, calendar, $"ETag: \"{calendar.Length}\"");
        (await hub.As("keeper-nogaro").Post(Calendars, new { name = "Mairie", url = server.Url.AbsoluteUri })).Must(201);
        Assert.Equal(["2026-12-01 A", "2026-12-02 B", "2026-12-03 C"], await Closures(hub));

        var reopened = (await hub.As("chamber").Get("telecentres/nogaro")).Must(200).Each("id", "closures")[1];
        (await hub.As("keeper-nogaro").Delete($"telecentres/nogaro/closures/{reopened}")).Must(204);
        await Refresh(hub);
        Assert.Equal(["2026-12-01 A", "2026-12-03 C"], await Closures(hub));

        calendar = Ics(Day("a", "20261208", "20261209", "A, plus tard"), Day("b", "20261202", "20261203", "B"), Day("d", "20261204", "20261205", "D"));
        await Refresh(hub);
        Assert.Equal(["2026-12-04 D", "2026-12-08 A, plus tard"], await Closures(hub));
        Assert.Equal(["B declined", "D applied", "A, plus tard applied"], await Times(hub));

        // What is no calendar, and what cannot be had, closes nothing and opens nothing.
        foreach (var answer in (string[])[HttpReceiver.Answer(200, "<html>Please sign in to see BEGIN:VCALENDAR</html>"), HttpReceiver.Answer(200, calendar[..(calendar.IndexOf("END:VEVENT", StringComparison.Ordinal) - 3)]), HttpReceiver.Answer(302, "", "Location: http://192.168.1.1/"), HttpReceiver.Answer(500)])
        {
            server.Answers = _ => answer;
            hub.Clock.Advance(TimeSpan.FromDays(1));
            await Refresh(hub);
        }

        Assert.Equal(["2026-12-04 D", "2026-12-08 A, plus tard"], await Closures(hub));
        Assert.Equal(("answer", "127.0.0.1"), ((await hub.As("keeper-nogaro").Get(Calendars)).Json[0].GetProperty("error").GetString(), (await hub.As("keeper-nogaro").Get(Calendars)).Json[0].GetProperty("host").GetString()));
        Assert.Contains(server.Taken, request => request.Header("If-None-Match") is not null);
        Assert.Equal(["Mairie"], await Alarms(hub));
        server.Answers = _ => HttpReceiver.Answer(200, calendar);
        hub.Clock.Advance(TimeSpan.FromDays(1));
        await Refresh(hub);
        Assert.Empty(await Alarms(hub));
    });

    [Fact]
    public Task Two_calendars_of_one_name_do_not_speak_for_each_other() => HookedHub.Walk(Engines.Sqlite, async hub =>
    {
        using var gone = new HttpReceiver { Answers = _ => HttpReceiver.Answer(404) };
        using var good = new HttpReceiver { Answers = _ => HttpReceiver.Answer(200, Ics(Day("a", "20261201", "20261202", "A"))) };
        var keeper = hub.As("keeper-nogaro");
        foreach (var server in (HttpReceiver[])[gone, good])
            (await keeper.Post(Calendars, new { name = "Mairie", url = server.Url.AbsoluteUri })).Must(201);

        hub.Clock.Advance(TimeSpan.FromDays(1));
        var refresh = hub.App.Services.GetRequiredService<CalendarRefresh>();
        Assert.True(await refresh.Step(Stop) && await refresh.Step(Stop));
        Assert.Equal(["Mairie"], await Alarms(hub));

        // The good one goes, the other still cannot be read; then that one goes, too.
        var (first, second) = (await keeper.Get(Calendars)).Json.EnumerateArray().Select(one => one.GetProperty("id").GetString()).ToList() is [var one, var two] ? (one, two) : default;
        (await keeper.Delete($"{Calendars}/{second}")).Must(204);
        Assert.Equal(["Mairie"], await Alarms(hub));
        (await keeper.Delete($"{Calendars}/{first}")).Must(204);
        Assert.Empty(await Alarms(hub));
    });

    /// <summary>A room's calendar is somebody's own: when it is busy is all that anybody hears of it.</summary>
    [Fact]
    public Task A_rooms_calendar_takes_up_that_room_and_tells_nothing_else() => HookedHub.Walk(Engines.Sqlite, async hub =>
    {
        var ics = Ics(
            "UID:secret@example.org\r\nDTSTART:20261124T080000Z\r\nDTEND:20261124T090000Z\r\nSUMMARY:Entretien avec M. Dupont\r\nRRULE:FREQ=WEEKLY;COUNT=3",
            "UID:free\r\nDTSTART:20261124T100000Z\r\nDTEND:20261124T110000Z\r\nTRANSP:TRANSPARENT\r\nSUMMARY:Libre",
            "UID:gone\r\nDTSTART:20261124T120000Z\r\nDTEND:20261124T130000Z\r\nSTATUS:CANCELLED\r\nSUMMARY:Annulé");
        (await hub.As("keeper-nogaro").Post(Calendars, new { name = "Agenda de la salle", space = "nogaro-room-1", ics })).Must(201);

        Assert.Equal(["Agenda de la salle applied", "Agenda de la salle applied", "Agenda de la salle applied"], await Times(hub));
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" })).Must(201);
        (await hub.As("bruno").Book(new { space = "nogaro-room-1", start = "2026-12-01T09:00", end = "2026-12-01T10:00" })).Must(422, "blocked");
        (await hub.As("bruno").Book(new { space = "nogaro-room-1", start = "2026-12-01T11:00", end = "2026-12-01T12:00" })).Must(201);
        Assert.DoesNotContain("Dupont", (await hub.As("keeper-nogaro").Get(Calendars)).Text + (await hub.As(null).Get("telecentres/nogaro")).Text, StringComparison.Ordinal);
    });

    /// <summary>Whoever books while the calendar is read keeps the place, or was told that it is closed; nobody gets one that is taken away without a keeper's word.</summary>
    [Theory, MemberData(nameof(Both))]
    public Task Nobody_loses_a_place_to_a_calendar_that_is_read_meanwhile(string engine) => HookedHub.Walk(engine, async hub =>
    {
        var days = Enumerable.Range(1, 4).ToList();
        var file = new { name = "Congés", ics = Ics([.. days.Select(day => Day($"d{day}", $"2026120{day}", $"2026120{day + 1}", $"Jour {day}"))]) };
        var closing = hub.As("keeper-nogaro").Post(Calendars, file);
        var answers = await Task.WhenAll(days.Select(day => hub.As("anne").Book(new { space = "nogaro-desk-1", day = $"2026-12-0{day}", part = "morning" })));
        (await closing).Must(201);
        await hub.CatchUp();

        var states = await Times(hub);
        foreach (var (answer, state) in answers.Zip(states))
        {
            if (answer.Status == 201) Assert.Equal(("confirmed", true), ((await hub.As("anne").Get($"bookings/{answer.Id}")).Word("status"), state.EndsWith("waiting", StringComparison.Ordinal)));
            else Assert.Equal(("closed", true), (answer.Reason, state.EndsWith("applied", StringComparison.Ordinal)));
        }
    });

    [Fact]
    public Task What_is_no_calendar_or_not_to_be_fetched_is_refused() => HookedHub.Walk(Engines.Sqlite, async hub =>
    {
        var keeper = hub.As("keeper-nogaro");
        foreach (var ics in (string[])["<html>", "<p>BEGIN:VCALENDAR</p>", Ics(Day("a", "20261201", "20261202", "A"))[..^20]])
            (await keeper.Post(Calendars, new { name = "x", ics })).Must(422, "unreadable-calendar");
        (await keeper.Post(Calendars, new { name = "x", url = "http://192.168.1.1/a.ics" })).Must(400, "invalid-value");
        (await keeper.Post(Calendars, new { name = "x" })).Must(400, "invalid-value");
        (await keeper.Post(Calendars, new { name = "x", space = "auch-desk-1", ics = Ics() })).Must(400, "invalid-value");
        (await keeper.Post("telecentres/auch/calendars", new { name = "x", ics = Ics() })).Must(403, "not-allowed");
        (await keeper.Post($"{Calendars}?preview=true", new { name = "x", url = "http://127.0.0.1:1025/a.ics" })).Must(422, "unreadable-calendar");
        (await keeper.Delete($"{Calendars}/nothing")).Must(404, "not-found");
    });

    private static async Task Refresh(RunningHub hub)
    {
        hub.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.True(await hub.App.Services.GetRequiredService<CalendarRefresh>().Step(Stop));
    }

    private static async Task<IReadOnlyList<string>> Alarms(RunningHub hub)
    {
        var alarms = await hub.App.Services.GetRequiredService<StoreQueries>().Alarms(new SiteId("nogaro"), openOnly: true, 100, Stop);
        return [.. alarms.Where(alarm => alarm.Kind == CalendarRefresh.Alarm).Select(alarm => alarm.About)];
    }

    private static async Task<IReadOnlyList<string>> Times(RunningHub hub)
    {
        var listed = (await hub.As("keeper-nogaro").Get(Calendars)).Must(200).Json;
        return [.. listed.EnumerateArray().SelectMany(source => source.GetProperty("times").EnumerateArray()).Select(time => $"{time.GetProperty("reason").GetString()} {time.GetProperty("state").GetString()}")];
    }

    private static async Task<IReadOnlyList<string>> Closures(RunningHub hub)
    {
        var site = (await hub.As("chamber").Get("telecentres/nogaro")).Must(200);
        return [.. site.Each("localStart", "closures").Zip(site.Each("reason", "closures"), (start, reason) => $"{start[..10]} {reason}").Order()];
    }

    private static string Day(string uid, string from, string to, string summary) => $"UID:{uid}\r\nDTSTART;VALUE=DATE:{from}\r\nDTEND;VALUE=DATE:{to}\r\nSUMMARY:{summary}";

    private static string Ics(params string[] events) =>
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n{string.Concat(events.Select(one => $"BEGIN:VEVENT\r\n{one}\r\nEND:VEVENT\r\n"))}END:VCALENDAR\r\n";
}
