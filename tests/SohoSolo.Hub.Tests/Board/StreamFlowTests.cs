using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Hub.Board;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Board;

/// <summary>What happens at a site, while it happens.</summary>
public sealed class StreamFlowTests
{
    private const string Stream = "telecentres/nogaro/stream";

    private static readonly object Monday = new { space = "nogaro-desk-1", start = "2026-11-23T09:00", end = "2026-11-23T12:00" };

    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Both))]
    public Task It_tells_of_its_own_site_in_order(string engine) => RunningHub.Walk(engine, async hub =>
    {
        using var stream = await hub.As("keeper-nogaro").Listen(Stream);
        Assert.Equal((200, "text/event-stream"), (stream.Status, stream.MediaType));

        (await hub.As("bruno").Book(new { space = "auch-desk-1", day = "2026-11-24" })).Must(201);
        var booked = (await hub.As("anne").Book(Monday)).Must(201);
        (await hub.As("anne").Post($"bookings/{booked.Id}/check-in")).Must(200);
        var fault = (await hub.As("anne").Post("telecentres/nogaro/faults", new { text = "It rains in" })).Must(201);
        (await hub.As("keeper-nogaro").Put("telecentres/nogaro/doors/main/mode", new { mode = "lockdown", reason = "Flood" })).Must(200);

        var (first, arrival, alarm, door) = (await stream.Next(), await stream.Next(), await stream.Next(), await stream.Next());
        Assert.Equal(("booking", booked.Id, "booked"), (first.Event, first.Word("booking"), first.Word("what")));
        Assert.Equal(("arrival", booked.Id, "anne", "anne"), (arrival.Event, arrival.Word("booking"), arrival.Word("member"), arrival.Word("name")));
        Assert.Equal(("alarm", fault.Id, "raised"), (alarm.Event, alarm.Word("alarm"), alarm.Word("what")));
        Assert.Equal(("door", "main", "mode-set"), (door.Event, door.Word("door"), door.Word("what")));
    });

    [Theory, MemberData(nameof(Both))]
    public Task Who_comes_back_hears_what_she_missed_and_goes_on(string engine) => RunningHub.Walk(engine, async hub =>
    {
        string? last;
        using (var stream = await hub.As("keeper-nogaro").Listen(Stream))
        {
            (await hub.As("anne").Book(Monday)).Must(201);
            last = (await stream.Next()).Id;
        }

        var missed = (await hub.As("bruno").Book(new { space = "nogaro-desk-2", day = "2026-11-24" })).Must(201);
        using var again = await hub.As("keeper-nogaro").Listen(Stream, last);
        var live = (await hub.As("bruno").Book(new { space = "nogaro-desk-2", day = "2026-11-25" })).Must(201);

        Assert.Equal([missed.Id, live.Id], [(await again.Next()).Word("booking"), (await again.Next()).Word("booking")]);
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_place_that_is_no_place_is_refused(string engine) => RunningHub.Walk(engine, async hub =>
    {
        using var stream = await hub.As("keeper-nogaro").Listen(Stream, "yesterday");

        (await stream.Refusal()).Must(400, "invalid-value");
    });

    [Fact]
    public Task While_nothing_happens_the_line_is_kept_alive_and_ends_with_the_right_to_listen() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var stream = await hub.As("keeper-nogaro").Listen(Stream);
        (await hub.As("chamber").Patch("members/keeper-nogaro", new { keeps = ListOf.Words("auch") })).Must(200);

        for (var beat = 1; beat <= 3; beat++)
        {
            hub.Clock.Advance(TimeSpan.FromSeconds(15));
            Assert.Equal((": ", ""), (await stream.Line(), await stream.Line()));
        }

        hub.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Null(await stream.Line());
    });

    [Fact]
    public Task It_ends_with_its_token() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var made = (await hub.As("keeper-nogaro").Post("me/tokens", new { name = "screen", scopes = ListOf.Words("read") })).Must(201);
        using var stream = await hub.As(made.Word("token")).Listen(Stream);
        (await hub.As("keeper-nogaro").Delete($"me/tokens/{made.Id}")).Must(204);

        for (var beat = 1; beat <= 3; beat++)
        {
            hub.Clock.Advance(TimeSpan.FromSeconds(15));
            Assert.Equal((": ", ""), (await stream.Line(), await stream.Line()));
        }

        hub.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Null(await stream.Line());
    });

    [Fact]
    public Task There_are_only_so_many_and_a_place_that_frees_is_taken_again() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var desk = hub.App.Services.GetRequiredService<NewsDesk>();
        var all = await Task.WhenAll(Enumerable.Range(0, NewsDesk.MostListeners).Select(_ => desk.Listen(new SiteId("nogaro"), Stop)));

        using (var refused = await hub.As("keeper-nogaro").Listen(Stream))
            (await refused.Refusal()).Must(503, "too-many-streams");

        all[0]!.Dispose();
        using var stream = await hub.As("keeper-nogaro").Listen(Stream);
        Assert.Equal(200, stream.Status);
        Assert.All(all.Skip(1), listener => listener!.Dispose());
    });

    [Fact]
    public Task Who_does_not_read_is_let_go_and_nothing_is_kept_for_her() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var desk = hub.App.Services.GetRequiredService<NewsDesk>();
        using var listener = await desk.Listen(new SiteId("nogaro"), Stop);
        var door = SmallNetwork.At(RunningHub.MondayMorning).Doors[0];

        for (var version = 1; version <= 300; version++)
        {
            var (before, after) = (door with { Version = version }, door with { Version = version + 1 });
            await hub.Happens(work => work.Put(before, after, "mode-set"));
        }

        await Patience.Until(() => Task.FromResult(listener!.TooSlow.IsCancellationRequested), TimeSpan.FromSeconds(30), () => "She was kept.", Stop);
        Assert.True(listener!.News.Count <= 256);
    });

    [Fact]
    public async Task A_hub_that_stops_lets_everybody_go_at_once()
    {
        await using var hub = await RunningHub.Start(Engines.Sqlite);
        using var stream = await hub.As("keeper-nogaro").Listen(Stream);

        await hub.App.StopAsync(Stop);

        Assert.Null(await stream.Line());
    }
}
