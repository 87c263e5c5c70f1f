using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Devices;

namespace SohoSolo.Storage.Tests.Doors;

public sealed class IngestTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Events_are_read_as_they_were_put_and_the_cursor_stands_at_the_last(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        SiteEvent[] batch =
        [
            Site.Tag(1) with { Booking = new("booking-1"), Command = "01J", Detail = """{"boot":"9f","q":"synced"}""" },
            Site.Contact(2),
            Site.Tag(3) with { Decision = "denied", Reason = "unknown-credential", Credential = null, Member = null, Door = null, Reader = null, Device = null },
        ];

        Assert.True(await database.Store.Ingest(batch));

        var queries = new StoreQueries(database.Store);
        foreach (var happened in batch)
            Assert.Equal(happened, await queries.Event(happened.Id, Stop));

        Assert.Equal(Site.Cursor(3), Assert.Single(await queries.Cursors(Some.Nogaro, Stop)));
        Assert.Equal([new EventCount(Site.Gateway, Site.Epoch, 1, 3, 3)], await queries.EventCounts(Stop));
        await Site.AssertVerified(database.Store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Each_decision_is_told_by_itself_and_everything_else_in_one_entry(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Store.Ingest([Site.Tag(1), Site.Contact(2), Site.Contact(3), Site.Tag(4) with { Decision = "denied", Member = null }, Site.Tag(5) with { Decision = "none" }]);
        await database.Store.Ingest([Site.Tag(6)]);

        var queries = new StoreQueries(database.Store);
        var access = await queries.Audit("access", null, null, null, 10, Stop);
        Assert.Equal(
            [("gw-nogaro/c3/6", "granted", "m001"), ("gw-nogaro/c3/4", "denied", null), ("gw-nogaro/c3/1", "granted", (string?)"m001")],
            access.Select(entry => (entry.EntityId, entry.What, entry.MemberId)));
        Assert.All(access, entry => Assert.Equal(Some.Nogaro.Value, entry.SiteId));
        Assert.Equal(Some.Nogaro.Value, Assert.Single(await queries.Audit("site-signals", null, null, null, 10, Stop)).EntityId);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_large_batch_is_applied_whole_and_in_its_order(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        SiteEvent[] batch = [.. Enumerable.Range(1, 500).Select(seq => Site.Tag(seq))];

        Assert.True(await database.Store.Ingest(batch));

        Assert.Equal(500, await database.Scalar<int>("SELECT count(*) FROM site_event"));
        var told = await new StoreQueries(database.Store).Audit("access", null, null, null, 1000, Stop);
        Assert.Equal(batch.Select(happened => happened.Id.ToString()), told.Reverse().Select(entry => entry.EntityId));
        await Site.AssertVerified(database.Store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task However_they_are_cut_into_batches_the_same_events_are_there(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var cuts = Gen.Choose(1, 9).ListOf(6).Sample(4, 5).ToList();

        foreach (var (sizes, life) in cuts.Zip(Enumerable.Range(0, cuts.Count)))
        {
            var next = 1;
            foreach (var size in sizes)
            {
                var batch = Enumerable.Range(next, size).Select(seq => seq % 3 == 0 ? Site.Contact(seq, $"e{life}") : Site.Tag(seq, $"e{life}")).ToList();
                Assert.True(await database.Store.Ingest(batch));
                Assert.False(await database.Store.Ingest(batch));
                next += size;
            }

            var kept = (await new StoreQueries(database.Store).EventCounts(Stop)).Single(count => count.Epoch == $"e{life}");
            Assert.Equal((1, next - 1, next - 1), (kept.First, kept.Last, kept.Count));
        }

        await Site.AssertVerified(database.Store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_many_that_apply_one_batch_at_once_one_does(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        for (var round = 0; round < 10; round++)
        {
            SiteEvent[] batch = [.. Enumerable.Range((round * 20) + 1, 20).Select(seq => Site.Tag(seq))];

            var applied = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => database.Store.Ingest(batch))));

            Assert.Single(applied, did => did);
        }

        Assert.Equal(200, await database.Scalar<int>("SELECT count(*) FROM site_event"));
        Assert.Equal(200, await database.Scalar<int>("SELECT count(*) FROM journal WHERE entity = 'access'"));
        Assert.Equal(200, await database.Scalar<int>("SELECT upto FROM gateway_cursor"));
        await Site.AssertVerified(database.Store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Whoever_read_the_cursor_without_the_lock_writes_nothing(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await Assert.ThrowsAsync<StaleWriteException>(() => database.Store.Do(work => work.Put([Site.Tag(6)], Site.Cursor(5), Site.Cursor(6))));
        await database.Store.Ingest([Site.Tag(1), Site.Tag(2)]);

        await Assert.ThrowsAsync<TakenException>(() => database.Store.Do(work => work.Put([Site.Tag(1)], null, Site.Cursor(1))));
        await Assert.ThrowsAsync<StaleWriteException>(() => database.Store.Do(work => work.Put([Site.Tag(2)], Site.Cursor(1), Site.Cursor(2))));

        Assert.Equal(2, await database.Scalar<int>("SELECT count(*) FROM site_event"));
        await Site.AssertVerified(database.Store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Events_that_do_not_follow_one_by_one_are_refused(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        (IReadOnlyList<SiteEvent> Events, GatewayCursor? Before, GatewayCursor After)[] wrong =
        [
            ([Site.Tag(2)], null, Site.Cursor(2)),
            ([Site.Tag(1), Site.Tag(3)], null, Site.Cursor(3)),
            ([Site.Tag(1), Site.Tag(1)], null, Site.Cursor(1)),
            ([Site.Tag(1)], null, Site.Cursor(2)),
            ([Site.Tag(1, "other")], null, Site.Cursor(1)),
            ([Site.Tag(1) with { Id = new EventId("gw-auch", Site.Epoch, 1) }], null, Site.Cursor(1)),
            ([Site.Tag(2)], Site.Cursor(1, "other"), Site.Cursor(2)),
            ([Site.Tag(1) with { Site = new("auch") }], null, Site.Cursor(1)),
        ];

        foreach (var (events, before, after) in wrong)
            await Assert.ThrowsAsync<ArgumentException>(() => database.Store.Do(work => work.Put(events, before, after)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_gateway_that_has_nothing_to_tell_moves_its_watermark(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Store.Ingest([Site.Tag(1)]);
        var entries = await database.Scalar<int>("SELECT count(*) FROM journal");
        var later = Site.Cursor(1) with { Watermark = Some.Now.AddMinutes(5), SeenAt = Some.Now.AddMinutes(6) };

        await database.Store.Do(work => work.Put([], Site.Cursor(1), later));

        Assert.Equal(later, Assert.Single(await new StoreQueries(database.Store).Cursors(null, Stop)));
        Assert.Equal(entries, await database.Scalar<int>("SELECT count(*) FROM journal"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_gap_is_passed_on_an_operators_word_only_and_is_remembered(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Store.Ingest([Site.Tag(1), Site.Tag(2)]);
        Assert.False(await database.Store.Ingest([Site.Tag(6), Site.Tag(7)]));

        await database.Store.Do(work => work.PutGap(Site.Cursor(2), Site.Cursor(5)));

        Assert.True(await database.Store.Ingest([Site.Tag(6), Site.Tag(7)]));
        await Site.AssertVerified(database.Store);
        var told = Assert.Single(await new StoreQueries(database.Store).Audit("gateway", Site.Gateway, null, null, 10, Stop));
        Assert.Equal(("gap-accepted", """{"epoch":"c3","from":3,"to":5}"""), (told.What, told.Detail));
        await Assert.ThrowsAsync<ArgumentException>(() => database.Store.Do(work => work.PutGap(Site.Cursor(7), Site.Cursor(7))));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_gap_before_the_first_event_of_a_life_is_one_too(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Store.Do(work => work.PutGap(null, Site.Cursor(40)));

        Assert.True(await database.Store.Ingest([Site.Tag(41), Site.Tag(42)]));

        await Site.AssertVerified(database.Store);
    }

    [Fact]
    public async Task Ingest_waits_for_the_presence_of_its_site_and_for_nobody_who_reads_the_site()
    {
        await using var database = await TestDatabase.Open(TestDatabase.Postgres);
        await using var sweep = await database.Connect();
        await using var running = await sweep.BeginTransactionAsync(Stop);
        await using (var locking = sweep.CreateCommand())
        {
            locking.CommandText = "SELECT site_id FROM presence WHERE site_id = 'nogaro' FOR NO KEY UPDATE";
            await locking.ExecuteScalarAsync(Stop);
        }

        var ingest = database.Store.Ingest([Site.Tag(1)]);
        var booked = await database.Store.Book(Some.Booking(Some.Desk, Some.Tuesday(9, 12)));

        Assert.True(booked.Won());
        Assert.False(ingest.IsCompleted);
        await running.CommitAsync(Stop);
        Assert.True(await ingest);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
