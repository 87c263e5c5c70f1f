using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Time;

namespace SohoSolo.Storage.Tests.Doors;

public sealed class AccessQueryTests
{
    private static readonly TimeRange Week = new(Some.Now.AddDays(-1), Some.Now.AddDays(8));

    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_snapshot_is_made_of_who_may_enter_and_of_nobody_elses_times(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var (hers, his) = (Some.Booking(Some.Desk, Some.Tuesday(9, 12)), Some.Booking(Some.Desk2, Some.Tuesday(9, 12), Some.Paul) with { Status = BookingStatus.CheckedIn });
        var over = Some.Booking(Some.Desk3, Some.Tuesday(-3, -1)) with { Status = BookingStatus.Completed, DueAt = null };
        Booking[] others =
        [
            Some.Booking(Some.Desk3, Some.Tuesday(9, 12), Some.Member(3)) with { Status = BookingStatus.Requested },
            Some.Booking(Some.Desk3, Some.Tuesday(13, 14), Some.Member(3)) with { Status = BookingStatus.Cancelled, Charges = [], DueAt = null },
            Some.Booking(Some.Desk3, Some.Tuesday(-100, -98), Some.Member(3)) with { Status = BookingStatus.Completed, DueAt = null },
            Some.Booking(Some.Desk3, Some.Tuesday(400, 402), Some.Member(3)),
        ];
        foreach (var booking in new[] { hers, his, over }.Concat(others))
            await database.Store.Put(null, booking);

        var rows = await Rows(database.Store);

        Assert.Equal(
            [new BookedTime(Some.Anne, over.During), new BookedTime(Some.Anne, hers.During), new BookedTime(Some.Paul, his.During)],
            rows.Bookings.OrderBy(booked => booked.During.Start).ThenBy(booked => booked.Member));
        Assert.Equal(Some.Members, rows.Covered.Count);
        Assert.Empty(rows.AlwaysAllowed);
        Assert.Empty((await new StoreQueries(database.Store).AccessRows(new SiteId("auch"), Week, Stop)).Bookings);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Keepers_of_the_site_and_the_chamber_are_always_allowed_while_they_are_active(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        Member[] staff =
        [
            new() { Id = new("k-here"), Name = "a", Role = Role.Keeper, Keeps = [Some.Nogaro], MadeAt = Some.Now },
            new() { Id = new("k-none"), Name = "b", Role = Role.Keeper, MadeAt = Some.Now },
            new() { Id = new("k-gone"), Name = "c", Role = Role.Keeper, Keeps = [Some.Nogaro], Status = MemberStatus.Left, MadeAt = Some.Now },
            new() { Id = new("chamber"), Name = "d", Role = Role.Chamber, MadeAt = Some.Now },
        ];
        foreach (var member in staff)
            await database.Store.Do(work => work.Put(null, member, "joined"));

        Assert.Equal(["chamber", "k-here"], (await Rows(database.Store)).AlwaysAllowed.Select(member => member.Value).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Who_is_suspended_keeps_her_badge_and_no_right(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Store.Put(null, Some.Booking(Some.Desk, Some.Tuesday(9, 12)));
        await database.Store.Do(work => work.Put((Credential?)null, Site.Badge("a"), "enrolled"));
        var anne = (await database.Store.Read(new Scope { Members = [Some.Anne] })).Members[Some.Anne].Member;
        await database.Store.Do(work => work.Put(anne, anne with { Version = 2, Status = MemberStatus.Suspended }, "suspended"));

        var rows = await Rows(database.Store);

        Assert.Equal(MemberStatus.Suspended, Assert.Single(rows.Credentials).Member);
        Assert.Empty(rows.Bookings);
        Assert.DoesNotContain(Some.Anne, rows.Covered);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_revoked_badge_that_was_found_again_counts_as_active_only(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var (lost, gone) = (Site.Badge("a"), Site.Badge("b"));
        foreach (var badge in new[] { lost, gone })
        {
            await database.Store.Do(work => work.Put((Credential?)null, badge, "enrolled"));
            await database.Store.Do(work => work.Put(badge, badge with { Version = 2, RevokedAt = Some.Now, RevokedWhy = "lost" }, "revoked"));
        }

        var found = Site.Badge("a", Some.Paul);
        await database.Store.Do(work => work.Put((Credential?)null, found, "enrolled"));

        Assert.Equal([(gone.Id, true), (found.Id, false)], (await Rows(database.Store)).Credentials.Select(held => (held.Credential.Id, held.Credential.RevokedAt is not null)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Leases_cover_no_walk_in_and_tell_their_days(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var newcomer = new Member { Id = new("m900"), Name = "New", MadeAt = Some.Now };
        var lease = Leases.Of("lease-1", Some.Desk, newcomer.Id, new(2026, 11, 1), null);
        await database.Store.Do(work =>
        {
            work.Put(null, newcomer, "joined");
            work.Put(null, lease, "leased");
            work.PutLentDay(lease, Some.Nogaro, new DateOnly(2026, 11, 24), lent: true);
            work.Put(null, Leases.Of("lease-2", Some.Desk2, newcomer.Id, new(2026, 1, 1), new(2026, 2, 1)), "leased");
        });

        var rows = await Rows(database.Store);

        var seen = Assert.Single(rows.Leases);
        Assert.Equal((newcomer.Id, Some.Desk), (seen.Member, seen.Space));
        Assert.Equal([new DateOnly(2026, 11, 24)], seen.LentDays);
        Assert.DoesNotContain(newcomer.Id, rows.Covered);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_pass_comes_with_its_booking_as_it_is_now(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var booked = Some.Booking(Some.Desk, Some.Tuesday(9, 12)) with { Guests = [new Guest("Zoé", null), new Guest("Luc", null)] };
        var pass = new GuestPass("nonce-1", booked.Id, 0, Some.Nogaro, Some.Tuesday(8.5, 12.5), 0, Some.Now);
        await database.Store.Put(null, booked);
        await database.Store.Do(work => work.Put(pass, "given-out"));
        await database.Store.Do(work => work.Put(pass with { Nonce = "nonce-old", During = Some.Tuesday(-100, -50) }, "given-out"));
        await database.Store.Put(booked, booked with { Version = 2, Status = BookingStatus.Cancelled, Charges = [], DueAt = null });

        Assert.Equal([new PassRow(pass, BookingStatus.Cancelled, Some.Nogaro, booked.During, 2)], (await Rows(database.Store)).Passes);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Doors_and_devices_come_with_it(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Store.Do(work => work.Put((Door?)null, Site.Door, "made"));
        await database.Store.Do(work => work.Put((Device?)null, Site.Reader, "added"));
        await database.Store.Do(work => work.Put((Device?)null, Site.Reader with { Id = "old", RemovedAt = Some.Now }, "added"));

        var rows = await Rows(database.Store);

        Assert.Equivalent(Site.Door, Assert.Single(rows.Doors), strict: true);
        Assert.Equal([Site.Reader], rows.Devices);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Events_are_listed_newest_first_by_what_is_asked(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Store.Ingest([Site.Tag(1), Site.Contact(2), Site.Tag(3) with { Door = "back", Member = Some.Paul }, Site.Tag(4) with { Decision = "none" }]);
        var queries = new StoreQueries(database.Store);
        var all = new EventFilter { Site = Some.Nogaro };

        async Task<IEnumerable<long>> List(EventFilter filter) => (await queries.Events(filter, Stop)).Select(happened => happened.Id.Seq);

        Assert.Equal([4, 3, 2, 1], await List(all));
        Assert.Equal([2], await List(all with { Kinds = ["door", "rex"] }));
        Assert.Equal([4, 2, 1], await List(all with { Door = "main" }));
        Assert.Equal([3], await List(all with { Member = Some.Paul }));
        Assert.Equal([3, 1], await List(all with { DecisionsOnly = true }));
        Assert.Equal([3, 2], await List(all with { Window = new TimeRange(Some.Now.AddSeconds(2), Some.Now.AddSeconds(4)) }));
        Assert.Equal([1], await List(all with { Door = "main", After = Site.Contact(2).Id }));
        Assert.Equal([4, 3], await List(all with { Most = 2 }));
        Assert.Empty(await List(all with { Site = new SiteId("auch") }));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Page_by_page_every_event_is_seen_once_whatever_the_clocks_said(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var seconds = Gen.Choose(0, 3).ListOf(25).Sample(1, 1).Single();
        await database.Store.Ingest([.. seconds.Select((second, i) => Site.Tag(i + 1) with { At = Some.Now.AddSeconds(second) })]);
        await database.Store.Ingest([.. seconds.Select((second, i) => Site.Tag(i + 1, "later") with { At = Some.Now.AddSeconds(second) })]);
        var queries = new StoreQueries(database.Store);

        var seen = new List<SiteEvent>();
        IReadOnlyList<SiteEvent> page;
        do
        {
            page = await queries.Events(new EventFilter { Site = Some.Nogaro, Most = 7, After = seen.Count == 0 ? null : seen[^1].Id }, Stop);
            seen.AddRange(page);
        }
        while (page.Count > 0);

        Assert.Equal(50, seen.Count);
        Assert.Distinct(seen.Select(happened => happened.Id));
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.True(pair.First.At >= pair.Second.At));
    }

    private static Task<AccessRows> Rows(Store store) => new StoreQueries(store).AccessRows(Some.Nogaro, Week, Stop);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
