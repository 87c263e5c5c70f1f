using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Access;

namespace SohoSolo.Storage.Tests.Doors;

public sealed class CredentialTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_credential_is_read_as_it_was_put_in_every_way(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var badge = Site.Badge("a") with { Label = "porte-clés" };
        var pin = Site.Badge("b") with { Kind = CredentialKind.Pin };
        await database.Store.Do(work => work.Put((Credential?)null, badge, "enrolled"));
        await database.Store.Do(work => work.Put((Credential?)null, pin, "enrolled"));
        var revoked = badge with { Version = 2, RevokedAt = Some.Now.AddHours(1), RevokedWhy = "lost" };

        await database.Store.Do(work => work.Put(badge, revoked, "revoked"));

        var queries = new StoreQueries(database.Store);
        Assert.Equal([revoked, pin], await queries.Credentials(Some.Anne, Stop));
        Assert.Equal([revoked, pin], await queries.CredentialsOf([pin.Id, badge.Id, "none"], Stop));
        Assert.Equal(pin, await queries.Credential(pin.Id, Stop));
        var facts = await database.Store.Read(new Scope { Members = [Some.Anne], CredentialsOfMembers = true, Credentials = [badge.Id, pin.Id] });
        Assert.Equal([revoked, pin], facts.Credentials);
        Assert.Equal([pin], (await database.Store.Read(new Scope { Members = [Some.Anne, Some.Paul], CredentialsOfMembers = true })).Credentials);
        Assert.Empty(await queries.CredentialsOf([], Stop));
        await Site.AssertVerified(database.Store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_badge_that_is_one_members_is_nobody_elses_until_it_is_revoked(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var hers = Site.Badge("a");
        await database.Store.Do(work => work.Put((Credential?)null, hers, "enrolled"));

        await Assert.ThrowsAsync<TakenException>(() => database.Store.Do(work => work.Put((Credential?)null, Site.Badge("a", Some.Paul), "enrolled")));
        await database.Store.Do(work => work.Put(hers, hers with { Version = 2, RevokedAt = Some.Now, RevokedWhy = "lost" }, "revoked"));
        var queries = new StoreQueries(database.Store);
        Assert.Equal("lost", (await queries.CredentialByLookup("a", Stop))?.RevokedWhy);
        await database.Store.Do(work => work.Put((Credential?)null, Site.Badge("a", Some.Paul), "enrolled"));

        Assert.Equal(Some.Paul, (await queries.CredentialByLookup("a", Stop))?.Member);
        Assert.Null(await queries.CredentialByLookup("b", Stop));
        await Assert.ThrowsAsync<TakenException>(() => database.Store.Do(work =>
            work.Put(hers with { Version = 2 }, hers with { Version = 3 }, "found again")));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_many_members_who_enrol_one_badge_at_once_one_has_it(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        for (var round = 0; round < 5; round++)
        {
            var lookup = $"badge-{round}";

            var failures = await Task.WhenAll(Enumerable.Range(1, 10).Select(n => Task.Run(async () =>
                await Record.ExceptionAsync(() => database.Store.Do(work => work.Put((Credential?)null, Site.Badge(lookup, Some.Member(n)), "enrolled"))))));

            Assert.Single(failures, failure => failure is null);
            Assert.All(failures.OfType<Exception>(), failure => Assert.IsType<TakenException>(failure));
        }

        Assert.Equal(5, await database.Scalar<int>("SELECT count(*) FROM credential"));
        await Site.AssertVerified(database.Store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task After_any_enrolling_and_revoking_each_badge_has_one_owner_at_most(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var steps = Gen.Choose(0, 17).Sample(40, 40);
        var owners = new Dictionary<string, Credential>();
        foreach (var step in steps)
        {
            // Three badges, three members, and whether the badge is taken or given back.
            var (badge, member, revoke) = ($"badge-{step % 3}", Some.Member((step / 3 % 3) + 1), step >= 9);
            var owned = owners.GetValueOrDefault(badge);
            if (revoke && owned is not null)
            {
                await database.Store.Do(work => work.Put(owned, owned with { Version = 2, RevokedAt = Some.Now, RevokedWhy = "lost" }, "revoked"));
                owners.Remove(badge);
            }
            else if (!revoke)
            {
                var mine = Site.Badge(badge, member);
                var failure = await Record.ExceptionAsync(() => database.Store.Do(work => work.Put((Credential?)null, mine, "enrolled")));
                Assert.Equal(owned is not null, failure is TakenException);
                owners.TryAdd(badge, mine);
            }
        }

        var queries = new StoreQueries(database.Store);
        foreach (var n in Enumerable.Range(0, 3))
            Assert.Equal(owners.GetValueOrDefault($"badge-{n}")?.Id, await queries.CredentialByLookup($"badge-{n}", Stop) is { RevokedAt: null } active ? active.Id : null);

        await Site.AssertVerified(database.Store);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_change_of_what_somebody_else_has_changed_is_refused(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var badge = Site.Badge("a");
        var waits = Site.Waits();
        await database.Store.Do(work => work.Put((Credential?)null, badge, "enrolled"));
        await database.Store.Do(work => work.Put((Enrolment?)null, waits, "began"));
        await database.Store.Do(work => work.Put(badge, badge with { Version = 2, Label = "x" }, "named"));
        await database.Store.Do(work => work.Put(waits, waits with { Version = 2, Status = EnrolmentStatus.InUse }, "refused"));

        await Assert.ThrowsAsync<StaleWriteException>(() => database.Store.Do(work => work.Put(badge, badge with { Version = 2, Label = "y" }, "named")));
        await Assert.ThrowsAsync<StaleWriteException>(() => database.Store.Do(work => work.Put(waits, waits with { Version = 2, Status = EnrolmentStatus.Done }, "done")));
        await Assert.ThrowsAsync<ArgumentException>(() => database.Store.Do(work => work.Put(badge, badge with { Version = 3 }, "named")));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_reader_knows_who_waits_there_and_forgets_who_waited_too_long(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var (first, second, elsewhere) = (Site.Waits(), Site.Waits(member: Some.Paul) with { MadeAt = Some.Now.AddSeconds(1) }, Site.Waits("nogaro-reader-back"));
        foreach (var waits in new[] { first, second, elsewhere })
            await database.Store.Do(work => work.Put((Enrolment?)null, waits, "began"));

        var queries = new StoreQueries(database.Store);
        Assert.Equal(second, await queries.PendingEnrolment(Some.Nogaro, first.Reader, Some.Now.AddSeconds(2), Stop));
        Assert.Null(await queries.PendingEnrolment(Some.Nogaro, first.Reader, Some.Now.AddMinutes(2), Stop));
        Assert.Equal([first, elsewhere, second], (await database.Store.Read(new Scope { Presence = Some.Nogaro, PendingEnrolments = true })).Enrolments);
        var done = second with { Version = 2, Status = EnrolmentStatus.Done, Credential = "credential-1" };
        await database.Store.Do(work => work.Put(second, done, "done"));

        Assert.Equal(first, await queries.PendingEnrolment(Some.Nogaro, first.Reader, Some.Now.AddSeconds(2), Stop));
        Assert.Equal([elsewhere, first], await queries.Enrolments(Some.Anne, Stop));
        Assert.Equal(done, await queries.Enrolment(second.Id, Stop));
        Assert.Equal([done], (await database.Store.Read(new Scope { Enrolments = [done.Id] })).Enrolments);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_pass_is_read_as_it_was_given_out_and_never_twice(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var booked = Some.Booking(Some.Desk, Some.Tuesday(9, 12));
        await database.Store.Put(null, booked);
        var pass = new GuestPass("nonce-1", booked.Id, 0, Some.Nogaro, Some.Tuesday(8.5, 12.5), 1, Some.Now);
        await database.Store.Do(work => work.Put(pass, "given-out"));

        var queries = new StoreQueries(database.Store);
        Assert.Equal([pass], await queries.Passes(booked.Id, Stop));
        Assert.Equal(pass, await queries.Pass("nonce-1", Stop));
        await Assert.ThrowsAsync<TakenException>(() => database.Store.Do(work => work.Put(pass, "given-out")));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
