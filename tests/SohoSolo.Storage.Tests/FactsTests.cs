using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;

namespace SohoSolo.Storage.Tests;

public sealed class FactsTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_booking_is_read_as_it_was_put(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var booked = Some.Booking(Some.Desk, Some.Tuesday(9, 12)) with
        {
            Purpose = "reçoit un client",
            Guests = [new Guest("Zoé", "zoe@example.org"), new Guest("Luc", null)],
            Series = "series-1",
            Evidence = [new Evidence(Some.Now, "manual", null, "seen at the desk"), new Evidence(Some.Now.AddMinutes(1), "badge", "reader-1", "opened the door")],
        };
        await database.Store.Put(null, booked);

        var byId = Assert.Single((await database.Store.Read(new Scope { Bookings = [booked.Id] })).Bookings);
        var bySeries = Assert.Single((await database.Store.Read(new Scope { Series = "series-1" })).Bookings);
        var byBoth = Assert.Single((await database.Store.Read(new Scope { Bookings = [booked.Id], Series = "series-1" })).Bookings);

        Assert.Equivalent(booked, byId, strict: true);
        Assert.Equivalent(booked, bySeries, strict: true);
        Assert.Equivalent(booked, byBoth, strict: true);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Facts_hold_what_the_scope_asks_for_and_nothing_else(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var inside = Some.Booking(Some.Desk, Some.Tuesday(9, 12)) with { Guests = [new Guest("Zoé", null)] };
        var elsewhere = Some.Booking(Some.Desk2, Some.Tuesday(13, 14));
        await database.Store.Put(null, inside);
        await database.Store.Put(null, elsewhere);
        await database.Store.Put(null, Some.Booking(Some.Desk, Some.Tuesday(14, 15), Some.Paul));
        await database.Store.Put(null, Some.Booking(Some.Desk, Some.Tuesday(10, 11), Some.Paul) with { Status = BookingStatus.Cancelled, Charges = [] });

        var facts = await database.Store.Read(new Scope
        {
            Members = [Some.Anne, new MemberId("nobody")],
            Spaces = [Some.Desk],
            Sites = [Some.Nogaro],
            Window = Some.Tuesday(11, 14),
            Months = [Some.November],
            CountUpcomingAfter = Some.Now,
        });

        Assert.Equal(new Hold(inside.Id, Some.Desk, Some.Anne, SpaceKind.Desk, Some.Tuesday(9, 12), WithGuests: true), Assert.Single(facts.SpaceHolds));
        var anne = Assert.Single(facts.Members).Value;
        Assert.Equal([inside.Id, elsewhere.Id], anne.Holds.Select(hold => hold.Booking));
        Assert.Equal(2, anne.Upcoming);
        Assert.Equal(new Balance(Some.GrantOf(Some.Anne), Some.November, Some.Nogaro, 2, 0), Assert.Single(anne.Wallet.Balances));
        Assert.Equal(1, facts.SiteVersions[Some.Nogaro]);
        Assert.Empty(facts.Bookings);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Every_kind_of_grant_is_read_as_it_was_put(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        Entitlement[] grants =
        [
            new Entitlement.OccasionalFree(10, 4) { Id = new("a"), Member = Some.Paul, Funder = "200035632", FirstDay = new(2026, 1, 1) },
            new Entitlement.FreePeriod { Id = new("b"), Member = Some.Paul, Funder = "200035632", FirstDay = new(2026, 1, 1), LastDay = new(2026, 12, 31) },
            new Entitlement.TicketBook(20) { Id = new("c"), Member = Some.Paul, Funder = "200035632", FirstDay = new(2026, 1, 1), LastDay = new(2027, 1, 1) },
            Leases.Of("d", Some.Desk, Some.Paul, new(2026, 11, 1), null),
            new Entitlement.Funded("Mairie d'Éauze", 4) { Id = new("e"), Member = Some.Paul, Funder = "200035632", FirstDay = new(2026, 1, 1) },
            new Entitlement.FreePeriod { Id = new("f"), Member = Some.Paul, Funder = "200035632", FirstDay = new(2020, 1, 1), LastDay = new(2020, 12, 31) },
        ];
        foreach (var grant in grants)
            await Grant(database.Store, grant);

        var wallet = (await database.Store.Read(new Scope { Members = [Some.Paul] })).Members[Some.Paul].Wallet;

        Assert.Equal(grants[..5], wallet.Entitlements.Where(grant => grant.Id != Some.GrantOf(Some.Paul)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_lease_tells_the_days_lent_back(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var lease = Leases.Of("lease", Some.Desk, Some.Paul, new(2026, 11, 1), null);
        await Grant(database.Store, lease);

        await Lend(database.Store, lease, new(2026, 11, 24), lent: true);
        await Lend(database.Store, lease with { Version = 2 }, new(2026, 11, 25), lent: true);
        await Lend(database.Store, lease with { Version = 3 }, new(2026, 11, 25), lent: false);
        await Assert.ThrowsAsync<StaleWriteException>(() => Lend(database.Store, lease, new(2026, 11, 26), lent: true));

        var facts = await database.Store.Read(new Scope { Spaces = [Some.Desk], Window = Some.Tuesday(9, 12) });
        var seen = Assert.Single(facts.Leases);
        Assert.Equal((Some.Paul, Some.Desk), (seen.Member, seen.Space));
        Assert.Equal([new DateOnly(2026, 11, 24)], seen.LentDays);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_keeper_and_who_waits_are_read_as_they_were_put(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var paul = (await database.Store.Read(new Scope { Members = [Some.Paul] })).Members[Some.Paul].Member;
        var keeper = paul with { Version = 2, Role = Role.Keeper, Email = "paul@example.org", Commune = "32296", Keeps = [Some.Nogaro] };
        var waits = new WaitingEntry
        {
            Id = "w1",
            Member = Some.Anne,
            Site = Some.Nogaro,
            Kind = SpaceKind.MeetingRoom,
            Seats = 4,
            Equipment = ["screen"],
            During = Some.Tuesday(9, 12),
            TakeAtOnce = true,
            MadeAt = Some.Now,
            Status = WaitingStatus.Waiting,
        };
        var offered = waits with { Version = 2, Status = WaitingStatus.Offered, Offer = new BookingId("offer") };
        await Do(database.Store, work =>
        {
            work.Put(paul, keeper, "changed");
            work.Put(null, waits, "waits");
            work.Put(waits, offered, "offered");
        });

        var facts = await database.Store.Read(new Scope { Members = [Some.Paul], Waiting = ["w1"] });

        Assert.Equivalent(keeper, facts.Members[Some.Paul].Member, strict: true);
        Assert.Equivalent(offered, Assert.Single(facts.Waiting), strict: true);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_site_changes_with_its_spaces_and_closures_under_its_version(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var closed = new Closure("c1", Some.Nogaro, null, Some.Tuesday(0, 24), "works");
        var changed = Some.Site with { Version = 2, Spaces = [Some.Site.Spaces[0] with { Seats = 2 }, Some.Site.Spaces[1]], Closures = [closed] };

        await Do(database.Store, work => work.Put(Some.Site, changed, "closed"));
        await Do(database.Store, work => work.Put(changed, changed with { Version = 3, Closures = [] }, "opened"));
        await Assert.ThrowsAsync<StaleWriteException>(() => Do(database.Store, work => work.Put(Some.Site, changed, "closed")));
        await Do(database.Store, work => work.PutPolicy(1, "{}"));

        Assert.Equal(4, (await database.Store.Read(new Scope { Sites = [Some.Nogaro] })).SiteVersions[Some.Nogaro]);
        Assert.Equal("nogaro-desk-3", await database.Scalar<string>("SELECT id FROM space WHERE removed"));
        Assert.Equal(2, await database.Scalar<int>("SELECT seats FROM space WHERE id = 'nogaro-desk-1'"));
        Assert.Equal(1, await database.Scalar<int>("SELECT count(*) FROM closure WHERE removed_at IS NOT NULL"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_write_over_a_version_that_is_gone_is_refused_and_writes_nothing(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var booked = Some.Booking(Some.Desk, Some.Tuesday(9, 12));
        await database.Store.Put(null, booked);
        await database.Store.Put(booked, booked with { Version = 2, Purpose = "first" });
        var entries = await database.Scalar<int>("SELECT count(*) FROM journal");

        await Assert.ThrowsAsync<StaleWriteException>(() => database.Store.Put(booked, booked with { Version = 2, Purpose = "second" }));

        Assert.Equal("first", await database.Scalar<string>("SELECT purpose FROM booking"));
        Assert.Equal(entries, await database.Scalar<int>("SELECT count(*) FROM journal"));
    }

    private static Task Grant(Store store, Entitlement grant) => Do(store, work => work.Put(null, grant, "granted"));

    private static Task Lend(Store store, Entitlement lease, DateOnly day, bool lent) => Do(store, work => work.PutLentDay(lease, Some.Nogaro, day, lent));

    private static async Task Do(Store store, Action<Work> put) => await store.Execute(
        Some.Command(),
        work =>
        {
            put(work);
            return ValueTask.FromResult<(bool, Answer?)>((true, new Answer(200, null, null)));
        },
        TestContext.Current.CancellationToken);
}
