using SohoSolo.Storage.Tests.Doors;

namespace SohoSolo.Storage.Tests;

/// <summary>Keys that members sign in with: whatever comes at once, a question counts once and a counter only grows.</summary>
public sealed class PasskeyTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_key_is_read_as_it_was_put_until_it_is_removed(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var (store, queries) = (database.Store, new StoreQueries(database.Store));
        var (phone, other) = (Key("phone"), Key("other") with { Member = Some.Paul, SignCount = uint.MaxValue, IsBackedUp = true, IsBackupEligible = true });
        await store.Do(work => work.Put(null, phone, "added"));
        await store.Do(work => work.Put(null, other, "added"));
        var renamed = phone with { Version = 2, Name = "Téléphone d’Anne" };
        await store.Do(work => work.Put(phone, renamed, "renamed"));

        Assert.Equal([renamed], await queries.Passkeys(Some.Anne, Stop));
        Assert.Equal(other, await queries.Passkey(other.Credential, Stop));
        await Assert.ThrowsAsync<TakenException>(() => store.Do(work => work.Put(null, Key("again") with { Credential = phone.Credential }, "added")));
        await Assert.ThrowsAsync<StaleWriteException>(() => store.Do(work => work.Remove(phone)));

        await store.Do(work => work.Remove(renamed));
        Assert.Empty(await queries.Passkeys(Some.Anne, Stop));
        Assert.Null(await queries.Passkey(phone.Credential, Stop));
        Assert.False(await store.Passkeys.Use(phone.Credential, 1, false, Some.Now, Stop));
        Assert.Equal(["removed", "renamed", "added"], (await queries.Audit("passkey", phone.Id, null, null, 10, Stop)).Select(entry => entry.What));
        await Site.AssertVerified(store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_many_who_bring_one_answer_at_once_one_is_looked_at(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var key = Key("phone");
        await database.Store.Do(work => work.Put(null, key, "added"));
        for (var round = 1; round <= 5; round++)
        {
            var number = round;
            var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => database.Store.Passkeys.Take($"challenge-{number}", "client", 1_000, Some.Now, Stop))));
            Assert.Single(tries, went => went == PasskeyTry.First);
            Assert.Equal(7, tries.Count(went => went == PasskeyTry.Again));

            // The same signature again, were its question ever let through twice: its device has counted once only.
            var uses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => database.Store.Passkeys.Use(key.Credential, number, true, Some.Now, Stop))));
            Assert.Single(uses, used => used);
        }

        Assert.False(await database.Store.Passkeys.Use(key.Credential, 0, true, Some.Now, Stop));
        Assert.Equal((5, true, Some.Now), await Read(database, key));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_key_that_does_not_count_is_used_again_and_again(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var key = Key("phone");
        await database.Store.Do(work => work.Put(null, key, "added"));

        Assert.True(await database.Store.Passkeys.Use(key.Credential, 0, false, Some.Now, Stop));
        Assert.True(await database.Store.Passkeys.Use(key.Credential, 0, false, Some.Now.AddMinutes(1), Stop));
        Assert.Equal((0, false, Some.Now.AddMinutes(1)), await Read(database, key));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_client_tries_so_often_within_an_hour_and_no_more(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var passkeys = database.Store.Passkeys;
        for (var time = 0; time < 3; time++)
            Assert.Equal(PasskeyTry.First, await passkeys.Take($"challenge-{time}", "client", 3, Some.Now, Stop));

        Assert.Equal(PasskeyTry.TooOften, await passkeys.Take("challenge-3", "client", 3, Some.Now, Stop));
        Assert.Equal(PasskeyTry.First, await passkeys.Take("challenge-3", "another", 3, Some.Now, Stop));
        Assert.Equal(PasskeyTry.First, await passkeys.Take("challenge-4", "client", 3, Some.Now.AddMinutes(61), Stop));

        await passkeys.Forget(Some.Now.AddMinutes(1), Stop);
        Assert.Equal(1, await database.Scalar<int>("SELECT count(*) FROM passkey_try"));
    }

    private static async Task<(long Count, bool IsBackedUp, DateTimeOffset? UsedAt)> Read(TestDatabase database, Passkey key)
    {
        var read = (await new StoreQueries(database.Store).Passkey(key.Credential, Stop))!;
        return (read.SignCount, read.IsBackedUp, read.UsedAt);
    }

    private static Passkey Key(string id) => new()
    {
        Id = id,
        Member = Some.Anne,
        Credential = $"credential-of-{id}",
        PublicKey = "cHVibGlj",
        SignCount = 0,
        Transports = "internal,hybrid",
        IsBackupEligible = false,
        IsBackedUp = false,
        Name = "Téléphone",
        MadeAt = Some.Now,
    };
}
