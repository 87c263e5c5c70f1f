using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Storage.Tests.Doors;

namespace SohoSolo.Storage.Tests.Privacy;

/// <summary>Whether nothing leads to a member any more once she is erased, and every figure is what it was.</summary>
public sealed class ErasureTests
{
    private static readonly MemberId Her = Some.Member(3);

    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_who_is_erased_after_a_year_nothing_is_left_that_names_her(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var store = database.Store;
        await new Year(store, 11).Live();

        // Some of her bookings, and of what the journal says of her, are under her pseudonym already.
        await RetentionTests.Run(store, 500, TestContext.Current.CancellationToken);
        await Numbered(store);
        var (figures, named) = (await RetentionTests.Figures(store), await Walker.Texts(store, IsHers));
        Assert.True(named.Select(text => text[..text.IndexOf(':', StringComparison.Ordinal)]).Distinct().Count() > 20, "She is named in many columns.");

        await Begin(store, Her);
        await Site.AssertVerified(store);
        await Empty(store, Her);
        await store.Erasures.End(Her, TestContext.Current.CancellationToken);

        Assert.Equal([], await Walker.Texts(store, IsHers));
        Assert.Equal(figures, await RetentionTests.Figures(store));
        Assert.Equal(1, await database.Scalar<long>("SELECT count(*) FROM erased"));
        Assert.Equal(1, await database.Scalar<long>("SELECT count(*) FROM journal WHERE entity = 'erasure'"));
        await Site.AssertVerified(store);
    }

    /// <summary>A keeper's hand is in others' history; it stays a hand, and no longer hers.</summary>
    [Theory, MemberData(nameof(Engines))]
    public async Task A_keeper_is_erased_from_what_she_did_for_others(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var (store, keeper) = (database.Store, Some.Member(20));
        await new Year(store, 12).Live();
        var entries = await database.Scalar<long>("SELECT count(*) FROM journal WHERE actor = 'm020' AND entity <> 'member'");
        Assert.True(entries > 100);

        await Begin(store, keeper);
        await Empty(store, keeper);

        Assert.Equal(["erasure.member_id: m020"], await Walker.Texts(store, text => text == keeper.Value));
        Assert.Equal(entries, await database.Scalar<long>("SELECT count(*) FROM journal WHERE length(actor) = 32"));
        await Site.AssertVerified(store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Stopped_midway_and_begun_by_two_at_once_it_ends_all_the_same(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var (store, random) = (database.Store, new Random(13));
        await new Year(store, 13).Live();
        await Numbered(store);
        var figures = await RetentionTests.Figures(store);
        await Begin(store, Her);
        for (var tries = 0; tries < 6; tries++)
        {
            using var killed = new CancellationTokenSource();
            killed.CancelAfter(random.Next(1, 30));
            try
            {
                await store.Erasures.Empty(Her, killed.Token);
            }
            catch (OperationCanceledException)
            {
                await Site.AssertVerified(store);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Empty(store, Her), TestContext.Current.CancellationToken)));

        var pending = Assert.Single(await store.Erasures.Pending(TestContext.Current.CancellationToken));
        Assert.Equal((Her, true), (pending.Member, pending.Emptied is not null));
        Assert.Equal(["erasure.member_id: m003"], await Walker.Texts(store, IsHers));
        Assert.Equal(figures, await RetentionTests.Figures(store));
        await Site.AssertVerified(store);
    }

    /// <summary>Who follows the journal may have read her before she went, and write of her after.</summary>
    [Theory, MemberData(nameof(Engines))]
    public async Task What_is_written_of_her_late_is_swept_up(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var store = database.Store;
        await Begin(store, Her);
        await Empty(store, Her);

        await store.Do(work => work.Note(new JournalEntry { At = Some.Now, Entity = "consultation", EntityId = "late", Version = 1, What = "consulted", Actor = Her.Value, MemberId = Her.Value }));
        await store.Do(work => work.PutWalkIn("late", null, Some.Nogaro, Her, "turned-away"));
        await store.Ingest([Site.Tag(1) with { Member = Her }]);
        await Empty(store, Her);
        await store.Erasures.End(Her, TestContext.Current.CancellationToken);

        Assert.Equal([], await Walker.Texts(store, IsHers));
        await Site.AssertVerified(store);
    }

    /// <summary>Figures are counted by the pseudonym, so it is there before they are compared.</summary>
    private static Task<bool> Numbered(Store store) => store.TransactQuietly(
        async session =>
        {
            foreach (var n in Enumerable.Range(1, 20))
                await Pseudonyms.Of(session, Some.Member(n), TestContext.Current.CancellationToken);

            await session.Commit([]);
            return true;
        },
        TestContext.Current.CancellationToken);

    private static bool IsHers(string text) => text.Contains(Her.Value, StringComparison.Ordinal) && !text.Contains(Some.GrantOf(Her).Value, StringComparison.Ordinal);

    private static Task Empty(Store store, MemberId member) => store.Erasures.Empty(member, TestContext.Current.CancellationToken);

    private static async Task Begin(Store store, MemberId member)
    {
        var began = await store.Execute<bool>(
            Some.Command(),
            async work =>
            {
                var before = (await work.Lock(new Scope { Members = [member] })).Members[member].Member;
                work.BeginErasure(before, before with { Version = before.Version + 1, Name = "", Email = null, Phone = null, Status = MemberStatus.Erased }, "mark");
                return (true, new Answer(200, null, null));
            },
            TestContext.Current.CancellationToken);
        Assert.IsType<Executed<bool>.Fresh>(began);
    }
}
