using SohoSolo.Core.Bookings;

namespace SohoSolo.Storage.Tests;

public sealed class OverlapTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_fifty_at_once_for_one_place_one_gets_it(string engine)
    {
        await using var database = await TestDatabase.Open(engine);

        var decided = await Task.WhenAll(Enumerable.Range(1, 50).Select(n =>
            Task.Run(() => database.Store.Book(Some.Booking(Some.Desk, Some.Tuesday(9, 12), Some.Member(n))))));

        Assert.Single(decided, executed => executed.Won());
        Assert.Equal(1, await database.Scalar<int>("SELECT count(*) FROM booking"));
        Assert.Equal(1, await database.Scalar<int>("SELECT sum(held) FROM balance"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_overlapping_unequal_spans_none_that_win_overlap(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var spans = Enumerable.Range(0, 40).Select(n => Some.Tuesday(8 + (n % 7), 9.5 + (n % 7) + (n % 3))).ToList();

        var decided = await Task.WhenAll(spans.Select((span, n) => Task.Run(() => database.Store.Book(Some.Booking(Some.Desk, span, Some.Member(n + 1))))));

        var won = decided.OfType<Executed<Booking?>.Fresh>().Select(fresh => fresh.Value).OfType<Booking>().OrderBy(booking => booking.During.Start).ToList();
        Assert.NotEmpty(won);
        Assert.All(won.Zip(won.Skip(1)), pair => Assert.True(pair.First.During.End <= pair.Second.During.Start));
        Assert.Equal(won.Count, await database.Scalar<int>("SELECT count(*) FROM booking"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_database_refuses_what_a_decision_overlooked(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Store.Put(null, Some.Booking(Some.Desk, Some.Tuesday(9, 12)));

        await Assert.ThrowsAsync<OverlapException>(() => database.Store.Put(null, Some.Booking(Some.Desk, Some.Tuesday(11, 13), Some.Paul)));

        Assert.Equal(1, await database.Scalar<int>("SELECT count(*) FROM booking"));
        Assert.Equal(1, await database.Scalar<int>("SELECT sum(held) FROM balance"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_database_refuses_a_move_onto_another_booking(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Store.Put(null, Some.Booking(Some.Desk, Some.Tuesday(9, 12)));
        var other = Some.Booking(Some.Desk, Some.Tuesday(12, 14), Some.Paul);
        await database.Store.Put(null, other);

        await Assert.ThrowsAsync<OverlapException>(() => database.Store.Put(other, other with { Version = 2, During = Some.Tuesday(11, 14) }));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Bookings_that_only_touch_stand_side_by_side(string engine)
    {
        await using var database = await TestDatabase.Open(engine);

        Assert.True((await database.Store.Book(Some.Booking(Some.Desk, Some.Tuesday(9, 12)))).Won());
        Assert.True((await database.Store.Book(Some.Booking(Some.Desk, Some.Tuesday(12, 14), Some.Paul))).Won());
        Assert.False((await database.Store.Book(Some.Booking(Some.Desk, Some.Tuesday(13, 15), Some.Paul))).Won());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_series_may_move_into_its_own_old_places(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var first = Some.Booking(Some.Desk, Some.Tuesday(9, 10));
        var second = Some.Booking(Some.Desk, Some.Tuesday(10, 11));
        await database.Store.Put(null, first);
        await database.Store.Put(null, second);

        await database.Store.Execute(
            Some.Command(),
            work =>
            {
                work.Put(first, first with { Version = 2, During = Some.Tuesday(10, 11) }, "moved");
                work.Put(second, second with { Version = 2, During = Some.Tuesday(11, 12) }, "moved");
                return ValueTask.FromResult<(bool, Answer?)>((true, new Answer(200, null, null)));
            },
            TestContext.Current.CancellationToken);

        var facts = await database.Store.Read(new Scope { Spaces = [Some.Desk], Window = Some.Tuesday(0, 24) });
        Assert.Equal([Some.Tuesday(10, 11), Some.Tuesday(11, 12)], facts.SpaceHolds.Select(hold => hold.During));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_space_is_leased_to_one_member_at_a_time(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await Lease(database.Store, "lease-1", 10, 20);

        await Assert.ThrowsAsync<OverlapException>(() => Lease(database.Store, "lease-2", 20, 25));
        await Lease(database.Store, "lease-3", 21, 25);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_lease_taken_back_before_it_began_stands_in_nobodys_way(string engine)
    {
        await using var database = await TestDatabase.Open(engine);

        await Lease(database.Store, "lease-1", 10, 9);
        await Lease(database.Store, "lease-2", 1, 20);

        Assert.Equal(2, await database.Scalar<int>("SELECT count(*) FROM entitlement WHERE space_id IS NOT NULL"));
    }

    private static Task<Executed<bool>> Lease(Store store, string id, int first, int last) => store.Execute(
        Some.Command(),
        work =>
        {
            work.Put(null, Leases.Of(id, Some.Desk, Some.Anne, new DateOnly(2026, 11, first), new DateOnly(2026, 11, last)), "granted");
            return ValueTask.FromResult<(bool, Answer?)>((true, new Answer(201, null, null)));
        },
        TestContext.Current.CancellationToken);
}
