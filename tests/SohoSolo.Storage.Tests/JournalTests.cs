using Npgsql;

namespace SohoSolo.Storage.Tests;

/// <summary>Alone on the server: a transaction in any of its databases holds the journal's readers back.</summary>
[Collection(nameof(JournalTests)), CollectionDefinition(nameof(JournalTests), DisableParallelization = true)]
public sealed class JournalTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Every_put_leaves_an_entry_that_says_who_and_under_which_rules(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var booked = Some.Booking(Some.Desk, Some.Tuesday(9, 12));
        await database.Store.Put(null, booked, "booked");

        var entry = Assert.Single(await Read(database.Store, "test"), entry => entry.Entity == "booking");

        Assert.Equal((booked.Id.Value, 1, "booked"), (entry.EntityId, entry.Version, entry.What));
        Assert.Equal((Some.Anne.Value, Some.Anne.Value, Some.Nogaro.Value, 3), (entry.Actor, entry.MemberId, entry.SiteId, entry.RulesVersion));
        Assert.Equal((1, Some.Now), (entry.Position.Epoch, entry.At));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_cursor_goes_on_where_it_was_left(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var seen = new List<JournalEntry>();
        IReadOnlyList<JournalEntry> page;
        do
        {
            page = await database.Store.ReadJournal("test", 7, TestContext.Current.CancellationToken);
            seen.AddRange(page);
            if (page.Count > 0)
                await database.Store.MoveCursor("test", page[^1].Position, TestContext.Current.CancellationToken);
        }
        while (page.Count > 0);

        Assert.Equal(await database.Scalar<int>("SELECT count(*) FROM journal"), seen.Count);
        Assert.Equal(seen.Count, seen.Select(entry => entry.Position).Distinct().Count());
    }

    [Fact]
    public async Task No_entry_is_skipped_while_an_earlier_transaction_still_runs()
    {
        await using var database = await TestDatabase.Open(TestDatabase.Postgres);
        await MoveToEnd(database.Store);
        await using var slow = await database.Connect();
        await using var running = await slow.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await Insert(slow, "early");

        await database.Store.Put(null, Some.Booking(Some.Desk, Some.Tuesday(9, 12)), "late");
        var meanwhile = await Read(database.Store, "test");
        await running.CommitAsync(TestContext.Current.CancellationToken);
        var afterwards = await Read(database.Store, "test");

        Assert.Empty(meanwhile);
        Assert.Equal(["early", "late"], afterwards.Select(entry => entry.What));
    }

    [Fact]
    public async Task Entries_of_an_earlier_epoch_are_settled_whatever_their_transaction_was()
    {
        await using var database = await TestDatabase.Open(TestDatabase.Postgres);
        await MoveToEnd(database.Store);
        await database.Change("UPDATE journal SET tx = 9000000000 WHERE seq = (SELECT max(seq) FROM journal)");
        Assert.Empty(await Read(database.Store, "test"));

        await database.Change("UPDATE meta SET value = '2' WHERE key = 'journal_epoch'");
        await database.Store.Put(null, Some.Booking(Some.Desk, Some.Tuesday(9, 12)), "restored");

        Assert.Equal([1L, 2L], (await Read(database.Store, "test")).Select(entry => entry.Position.Epoch));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Whoever_keeps_her_place_herself_hears_what_comes_after_it(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var queries = new StoreQueries(database.Store);
        var end = await queries.JournalEnd(TestContext.Current.CancellationToken);
        Assert.Empty(await queries.JournalAfter(end, 10, TestContext.Current.CancellationToken));

        await database.Store.Put(null, Some.Booking(Some.Desk, Some.Tuesday(9, 12)), "first");
        await database.Store.Put(null, Some.Booking(Some.Desk2, Some.Tuesday(9, 12), Some.Paul), "second");

        var heard = await queries.JournalAfter(end, 10, TestContext.Current.CancellationToken);
        Assert.Equal(["first", "second"], heard.Select(entry => entry.What));
        Assert.Equal("second", Assert.Single(await queries.JournalAfter(heard[0].Position, 1, TestContext.Current.CancellationToken)).What);
    }

    [Fact]
    public async Task The_end_of_the_journal_lies_before_a_transaction_that_still_runs()
    {
        await using var database = await TestDatabase.Open(TestDatabase.Postgres);
        var queries = new StoreQueries(database.Store);
        await using var slow = await database.Connect();
        await using var running = await slow.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await Insert(slow, "early");
        await database.Store.Put(null, Some.Booking(Some.Desk, Some.Tuesday(9, 12)), "late");

        var end = await queries.JournalEnd(TestContext.Current.CancellationToken);
        await running.CommitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["early", "late"], (await queries.JournalAfter(end, 10, TestContext.Current.CancellationToken)).Select(entry => entry.What));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Whoever_waits_hears_of_a_commit(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var heard = database.Store.WhenCommitted(TestContext.Current.CancellationToken);

        await database.Store.Put(null, Some.Booking(Some.Desk, Some.Tuesday(9, 12)));

        await heard;
    }

    [Fact]
    public async Task Another_node_hears_of_it_once_the_journal_was_read()
    {
        await using var database = await TestDatabase.Open(TestDatabase.Postgres);
        await using var other = await database.OpenStore();
        var heard = other.WhenCommitted(TestContext.Current.CancellationToken);
        await other.Listening;

        await database.Store.Put(null, Some.Booking(Some.Desk, Some.Tuesday(9, 12)));
        await Read(database.Store, "test");

        await heard;
    }

    private static Task<IReadOnlyList<JournalEntry>> Read(Store store, string cursor) => store.ReadJournal(cursor, 1000, TestContext.Current.CancellationToken);

    private static async Task MoveToEnd(Store store) =>
        await store.MoveCursor("test", (await Read(store, "test"))[^1].Position, TestContext.Current.CancellationToken);

    private static async Task Insert(NpgsqlConnection connection, string what)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO journal (epoch, tx, at, entity, entity_id, version, what, actor) VALUES (1, pg_current_xact_id()::text::bigint, 0, 'test', 'x', 1, $1, 'test')",
            connection);
        command.Parameters.AddWithValue(what);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
