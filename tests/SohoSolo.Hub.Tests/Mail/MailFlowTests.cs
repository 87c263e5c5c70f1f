using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Mail;

/// <summary>What happens to bookings, and what their members are told of it.</summary>
public sealed class MailFlowTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public Task A_booking_is_confirmed_once_and_its_change_tells_both_times(string engine) => RunningHub.Walk(engine, async hub =>
    {
        await Begin(hub);
        var booked = (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning", purpose = "<b>Thèse</b>" })).Must(201);
        await Read(hub);
        await Read(hub);
        var confirmed = Assert.Single(await Told(hub));
        Assert.Equal("Réservation confirmée\u00A0: mardi 24\u00A0novembre, matin", confirmed.Subject);
        Assert.Contains("&lt;b&gt;Th", confirmed.Html, StringComparison.Ordinal);
        Assert.Contains($"bookings/{booked.Id}", confirmed.Text, StringComparison.Ordinal);
        await SentAll(hub);

        (await hub.As("anne").Patch($"bookings/{booked.Id}", new { start = "2026-11-24T10:00", end = "2026-11-24T12:30" })).Must(200);
        await Read(hub);
        var changed = (await Told(hub)).Single(letter => letter.Kind == "changed");
        Assert.Contains("de 10\u00A0h à 12\u00A0h\u00A030", changed.Text, StringComparison.Ordinal);
        Assert.Contains("Avant", changed.Text, StringComparison.Ordinal);
    });

    [Theory, MemberData(nameof(Both))]
    public Task Who_books_and_cancels_at_once_is_told_nothing(string engine) => RunningHub.Walk(engine, async hub =>
    {
        await Begin(hub);
        var booked = (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning" })).Must(201);
        await Read(hub);
        (await hub.As("anne").Delete($"bookings/{booked.Id}")).Must(200);
        await Read(hub);

        Assert.Equal(["Cancelled"], (await Told(hub)).Select(letter => $"{letter.Status}"));
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_series_is_told_in_one_message_and_in_the_members_language(string engine) => RunningHub.Walk(engine, async hub =>
    {
        await Begin(hub);
        (await hub.As("anne").Put("me/preferences", new { language = "en" })).Must(200);
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "morning", series = new { rrule = "FREQ=DAILY;COUNT=3" }, book = "free-dates" })).Must(201);
        await Read(hub);

        Assert.Equal("Bookings confirmed: 3 dates from Tuesday 24 November, morning", Assert.Single(await Told(hub)).Subject);
    });

    private static async Task Begin(RunningHub hub)
    {
        await hub.Store.Mail.Begin(Stop);
        (await hub.As("chamber").Patch("members/anne", new { email = "anne@example.org" })).Must(200);
    }

    /// <summary>PostgreSQL settles an entry once no older transaction runs on the whole server, and other tests share it.</summary>
    private static async Task Read(RunningHub hub)
    {
        var (writer, queries) = (hub.App.Services.GetRequiredService<MailWriter>(), hub.App.Services.GetRequiredService<StoreQueries>());
        await Patience.Until(
            async () => await writer.Step(Stop) == 0 && (await queries.Audit(null, null, null, null, 1, Stop))[0].Position == await hub.Store.Mail.Place(Stop),
            TimeSpan.FromSeconds(30),
            () => "The journal was not read to its end.",
            Stop);
    }

    private static Task<IReadOnlyList<Letter>> Told(RunningHub hub) => hub.App.Services.GetRequiredService<StoreQueries>().Letters(null, 100, 0, Stop);

    private static async Task SentAll(RunningHub hub)
    {
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        var now = hub.Clock.GetUtcNow();
        while (await hub.Store.Mail.Claim("test", now, now.AddMinutes(1), Stop) is { } claimed)
            Assert.True(await hub.Store.Mail.Settle(claimed with { Status = MailStatus.Sent, SentAt = now }, "test", Stop));
    }
}
