using SohoSolo.Core.Members;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tests.Privacy;

/// <summary>Where a member lived when, for figures by home; and the number that stands for her.</summary>
public sealed class HomeTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_move_counts_from_its_day_on_and_the_first_word_of_a_home_is_no_move(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        await database.Change("INSERT INTO community (siren, name, type) VALUES ('200035632', 'Bas-Armagnac', 'CC')");
        await database.Change("INSERT INTO commune (insee_code, name, postal_codes, population, siren, lat, lon) VALUES ('32296', 'Nogaro', '32110', 2000, '200035632', 43.7, 0)");
        var unsaid = new Member { Id = new Core.MemberId("mover"), Name = "Marie", MadeAt = Some.Now };
        await Put(database.Store, null, unsaid);

        var abroad = unsaid with { Version = 2, Country = "ES" };
        await Put(database.Store, unsaid, abroad);
        Assert.Equal([], await Homes(database.Store));

        var home = abroad with { Version = 3, Country = null, Commune = "32296" };
        await Put(database.Store, abroad, home);
        Assert.Equal([(0, "country:ES"), (20261123, "200035632")], await Homes(database.Store));

        // On the same day again: only where she is at its end counts. What is no move writes nothing.
        var named = home with { Version = 4, Name = "Marie Dupouy" };
        await Put(database.Store, home, named);
        await Put(database.Store, named, named with { Version = 5, Commune = null, Country = "FR" });
        Assert.Equal([(0, "country:ES"), (20261123, "country:FR")], await Homes(database.Store));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_member_has_one_random_number_whoever_asks_first(string engine)
    {
        await using var database = await TestDatabase.Open(engine);

        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Pseudonym(database.Store, Some.Anne)));

        Assert.Single(asked.Distinct());
        Assert.Equal(32, asked[0]!.Length);
        Assert.NotEqual(asked[0], await Pseudonym(database.Store, Some.Paul));
        Assert.Null(await Pseudonym(database.Store, new Core.MemberId("nobody")));
    }

    private static Task<string?> Pseudonym(Store store, Core.MemberId member) => store.TransactQuietly(
        async session =>
        {
            var pseudonym = await Pseudonyms.Of(session, member, TestContext.Current.CancellationToken);
            await session.Commit([]);
            return pseudonym;
        },
        TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<(int, string)>> Homes(Store store)
    {
        List<(int, string)> homes = [];
        await store.TransactQuietly(
            async session =>
            {
                await session.Run([new SqlStatement("SELECT h.from_day, h.home FROM member_home h WHERE h.member_id = 'mover' ORDER BY h.from_day", [], row => homes.Add((row.GetInt32(0), row.GetString(1))))], TestContext.Current.CancellationToken);
                return true;
            },
            TestContext.Current.CancellationToken);
        return homes;
    }

    private static Task<Executed<bool>> Put(Store store, Member? before, Member after) => store.Execute(
        Some.Command(),
        work =>
        {
            work.Put(before, after, "changed");
            return ValueTask.FromResult<(bool, Answer?)>((true, new Answer(200, null, null)));
        },
        TestContext.Current.CancellationToken);
}
