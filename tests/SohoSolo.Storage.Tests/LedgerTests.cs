using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;

namespace SohoSolo.Storage.Tests;

public sealed class LedgerTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_booking_holds_units_presence_uses_them_and_a_refund_gives_them_back(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var booked = Some.Booking(Some.Desk, Some.Tuesday(9, 12));
        await database.Store.Put(null, booked);
        Assert.Equal((1, 0), await Balance(database));

        var present = booked with { Version = 2, Status = BookingStatus.CheckedIn, Charges = [booked.Charges[0] with { State = ChargeState.Used }] };
        await database.Store.Put(booked, present);
        Assert.Equal((0, 1), await Balance(database));

        await database.Store.Put(present, present with { Version = 3, Status = BookingStatus.Cancelled, Charges = [] });
        Assert.Equal((0, 0), await Balance(database));
        Assert.Equal(0, await database.Scalar<int>("SELECT count(*) FROM charge"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_balance_is_never_negative(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var booked = Some.Booking(Some.Desk, Some.Tuesday(9, 12));
        await database.Store.Put(null, booked);

        var misread = booked with { Charges = [booked.Charges[0] with { Units = 2 }] };

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => database.Store.Put(misread, booked with { Version = 2, Status = BookingStatus.Cancelled, Charges = [] }));
        Assert.Equal((1, 0), await Balance(database));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Units_of_a_booking_that_moves_to_another_month_move_with_it(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var booked = Some.Booking(Some.Desk, Some.Tuesday(9, 12));
        await database.Store.Put(null, booked);

        await database.Store.Put(booked, booked with { Version = 2, Charges = [new Charge(Some.GrantOf(Some.Anne), new Period("2026-12"), 2, ChargeState.Held)] });

        var wallet = (await database.Store.Read(new Scope { Members = [Some.Anne], Months = [Some.November, new Period("2026-12")] })).Members[Some.Anne].Wallet;
        Assert.Equal([("2026-11", 0), ("2026-12", 2)], wallet.Balances.Select(balance => (balance.Period.Value, balance.Held)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task After_any_history_balances_equal_the_charges_that_stand(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var histories = Gen.Choose(0, 3).ListOf(6).ListOf(5).Sample(3, 4);

        foreach (var history in histories)
        {
            foreach (var steps in history)
                await Live(database.Store, steps);

            Assert.Equal(
                (await database.Scalar<int>("SELECT coalesce(sum(units), 0) FROM charge WHERE NOT used"), await database.Scalar<int>("SELECT coalesce(sum(units), 0) FROM charge WHERE used")),
                await Balance(database));
        }
    }

    /// <summary>One booking's life: each step sets how many units it holds, or uses them, or gives all back.</summary>
    private static async Task Live(Store store, IEnumerable<int> steps)
    {
        Booking? before = null;
        foreach (var step in steps)
        {
            var state = step == 3 ? ChargeState.Used : ChargeState.Held;
            var made = before ?? Some.Booking(Some.Desk, Some.Tuesday(9, 12)) with { Version = 0, Status = BookingStatus.Cancelled };
            var after = made with { Version = made.Version + 1, Charges = step == 0 ? [] : [new Charge(Some.GrantOf(Some.Anne), Some.November, step, state)] };
            await store.Put(before, after);
            before = after;
        }
    }

    private static async Task<(int Held, int Used)> Balance(TestDatabase database) =>
        (await database.Scalar<int>("SELECT coalesce(sum(held), 0) FROM balance"), await database.Scalar<int>("SELECT coalesce(sum(used), 0) FROM balance"));
}
