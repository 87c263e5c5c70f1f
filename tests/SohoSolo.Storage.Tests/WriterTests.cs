namespace SohoSolo.Storage.Tests;

/// <summary>SQLite's one writer: decisions share a commit and nothing else.</summary>
public sealed class WriterTests
{
    [Fact]
    public async Task A_decision_that_fails_takes_nothing_of_its_group_with_it()
    {
        await using var database = await TestDatabase.Open(TestDatabase.Sqlite);

        // While the first decision runs, the others queue up behind it and become one group.
        using var gate = new ManualResetEventSlim();
        var first = database.Store.Execute<bool>(Some.Command(), _ => Wait(gate), TestContext.Current.CancellationToken);
        var others = Enumerable.Range(1, 30).Select(n => n % 3 == 0
            ? Fail(database.Store)
            : database.Store.Put(null, Some.Booking(Some.Desk, Some.Tuesday(n, n + 1), Some.Member(n)))).ToList();
        gate.Set();
        await first;

        var failures = await Task.WhenAll(others.Select(async task => await Record.ExceptionAsync(() => task)));

        Assert.Equal(10, failures.Count(failure => failure is OverlapException));
        Assert.Equal(20, failures.Count(failure => failure is null));
        Assert.Equal(20, await database.Scalar<int>("SELECT count(*) FROM booking"));
        Assert.Equal(20, await database.Scalar<int>("SELECT sum(held) FROM balance"));
    }

    [Fact]
    public async Task A_decision_that_awaits_something_else_is_refused()
    {
        await using var database = await TestDatabase.Open(TestDatabase.Sqlite);
        var never = new TaskCompletionSource();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => database.Store.Execute<bool>(Some.Command(), async work =>
        {
            work.Put(null, Some.Booking(Some.Desk, Some.Tuesday(9, 12)), "booked");
            await never.Task;
            return (true, new Answer(201, null, null));
        }, TestContext.Current.CancellationToken));
        never.SetResult();

        Assert.Contains("await nothing but its work", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await database.Scalar<int>("SELECT count(*) FROM booking"));
        Assert.True((await database.Store.Book(Some.Booking(Some.Desk, Some.Tuesday(9, 12)))).Won());
    }

    [Fact]
    public async Task A_writer_beside_the_decisions_is_waited_for()
    {
        await using var database = await TestDatabase.Open(TestDatabase.Sqlite);
        await using var beside = await database.Store.Engine.OpenWrite(TestContext.Current.CancellationToken);
        await using var command = beside.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE; UPDATE member SET name = 'someone'";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var booking = database.Store.Book(Some.Booking(Some.Desk, Some.Tuesday(9, 12)));
        command.CommandText = "COMMIT";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        Assert.True((await booking).Won());
    }

    [Fact]
    public async Task What_was_answered_is_there_after_the_store_is_opened_again()
    {
        await using var database = await TestDatabase.Open(TestDatabase.Sqlite);
        var booked = Some.Booking(Some.Desk, Some.Tuesday(9, 12));
        await database.Store.Book(booked);

        await using var again = await database.OpenStore();

        Assert.Equal(booked.Id, Assert.Single((await again.Read(Some.ScopeOf(booked))).SpaceHolds).Booking);
    }

    private static ValueTask<(bool, Answer?)> Wait(ManualResetEventSlim gate)
    {
        gate.Wait();
        return ValueTask.FromResult<(bool, Answer?)>((true, null));
    }

    /// <summary>Its first rows are written when the database refuses the last one.</summary>
    private static async Task Fail(Store store) => await store.Execute(
        Some.Command(),
        work =>
        {
            work.Put(null, Some.Booking(Some.Desk2, Some.Tuesday(9, 12)), "booked");
            work.Put(null, Some.Booking(Some.Desk2, Some.Tuesday(11, 13)), "booked");
            return ValueTask.FromResult<(bool, Answer?)>((true, new Answer(201, null, null)));
        },
        TestContext.Current.CancellationToken);
}
