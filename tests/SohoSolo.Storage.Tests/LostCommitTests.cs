using System.Globalization;
using Npgsql;
using SohoSolo.Core.Bookings;

namespace SohoSolo.Storage.Tests;

/// <summary>The line to PostgreSQL breaks at the worst moments; the command's key decides what happened (<c>rulings</c> 14).</summary>
public sealed class LostCommitTests
{
    [Theory]
    [InlineData(BreakingProxy.Moment.BeforeTheAnswer, "given")]
    [InlineData(BreakingProxy.Moment.BeforeTheAnswer, null)]
    [InlineData(BreakingProxy.Moment.BeforeTheServerHearsIt, "given")]
    [InlineData(BreakingProxy.Moment.BeforeTheServerHearsIt, null)]
    internal async Task A_lost_answer_to_COMMIT_leaves_one_booking_and_tells_of_it(BreakingProxy.Moment moment, string? key)
    {
        await using var database = await TestDatabase.Open(TestDatabase.Postgres);
        await using var proxy = new BreakingProxy(new NpgsqlConnectionStringBuilder(database.ConnectionString).Port);
        await using var store = await Behind(proxy, database);
        var wish = Some.Booking(Some.Desk, Some.Tuesday(9, 12));

        proxy.BreakNextCommit(moment);
        var executed = await store.Book(wish, Some.Command(key));

        Assert.Equal(1, proxy.Broken);
        Assert.Equal(Some.Created(wish), executed switch
        {
            Executed<Booking?>.Fresh fresh => fresh.Answer,
            Executed<Booking?>.Replayed replayed => replayed.Answer,
            _ => null,
        });
        Assert.Equal(1, await database.Scalar<int>("SELECT count(*) FROM booking"));
        Assert.Equal(1, await database.Scalar<int>("SELECT sum(held) FROM balance"));
    }

    [Fact]
    public async Task A_lost_commit_without_any_lock_is_found_too()
    {
        await using var database = await TestDatabase.Open(TestDatabase.Postgres);
        await using var proxy = new BreakingProxy(new NpgsqlConnectionStringBuilder(database.ConnectionString).Port);
        await using var store = await Behind(proxy, database);

        proxy.BreakNextCommit(BreakingProxy.Moment.BeforeTheAnswer);
        var executed = await store.Put(null, Some.Booking(Some.Desk, Some.Tuesday(9, 12)));

        Assert.IsType<Executed<Booking>.Replayed>(executed);
        Assert.Equal(1, await database.Scalar<int>("SELECT count(*) FROM booking"));
    }

    [Fact]
    public async Task A_decision_whose_connection_the_server_ends_is_made_again()
    {
        await using var database = await TestDatabase.Open(TestDatabase.Postgres);
        var wish = Some.Booking(Some.Desk, Some.Tuesday(9, 12));
        var attempts = 0;

        var executed = await database.Store.Execute<bool>(Some.Command(), async work =>
        {
            await work.Lock(Some.ScopeOf(wish));
            if (attempts++ == 0)
                await TestDatabase.Run(database.ConnectionString, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()");

            work.Put(null, wish, "booked");
            return (true, Some.Created(wish));
        }, TestContext.Current.CancellationToken);

        Assert.IsType<Executed<bool>.Fresh>(executed);
        Assert.Equal(2, attempts);
        Assert.Equal(1, await database.Scalar<int>("SELECT count(*) FROM booking"));
    }

    private static Task<Store> Behind(BreakingProxy proxy, TestDatabase database) => Store.Open(
        string.Create(CultureInfo.InvariantCulture, $"{database.Address};Port={proxy.Port};Max Auto Prepare=0"),
        TimeProvider.System,
        TestContext.Current.CancellationToken);
}
