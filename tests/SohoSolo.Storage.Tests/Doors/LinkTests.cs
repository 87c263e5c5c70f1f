using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;

namespace SohoSolo.Storage.Tests.Doors;

public sealed class LinkTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task What_was_last_said_to_a_gateway_is_remembered(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var queries = new StoreQueries(database.Store);
        Assert.Null(await queries.SiteLink(Some.Nogaro, Stop));

        await database.Store.Do(work => work.PutCounter(Some.Nogaro, 1000));
        await database.Store.Do(work => work.PutPublished(Some.Nogaro, 1001, """{"entries":[]}"""));
        await database.Store.Do(work => work.PutCounter(Some.Nogaro, 1002));

        Assert.Equal(new SiteLinkRow(Some.Nogaro, 1002, 1001, """{"entries":[]}""", Some.Now), await queries.SiteLink(Some.Nogaro, Stop));
        Assert.Equal(1002, (await database.Store.Read(new Scope { Presence = Some.Nogaro })).LinkCounter);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_counter_and_a_revision_never_go_back(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var (counter, revision) = (0, 0);
        foreach (var step in Gen.Choose(1, 200).Sample(40, 40))
        {
            if (step % 2 == 0)
            {
                await database.Store.Do(work => work.PutPublished(Some.Nogaro, step, $"{step}"));
                revision = Math.Max(revision, step);
            }
            else
            {
                await database.Store.Do(work => work.PutCounter(Some.Nogaro, step));
            }

            // A publication that is passed over counts for nothing.
            counter = step % 2 != 0 || revision == step ? Math.Max(counter, step) : counter;
            var link = (await new StoreQueries(database.Store).SiteLink(Some.Nogaro, Stop))!;
            Assert.Equal((counter, revision), ((int)link.Counter, (int)link.Revision));
            Assert.Equal(revision == 0 ? null : $"{revision}", link.Content);
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nodes_that_number_at_once_never_give_one_number_twice(string engine)
    {
        await using var database = await TestDatabase.Open(engine);

        var given = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Next(database.Store))));

        Assert.Distinct(given);
        Assert.Equal(20, given.Max());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_walk_in_is_written_down_once(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var booked = Some.Booking(Some.Desk, Some.Tuesday(9, 12)) with { IsWalkIn = true };
        await database.Store.Do(work =>
        {
            work.Put(null, booked, "walked-in");
            work.PutWalkIn("ask-1", booked.Id, Some.Nogaro, Some.Anne, "booked");
        });
        await database.Store.Do(work => work.PutWalkIn("ask-2", null, Some.Nogaro, Some.Paul, "conflict"));

        var again = Some.Booking(Some.Desk2, Some.Tuesday(9, 12), Some.Paul);
        await Assert.ThrowsAsync<TakenException>(() => database.Store.Do(work =>
        {
            work.Put(null, again, "walked-in");
            work.PutWalkIn("ask-1", again.Id, Some.Nogaro, Some.Paul, "booked");
        }));

        var queries = new StoreQueries(database.Store);
        var written = new WalkInRow("ask-1", booked.Id, Some.Nogaro, Some.Anne, Some.Now, "booked");
        Assert.Equal(written, await queries.WalkIn("ask-1", Stop));
        Assert.Equal([written, new WalkInRow("ask-2", null, Some.Nogaro, Some.Paul, Some.Now, "conflict")],
            await queries.WalkIns(Some.Nogaro, new Core.Time.TimeRange(Some.Now, Some.Now.AddHours(1)), Stop));
        Assert.Equal([written], (await database.Store.Read(new Scope { WalkIns = ["ask-1", "ask-9"] })).WalkIns);
        Assert.Equivalent(booked, await queries.Booking(booked.Id, Stop), strict: true);
        Assert.Null(await queries.Booking(again.Id, Stop));
        await Site.AssertVerified(database.Store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Whoever_arrived_is_looked_up_with_all_she_booked_there_that_day(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var morning = Some.Booking(Some.Desk, Some.Tuesday(9, 12)) with { Evidence = [new Evidence(Some.Now, "badge", "reader", "came in")] };
        var over = Some.Booking(Some.Desk2, Some.Tuesday(13, 14)) with { Status = BookingStatus.Completed, DueAt = null, Unproven = true };
        var tomorrow = Some.Booking(Some.Desk, Some.Tuesday(33, 36));
        var others = Some.Booking(Some.Desk3, Some.Tuesday(9, 12), Some.Paul);
        foreach (var booking in new[] { tomorrow, over, morning, others })
            await database.Store.Put(null, booking);

        var window = Some.Tuesday(0, 24);
        var facts = await database.Store.Read(new Scope { Presence = Some.Nogaro, Members = [Some.Anne], Stays = window, Bookings = [morning.Id] });
        var both = await database.Store.Read(new Scope { Sites = [Some.Nogaro], Members = [Some.Anne, Some.Paul], Stays = window });
        var queried = await new StoreQueries(database.Store).BookingsOfDay([Some.Anne], Some.Nogaro, window, Stop);

        Assert.Equivalent(new[] { morning, over }, facts.Bookings, strict: true);
        Assert.Equal([morning.Id, others.Id, over.Id], both.Bookings.Select(booking => booking.Id));
        Assert.Equivalent(facts.Bookings, queried, strict: true);
        Assert.Empty(await new StoreQueries(database.Store).BookingsOfDay([], Some.Nogaro, window, Stop));
        Assert.Empty((await database.Store.Read(new Scope { Presence = new SiteId("auch"), Members = [Some.Anne], Stays = window })).Bookings);
    }

    private static async Task<long> Next(Store store)
    {
        var executed = await store.Execute<long>(
            Some.Command(),
            async work =>
            {
                var next = (await work.Lock(new Scope { Presence = Some.Nogaro })).LinkCounter + 1;
                work.PutCounter(Some.Nogaro, next);
                return (next, new Answer(200, null, null));
            },
            TestContext.Current.CancellationToken);
        return Assert.IsType<Executed<long>.Fresh>(executed).Value;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
