using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;

namespace SohoSolo.Storage.Tests.Queries;

public sealed class MemberQueryTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    private static readonly Member Helene = new()
    {
        Id = new("z-helene"),
        Name = "Hélène Dupœuf",
        Email = "h.dupoeuf@example.org",
        Phone = "+33562080101",
        Commune = "32296",
        Role = Role.Keeper,
        Keeps = [new SiteId("nogaro")],
        MadeAt = Some.Now,
        Accepted = new Acceptance(2, Some.Now.AddDays(1)),
    };

    [Theory, MemberData(nameof(Engines))]
    public async Task A_member_reads_back_as_she_was_written(string engine)
    {
        await using var database = await WithHelene(engine);

        Assert.Equivalent(Helene, await Of(database).Member(Helene.Id, Stop), strict: true);
        Assert.Null(await Of(database).Member(new MemberId("nobody"), Stop));
        Assert.Null((await Of(database).Member(Some.Member(1), Stop))!.Accepted);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_she_accepts_later_takes_the_place_of_what_she_accepted_before(string engine)
    {
        await using var database = await WithHelene(engine);
        var after = Helene with { Version = 2, Accepted = new Acceptance(3, Some.Now.AddDays(9)) };
        await Put(database, work => work.Put(Helene, after, "accepted-rules"));

        Assert.Equal(after.Accepted, (await Of(database).Member(Helene.Id, Stop))!.Accepted);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_search_finds_names_addresses_and_phones_whatever_the_accents(string engine)
    {
        await using var database = await WithHelene(engine);

        foreach (var search in new[] { "helene", "HÉLÈNE", "  dup hel", "h.dupoeuf@", "05 62 08", "+33 5 62", "0562080101" })
            Assert.Equal([Helene.Id], (await Of(database).Members(search, null, 10, 0, Stop)).Select(member => member.Id));

        foreach (var search in new[] { "helena", "%", "0663", "member hélène" })
            Assert.Empty(await Of(database).Members(search, null, 10, 0, Stop));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Members_come_by_name_then_id_a_page_at_a_time(string engine)
    {
        await using var database = await WithHelene(engine);

        Assert.Equal([Helene.Id, Some.Member(1), Some.Member(10)], (await Of(database).Members(null, null, 3, 0, Stop)).Select(member => member.Id));
        Assert.Equal([Some.Member(10)], (await Of(database).Members("", null, 1, 2, Stop)).Select(member => member.Id));
        Assert.Equal([Helene.Id], (await Of(database).Members(null, Role.Keeper, 10, 0, Stop)).Select(member => member.Id));
        Assert.Empty(await Of(database).Members(null, Role.Chamber, 10, 0, Stop));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_list_is_narrowed_by_status_and_home_and_says_how_many_there_are(string engine)
    {
        await using var database = await WithHelene(engine);
        var all = await Of(database).Members(new MemberFilter { Most = 2 }, Stop);
        var hers = await Of(database).Members(new MemberFilter { Status = MemberStatus.Active, Role = Role.Keeper, Communes = ["32296", "32013"], Search = "helene" }, Stop);

        Assert.Equal(2, all.Members.Count);
        Assert.True(all.Total > 2);
        Assert.Equal((Helene.Id, 1), (Assert.Single(hers.Members).Id, hers.Total));
        Assert.Equal(0, (await Of(database).Members(new MemberFilter { Status = MemberStatus.Suspended }, Stop)).Total);
        Assert.Empty((await Of(database).Members(new MemberFilter { Communes = [] }, Stop)).Members);
        Assert.Contains("32296", await Of(database).CommunesOfMembers(Stop));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_wallet_has_every_grant_and_the_balances_of_the_months_asked(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var booking = Some.Booking(Some.Desk, Some.Tuesday(9, 12)) with
        {
            Charges =
            [
                new Charge(Some.GrantOf(Some.Anne), Some.November, 1, ChargeState.Held),
                new Charge(Some.GrantOf(Some.Anne), new Period("2026-12"), 2, ChargeState.Held),
                new Charge(Some.GrantOf(Some.Anne), Period.Whole, 3, ChargeState.Used),
            ],
        };
        await database.Store.Put(null, booking, "booked");

        var wallet = await Of(database).Wallet(Some.Anne, [Some.November], Stop);

        Assert.Equal(Some.GrantOf(Some.Anne), Assert.Single(wallet.Entitlements).Id);
        Assert.Equal([("2026-11", 1, 0), ("whole", 0, 3)], wallet.Balances.Select(balance => (balance.Period.Value, balance.Held, balance.Used)));
        Assert.Empty((await Of(database).Wallet(Some.Paul, [Some.November], Stop)).Balances);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Grants_of_a_day_are_those_that_give_then(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        Entitlement book = new Entitlement.TicketBook(5)
        {
            Id = new("book"),
            Member = Some.Anne,
            Funder = "200035632",
            FirstDay = new DateOnly(2026, 12, 1),
            LastDay = new DateOnly(2026, 12, 31),
        };
        await database.Store.Execute(
            new Command { Principal = "test", Key = "book", Fingerprint = "book", Actor = "test", At = Some.Now },
            work =>
            {
                work.Put(null, book, "granted");
                return ValueTask.FromResult<(bool, Answer?)>((true, new Answer(204, null, null)));
            },
            Stop);

        Assert.Contains(book.Id, await On(new DateOnly(2026, 12, 1)));
        Assert.Contains(book.Id, await On(new DateOnly(2026, 12, 31)));
        Assert.DoesNotContain(book.Id, await On(new DateOnly(2026, 11, 30)));
        Assert.DoesNotContain(book.Id, await On(new DateOnly(2027, 1, 1)));
        Assert.Contains(Some.GrantOf(Some.Anne), await On(new DateOnly(2026, 12, 31)));

        async Task<IEnumerable<EntitlementId>> On(DateOnly day) => (await Of(database).GrantsOn(day, Stop)).Select(grant => grant.Id);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_token_is_found_by_its_hash(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var token = new AccessToken
        {
            Id = "t1",
            Hash = "cafe",
            Member = Some.Anne,
            Role = Role.Member,
            Scopes = ["read", "write"],
            Name = "phone",
            MadeAt = Some.Now,
            ExpiresAt = Some.Now.AddDays(9),
            RevokedAt = Some.Now.AddDays(1),
        };
        await Put(database, work => work.Put(token, "made"));

        Assert.Equivalent(token, await Of(database).Token("cafe", Stop), strict: true);
        Assert.Null(await Of(database).Token("CAFE", Stop));
        Assert.Equal(["t1"], (await Of(database).TokensOf(Some.Anne, Stop)).Select(found => found.Id));
        Assert.Empty(await Of(database).TokensOf(Some.Paul, Stop));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_line_is_in_the_order_in_which_they_came_and_has_only_who_still_waits(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var second = Waits("w1", Some.Anne, made: 2);
        var first = Waits("w2", Some.Paul, made: 1) with { Space = Some.Desk, Equipment = ["screen"], Seats = 2, TakeAtOnce = true, ByDayPart = true };
        var offered = Waits("w3", Some.Member(3), made: 0) with { Status = WaitingStatus.Offered, Offer = new BookingId("b") };
        await Put(database, work =>
        {
            work.Put(null, second, "joined");
            work.Put(null, first, "joined");
            work.Put(null, offered, "joined");
        });

        Assert.Equivalent(new[] { first, second }, await Of(database).Line(Some.Nogaro, Some.Tuesday(11, 13), Stop), strict: true);
        Assert.Empty(await Of(database).Line(Some.Nogaro, Some.Tuesday(12, 13), Stop));
        Assert.Empty(await Of(database).Line(new SiteId("auch"), Some.Tuesday(11, 13), Stop));
        Assert.Equivalent(offered, await Of(database).Waiting("w3", Stop), strict: true);
        Assert.Equal(["w3"], (await Of(database).WaitingOf(Some.Member(3), Stop)).Select(entry => entry.Id));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_audit_log_is_newest_first_and_narrows_by_what_is_asked(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var booking = Some.Booking(Some.Desk, Some.Tuesday(9, 12));
        await database.Store.Put(null, booking, "booked");
        await database.Store.Put(booking, booking with { Version = 2, Purpose = "x" }, "changed");

        var told = await Of(database).Audit("booking", booking.Id.Value, null, null, 10, Stop);

        Assert.Equal([(2, "changed"), (1, "booked")], told.Select(entry => (entry.Version, entry.What)));
        Assert.Equal((Some.Anne.Value, "nogaro", 3, Some.Now), (told[0].MemberId, told[0].SiteId, told[0].RulesVersion, told[0].At));
        Assert.Equal("changed", Assert.Single(await Of(database).Audit(null, null, Some.Anne.Value, null, 1, Stop)).What);
        Assert.Empty(await Of(database).Audit(null, null, null, Some.Now, 10, Stop));
        Assert.Equal(10, (await Of(database).Audit(null, null, null, Some.Now.AddMilliseconds(1), 10, Stop)).Count);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static StoreQueries Of(TestDatabase database) => new(database.Store);

    private static async Task<TestDatabase> WithHelene(string engine)
    {
        var database = await TestDatabase.Open(engine);
        await Put(database, work => work.Put(null, Helene, "joined"));
        return database;
    }

    private static WaitingEntry Waits(string id, MemberId member, int made) => new()
    {
        Id = id,
        Member = member,
        Site = Some.Nogaro,
        Kind = SpaceKind.Desk,
        During = Some.Tuesday(9, 12),
        MadeAt = Some.Now.AddMinutes(made),
        Status = WaitingStatus.Waiting,
    };

    private static async Task Put(TestDatabase database, Action<Work> put) => await database.Store.Execute(
        Some.Command(),
        work =>
        {
            put(work);
            return ValueTask.FromResult<(bool, Answer?)>((true, new Answer(200, null, null)));
        },
        Stop);
}
