using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Storage.Tests.Maintenance;

/// <summary>A database with one of everything that <c>verify</c> looks at, and a way to change rows behind the store's back.</summary>
internal static class Tampered
{
    public const string BookedId = "booking-of-anne";

    public static async Task<TestDatabase> Open(string engine)
    {
        var database = await TestDatabase.Open(engine);
        await Live(database.Store);
        return database;
    }

    /// <summary>A booking, a second of another member, one that is over, an offer with its line, a lease, a closure, a token, a policy; a site's doors with all that belongs to them, and who is there.</summary>
    public static async Task Live(Store store)
    {
        var anne = Some.Booking(Some.Desk, Some.Tuesday(9, 12)) with { Id = new(BookedId), Purpose = "Thèse", Guests = [new Guest("Zoé", null)] };
        var paul = Some.Booking(Some.Desk2, Some.Tuesday(9, 12), Some.Paul) with { Id = new("booking-of-paul") };
        var over = Some.Booking(Some.Desk3, Some.Tuesday(9, 12), Some.Member(3)) with { Id = new("booking-over") };
        var offered = Some.Booking(Some.Desk2, Some.Tuesday(13, 15), Some.Member(4)) with { Id = new("booking-offered"), Status = BookingStatus.Offered };
        await store.Put(null, anne, "booked");
        await store.Put(null, paul, "booked");
        await store.Put(null, over, "booked");
        await store.Put(over, over with { Version = 2, Status = BookingStatus.Completed, Charges = Used(over), DueAt = null, Evidence = [Seen] }, "completed");
        await store.Execute(
            Some.Command(),
            work =>
            {
                work.Put(null, offered, "offered");
                work.Put(null, InLine(offered), "offered");
                work.Put(null, Lease, "leased");
                work.PutLentDay(Lease, Some.Nogaro, new DateOnly(2026, 12, 1), lent: true);
                work.Put(Token, "made");
                return Done;
            },
            TestContext.Current.CancellationToken);
        await store.Execute(Some.Command(), work => Close(work), TestContext.Current.CancellationToken);
        await store.Execute(Some.Command(), work => SetPolicy(work), TestContext.Current.CancellationToken);
        await TamperedDoors.Live(store, anne);
        await TamperedPresence.Live(store, anne);
    }

    public static async Task Tamper(this TestDatabase database, params string[] statements)
    {
        await using var connection = await database.Store.Engine.OpenWrite(TestContext.Current.CancellationToken);
        foreach (var sql in statements)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    private static readonly Evidence Seen = new(Some.Now.AddDays(1), "manual", null, "Paul saw her");

    private static readonly Entitlement.Lease Lease = new(Some.Desk3)
    {
        Id = new("lease-1"),
        Member = Some.Member(5),
        Funder = "200035632",
        FirstDay = new DateOnly(2026, 11, 25),
        LastDay = new DateOnly(2026, 12, 31),
    };

    private static readonly AccessToken Token = new()
    {
        Id = "token-1",
        Hash = "abc",
        Member = Some.Anne,
        Role = Role.Member,
        Scopes = ["read"],
        Name = "phone",
        MadeAt = Some.Now,
        ExpiresAt = Some.Now.AddDays(9),
    };

    private static ValueTask<(bool, Answer?)> Done => ValueTask.FromResult<(bool, Answer?)>((true, new Answer(200, null, null)));

    private static IReadOnlyList<Charge> Used(Booking booking) => [.. booking.Charges.Select(charge => charge with { State = ChargeState.Used })];

    private static WaitingEntry InLine(Booking offered) => new()
    {
        Id = "waiting-1",
        Member = offered.Member,
        Site = offered.Site,
        Kind = SpaceKind.Desk,
        During = offered.During,
        MadeAt = Some.Now,
        Status = WaitingStatus.Offered,
        Offer = offered.Id,
    };

    private static ValueTask<(bool, Answer?)> Close(Work work)
    {
        var during = new TimeRange(Some.Now.AddDays(30), Some.Now.AddDays(31));
        work.Put(Some.Site, Some.Site with { Version = 2, Closures = [new Closure("closure-1", Some.Nogaro, null, during, "Fête")] }, "closed");
        return Done;
    }

    private static ValueTask<(bool, Answer?)> SetPolicy(Work work)
    {
        work.PutPolicy(1, """{"defaults":{},"sites":{}}""");
        return Done;
    }
}
