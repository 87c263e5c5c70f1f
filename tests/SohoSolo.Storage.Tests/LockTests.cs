using SohoSolo.Core;

namespace SohoSolo.Storage.Tests;

public sealed class LockTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Decisions_over_any_sites_members_and_spaces_never_deadlock(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        SpaceId[] desks = [Some.Desk, Some.Desk2, Some.Desk3];
        var attempts = 0;

        await Task.WhenAll(Enumerable.Range(0, 16).Select(task => Task.Run(async () =>
        {
            var chance = new Random(task);
            for (var round = 0; round < 10; round++)
                await database.Store.Execute<bool>(Some.Command(), async work => (await Touch(work, chance), new Answer(200, null, null)), TestContext.Current.CancellationToken);
        })));

        // A deadlock would have been tried again and counted twice.
        Assert.Equal(160, attempts);

        async Task<bool> Touch(Work work, Random chance)
        {
            Interlocked.Increment(ref attempts);
            var members = Enumerable.Range(0, 2).Select(_ => Some.Member(chance.Next(1, 5))).Distinct().ToList();
            var spaces = Enumerable.Range(0, 3).Select(_ => desks[chance.Next(3)]).Distinct().ToList();
            var scope = new Scope { Presence = chance.Next(2) == 0 ? Some.Nogaro : null, Members = members, Spaces = spaces, Window = Some.Tuesday(9, 12) };
            var facts = await work.Lock(scope);
            foreach (var member in facts.Members.Values.Select(known => known.Member).OrderByDescending(member => member.Id))
                work.Put(member, member with { Version = member.Version + 1 }, "touched");

            return true;
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Twenty_wishes_of_a_member_with_three_units_left_get_three(string engine)
    {
        await using var database = await TestDatabase.Open(engine);

        var got = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => Draw(database.Store, n))));

        Assert.Equal(3, got.Count(won => won));
        Assert.Equal(3, await database.Scalar<int>("SELECT sum(held) FROM balance"));

        static async Task<bool> Draw(Store store, int n)
        {
            var wish = Some.Booking(n % 2 == 0 ? Some.Desk : Some.Desk2, Some.Tuesday(n, n + 1));
            var executed = await store.Execute<bool>(Some.Command(), async work =>
            {
                var facts = await work.Lock(Some.ScopeOf(wish));
                if (facts.Members[Some.Anne].Wallet.Balances.Sum(balance => balance.Held) >= 3)
                    return (false, null);

                work.Put(null, wish, "booked");
                return (true, Some.Created(wish));
            }, TestContext.Current.CancellationToken);
            return executed is Executed<bool>.Fresh { Value: true };
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_work_locks_once(string engine)
    {
        await using var database = await TestDatabase.Open(engine);

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Store.Execute<bool>(Some.Command(), async work =>
        {
            await work.Lock(new Scope { Members = [Some.Anne] });
            await work.Lock(new Scope { Members = [Some.Paul] });
            return (true, null);
        }, TestContext.Current.CancellationToken));

        Assert.True((await database.Store.Book(Some.Booking(Some.Desk, Some.Tuesday(9, 12)))).Won());
    }
}
