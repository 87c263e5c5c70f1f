using System.Net;
using SohoSolo.Hub.Calendars;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Testing.Calendars;
using Xunit;

namespace SohoSolo.Hub.Tests.Calendars;

/// <summary>Calendars that are read under a secret address, by a program that is not ours.</summary>
public sealed class FeedTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task A_change_and_a_cancellation_are_the_same_event_with_a_higher_sequence(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var anne = hub.As("anne");
        var booked = (await anne.Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning", purpose = "Thèse; chapitre 2, \"fin\" \\ " + new string('é', 90), guests = new[] { new { name = "Léa" } } })).Must(201);
        var secret = await Secret(hub, "anne", new { name = "téléphone" });

        var first = Assert.Single((await Read(hub, secret)).Events);
        Assert.Equal(($"{booked.Id}@localhost", 0, "CONFIRMED"), (first.Uid, first.Sequence, first.Status));
        Assert.Equal(booked.Word("start"), $"{first.Start:yyyy-MM-ddTHH:mm:ssZ}");
        Assert.Equal(booked.Word("end"), $"{first.End:yyyy-MM-ddTHH:mm:ssZ}");
        Assert.Contains("Thèse; chapitre 2, \"fin\" \\ é", first.Description, StringComparison.Ordinal);
        Assert.Contains("Léa", first.Description, StringComparison.Ordinal);
        Assert.Contains($"bookings/{booked.Id}", first.Description, StringComparison.Ordinal);
        Assert.Equal("Télécentre nogaro, 32110 Nogaro", first.Location);

        hub.Clock.Advance(TimeSpan.FromMinutes(5));
        (await anne.Patch($"bookings/{booked.Id}", new { start = "2026-11-24T10:00", end = "2026-11-24T12:30" })).Must(200);
        var changed = Assert.Single((await Read(hub, secret)).Events);
        Assert.Equal((first.Uid, 1, "CONFIRMED"), (changed.Uid, changed.Sequence, changed.Status));
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero), changed.Start);
        Assert.Equal(first.Modified + TimeSpan.FromMinutes(5), changed.Modified);

        (await anne.Delete($"bookings/{booked.Id}")).Must(200);
        var cancelled = Assert.Single((await Read(hub, secret)).Events);
        Assert.Equal((first.Uid, 2, "CANCELLED"), (cancelled.Uid, cancelled.Sequence, cancelled.Status));
        Assert.StartsWith("Annulé", cancelled.Summary, StringComparison.Ordinal);

        hub.Clock.Advance(TimeSpan.FromDays(91));
        Assert.Empty((await Read(hub, secret)).Events);
        await hub.MustVerify();
    });

    [Theory, MemberData(nameof(Both))]
    public Task An_address_is_shown_once_read_by_anyone_spared_where_nothing_changed_and_ended(string engine) => RunningHub.Walk(engine, async hub =>
    {
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" })).Must(201);
        var made = (await hub.As("anne").Post("me/calendars", new { name = "agenda" }, key: "once")).Must(201);
        var url = made.Word("url");
        var again = (await hub.As("anne").Post("me/calendars", new { name = "agenda" }, key: "once")).Must(201);
        Assert.DoesNotContain("url\":\"", again.Text, StringComparison.Ordinal);
        Assert.Equal([made.Id], (await hub.As("anne").Get("me/calendars")).Must(200).Each("id"));
        Assert.DoesNotContain(url[^20..], (await hub.As("anne").Get("me/calendars")).Text, StringComparison.Ordinal);

        using var http = new HttpClient { BaseAddress = new Uri(hub.Api, "/") };
        var path = new Uri(url).AbsolutePath;
        using var first = await http.GetAsync(new Uri(path, UriKind.Relative), Stop);
        Assert.Equal((HttpStatusCode.OK, "text/calendar"), (first.StatusCode, first.Content.Headers.ContentType?.MediaType));
        CalendarFiles.MustBeValid(await first.Content.ReadAsStringAsync(Stop));
        Assert.Equal(HttpStatusCode.NotModified, await Ask(http, path, $"{first.Headers.ETag}"));
        Assert.Equal(HttpStatusCode.NotModified, await Ask(http, path, $"\"other\", W/{first.Headers.ETag}"));
        Assert.Equal(HttpStatusCode.OK, await Ask(http, path, "\"other\""));
        Assert.Equal(HttpStatusCode.OK, await Ask(http, $"/api/v1{path}", "\"other\""));

        (await hub.As("bruno").Delete($"me/calendars/{made.Id}")).Must(404, "not-found");
        (await hub.As("anne").Delete($"me/calendars/{made.Id}")).Must(204);
        Assert.Equal(HttpStatusCode.NotFound, await Ask(http, path, $"{first.Headers.ETag}"));
        await hub.MustVerify();
    });

    [Fact]
    public Task A_space_names_its_members_to_those_only_who_look_after_it() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning", purpose = "secret" })).Must(201);
        (await hub.As("bruno").Post("me/calendars", new { space = "nogaro-desk-1", names = true })).Must(403, "not-allowed");
        (await hub.As("keeper-auch").Post("me/calendars", new { space = "nogaro-desk-1", names = true })).Must(403, "not-allowed");
        (await hub.As("bruno").Post("me/calendars", new { names = true })).Must(400, "invalid-value");
        (await hub.As("bruno").Post("me/calendars", new { space = "nowhere" })).Must(400, "invalid-value");

        var others = await Text(hub, await Secret(hub, "bruno", new { space = "nogaro-desk-1" }));
        Assert.Contains("SUMMARY:Occupé\r\n", others, StringComparison.Ordinal);
        Assert.DoesNotContain("anne", others, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", others, StringComparison.Ordinal);

        var kept = await Secret(hub, "keeper-nogaro", new { space = "nogaro-desk-1", names = true });
        Assert.Equal("anne", Assert.Single((await Read(hub, kept)).Events).Summary, ignoreCase: true);

        // Who keeps it no longer sees nobody's name any more; who has left sees nothing.
        (await hub.As("chamber").Patch("members/keeper-nogaro", new { role = "member" })).Must(200);
        Assert.Equal("Occupé", Assert.Single((await Read(hub, kept)).Events).Summary);
        (await hub.As("chamber").Patch("members/keeper-nogaro", new { status = "left" })).Must(200);
        (await hub.As(null).Get($"calendar/{kept}.ics")).Must(404, "not-found");
    });

    [Fact]
    public Task Who_asks_too_often_waits() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var secret = await Secret(hub, "anne", new { });
        for (var asked = 0; asked < FeedLimit.Most; asked++)
            (await hub.As(null).Get($"calendar/{secret}.ics")).Must(200);

        (await hub.As(null).Get($"calendar/{secret}.ics")).Must(429, "too-often");
        hub.Clock.Advance(FeedLimit.Within);
        (await hub.As(null).Get($"calendar/{secret}.ics")).Must(200);
        for (var tried = 0; tried < FeedLimit.Most; tried++)
            (await hub.As(null).Get($"calendar/guess-{tried}.ics")).Must(404, "not-found");

        (await hub.As(null).Get("calendar/guess.ics")).Must(429, "too-often");
    });

    private static async Task<string> Secret(RunningHub hub, string who, object wish) =>
        Path.GetFileNameWithoutExtension(new Uri((await hub.As(who).Post("me/calendars", wish)).Must(201).Word("url")).AbsolutePath);

    private static async Task<string> Text(RunningHub hub, string secret) => (await hub.As(null).Get($"calendar/{secret}.ics")).Must(200).Text;

    private static async Task<ReadCalendar> Read(RunningHub hub, string secret)
    {
        var file = await Text(hub, secret);
        CalendarFiles.MustBeValid(file);
        return await IndependentReader.Read(file, Stop);
    }

    private static async Task<HttpStatusCode> Ask(HttpClient http, string path, string tags)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("If-None-Match", tags);
        using var answer = await http.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
