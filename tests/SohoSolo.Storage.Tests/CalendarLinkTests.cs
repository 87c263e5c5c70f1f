using SohoSolo.Storage.Tests.Doors;

namespace SohoSolo.Storage.Tests;

/// <summary>The secret addresses of calendars, and when bookings were changed last.</summary>
public sealed class CalendarLinkTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_link_is_found_by_its_hash_until_it_is_ended(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var (store, queries) = (database.Store, new StoreQueries(database.Store));
        var mine = new CalendarLink { Id = "one", Hash = "aa", Member = Some.Anne, Name = "Téléphone d’Anne", MadeAt = Some.Now };
        var room = new CalendarLink { Id = "two", Hash = "bb", Member = Some.Anne, Space = Some.Desk, ShowsNames = true, Name = "x", MadeAt = Some.Now.AddSeconds(1) };
        await store.Do(work => work.Put(mine));
        await store.Do(work => work.Put(room));

        Assert.Equal([mine, room], await queries.CalendarLinks(Some.Anne, Stop));
        Assert.Empty(await queries.CalendarLinks(Some.Paul, Stop));
        Assert.Equal(room, await queries.CalendarLink("bb", Stop));
        await Assert.ThrowsAsync<TakenException>(() => store.Do(work => work.Put(mine with { Id = "three" })));

        await store.Do(work => work.Remove(mine));
        Assert.Null(await queries.CalendarLink("aa", Stop));
        await Assert.ThrowsAsync<StaleWriteException>(() => store.Do(work => work.Remove(mine)));
        Assert.Equal(["ended", "made"], (await queries.Audit("calendar", "one", null, null, 10, Stop)).Select(entry => entry.What));
        await Site.AssertVerified(store);
    }
}
