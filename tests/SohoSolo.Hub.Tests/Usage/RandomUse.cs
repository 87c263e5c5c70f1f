using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Reporting;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Usage;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Usage;

/// <summary>
/// A network in which anything happens in any order: bookings are made late and early, moved between sites and months, cut, given back, found to be no-shows and not; members move and are forgotten; counts are made again.
/// </summary>
internal sealed class RandomUse : IAsyncDisposable
{
    private const int Members = 14;

    private static readonly string[] Communes = ["32296", "32013", "32119"];

    private readonly Random chance;
    private readonly ManualClock clock;
    private readonly UsageKeeper keeper;
    private readonly List<Telecentre> sites;
    private readonly List<Booking> bookings = [];
    private readonly List<Member> members = [];
    private readonly List<Entitlement> grants = [];
    private int number;

    private RandomUse(ScratchStore database, ManualClock clock, List<Telecentre> sites, int seed)
    {
        Database = database;
        this.clock = clock;
        this.sites = sites;
        chance = new Random(seed);
        var queries = new StoreQueries(Store);
        var network = new NetworkCache(queries);
        keeper = new UsageKeeper(Store, queries, network, new OfferBook(Store, queries, network, clock), clock, NullLogger<UsageKeeper>.Instance);
    }

    public ScratchStore Database { get; }

    public Store Store => Database.Store;

    /// <summary>Which things have happened, for whoever asks whether the test tests.</summary>
    public HashSet<string> Happened { get; } = [];

    public RawUsage Raw => new(
        Database, [.. sites.Select(site => (site.Id.Value, site.Calendar.Zone, site.Calendar.HalfDayBoundary))], new DateOnly(2026, 8, 1), new DateOnly(2027, 4, 30), clock.GetUtcNow());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<RandomUse> Begin(string engine, int seed)
    {
        var clock = new ManualClock(RunningHub.MondayMorning);
        var database = await ScratchStore.Open(engine, clock);
        var seeded = SmallNetwork.At(clock.GetUtcNow());
        seeded = seeded with
        {
            Communities = [.. seeded.Communities, new SeedCommunity(new Community("243200417", "Grand Auch"), "CA")],
            Communes = [.. seeded.Communes, new SeedCommune(new Commune("32119", "Eauze", "243200417", 4000, new GeoPoint(43.86, 0.10)), "32800")],
        };
        await new StoreMaintenance(database.Store).Seed(seeded, Stop);
        var use = new RandomUse(database, clock, [.. seeded.Sites], seed);
        await use.Happens(work => use.MeetMembers(work));
        return use;
    }

    /// <summary>Something or other; counting everything again would hide what no news told of.</summary>
    public async Task Step(bool withRebuilds = true)
    {
        switch (chance.Next(100))
        {
            case < 38: await Happens(Book); break;
            case < 74: await Happens(Change); break;
            case < 79: await Happens(MoveHouse); break;
            case < 82: await Happens(ChangeFunder); break;
            case < 83: await Forget(); break;
            case < 84: await Happens(DivideDays); break;
            case < 87 when withRebuilds: await Rebuild(); break;
            case < 87: await Happens(Change); break;
            case < 94: clock.Advance(TimeSpan.FromMinutes(chance.Next(1, 24 * 60))); break;
            default: await keeper.Step(Stop); break;
        }
    }

    /// <summary>Until nothing is to be counted any more.</summary>
    public async Task Settle()
    {
        // Whoever was counted a moment ago waits a little, and a test's clock stands still; PostgreSQL settles an entry once no older transaction runs on the whole server, which other tests share.
        clock.Advance(TimeSpan.FromMinutes(1));

        // The first step only takes a place in the journal.
        await keeper.Step(Stop);
        await Patience.Until(
            async () => await keeper.Step(Stop) == 0 && await Database.IsRead(StoreUsage.Cursor), TimeSpan.FromSeconds(30), () => "The use of places was not counted to the end.", Stop);
    }

    public int Between(int least, int most) => chance.Next(least, most + 1);

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    public async Task Rebuild()
    {
        Happened.Add("rebuilt");
        await Store.Usage.MakeAllDue((site, during) => UsageRollup.MonthsOf(sites.Single(one => one.Id == site).Calendar, during), Stop);
    }

    private async Task Happens(Action<Work> what) => await Store.Execute(
        SystemCommand.Named("test", clock.GetUtcNow()),
        async work =>
        {
            await work.Lock(new Scope());
            what(work);
            return (true, (Answer?)SystemCommand.Done);
        },
        Stop);

    private void MeetMembers(Work work)
    {
        foreach (var n in Enumerable.Range(1, Members))
        {
            var member = new Member { Id = new MemberId($"m{n:00}"), Name = $"m{n:00}", MadeAt = clock.GetUtcNow(), Commune = n % 5 == 0 ? null : One(Communes), Country = n % 10 == 0 ? "ES" : null };
            members.Add(member);
            work.Put(null, member, "added");
            Entitlement[] hers =
            [
                new Entitlement.OccasionalFree(100, null) { Id = new EntitlementId($"free-{n:00}"), Member = member.Id, Funder = SmallNetwork.Funder, FirstDay = new DateOnly(2020, 1, 1) },
                new Entitlement.Funded(n % 2 == 0 ? "Acme" : "Menuiserie", 20) { Id = new EntitlementId($"paid-{n:00}"), Member = member.Id, Funder = "243200417", FirstDay = new DateOnly(2020, 1, 1) },
            ];
            grants.AddRange(hers);
            foreach (var grant in hers)
                work.Put(null, grant, "granted");
        }
    }

    private void Book(Work work)
    {
        var member = One(members);
        var booking = Somewhere(new Booking
        {
            Id = new BookingId($"booking-{++number:0000}"),
            Site = sites[0].Id,
            Space = sites[0].Spaces[0].Id,
            Kind = SpaceKind.Desk,
            Member = member.Id,
            During = new TimeRange(clock.GetUtcNow(), clock.GetUtcNow().AddHours(1)),
            Status = One(Enum.GetValues<BookingStatus>()),
            RulesVersion = 1,
            Rate = 1,
            MadeAt = clock.GetUtcNow(),
            IsWalkIn = chance.Next(6) == 0,
            Guests = [.. Enumerable.Range(0, chance.Next(5) == 0 ? chance.Next(1, 4) : 0).Select(guest => new Guest($"g{guest}", null))],
            Unproven = chance.Next(3) == 0,
        });
        booking = booking with { Charges = ChargesOf(booking) };
        if (!Fits(booking)) return;

        work.Put(null, Due(booking), "booked");
        bookings.Add(Due(booking));
    }

    private void Change(Work work)
    {
        if (bookings.Count == 0) return;

        var at = chance.Next(bookings.Count);
        var before = bookings[at];
        var (what, after) = Changed(before);
        after = Due(after with { Version = before.Version + 1 });
        if (!Fits(after)) return;

        work.Put(before, after, what);
        bookings[at] = after;
        Happened.Add(what);
    }

    private (string What, Booking After) Changed(Booking before) => chance.Next(10) switch
    {
        0 => ("moved", Somewhere(before)),
        1 => ("moved", before with { During = before.During.Shift(TimeSpan.FromDays(chance.Next(-40, 41))) }),
        2 => ("released", before with { During = new TimeRange(before.During.Start, before.During.Start + (before.During.Duration / 2)), Status = BookingStatus.Completed }),
        3 => ("extended", before.During.Duration < TimeSpan.FromDays(8) ? before with { During = new TimeRange(before.During.Start, before.During.End.AddHours(chance.Next(1, 30))) } : before),
        4 => ("cancelled", before with { Status = BookingStatus.Cancelled, Charges = [] }),
        5 => ("checked-in", before with { Status = BookingStatus.CheckedIn }),
        6 => ("no-show", before with { Status = BookingStatus.NoShow }),
        7 when before.Status == BookingStatus.NoShow => ("no-show-undone", before with { Status = BookingStatus.CheckedIn }),
        7 => ("confirmed", before with { Status = BookingStatus.Confirmed }),
        8 => ("completed", before with { Status = BookingStatus.Completed, Unproven = chance.Next(2) == 0 }),
        _ => ("charged", before with { Charges = ChargesOf(before) }),
    };

    private void MoveHouse(Work work)
    {
        var at = chance.Next(members.Count);
        var after = members[at] with { Version = members[at].Version + 1, Commune = chance.Next(4) == 0 ? null : One(Communes), Country = chance.Next(2) == 0 ? "BE" : null };
        work.Put(members[at], after, "changed");
        members[at] = after;
        Happened.Add("moved house");
    }

    private void ChangeFunder(Work work)
    {
        var at = chance.Next(grants.Count);
        var after = grants[at] with { Version = grants[at].Version + 1, Funder = chance.Next(2) == 0 ? SmallNetwork.Funder : "243200417" };
        work.Put(grants[at], after, "changed");
        grants[at] = after;
        Happened.Add("changed funder");
    }

    private void DivideDays(Work work)
    {
        var at = chance.Next(sites.Count);
        var calendar = sites[at].Calendar;
        var after = sites[at] with { Version = sites[at].Version + 1, Calendar = new SiteCalendar(calendar.Zone, calendar.Hours, new TimeOnly(12 + chance.Next(3), 0)) };
        work.Put(sites[at], after, "changed");
        sites[at] = after;
        Happened.Add("divided days");
    }

    /// <summary>Her bookings and grants pass to her random number, and what leads from her to it goes.</summary>
    private async Task Forget()
    {
        var gone = One(members).Id;
        await Store.Usage.Number([gone], Stop);
        await Database.Change($"""
            INSERT INTO member (id, version, name, role, status, made_at) SELECT pseudonym, 1, '', 'member', 'erased', 0 FROM person WHERE member_id = '{gone}';
            INSERT INTO member_home (member_id, from_day, home) SELECT p.pseudonym, h.from_day, h.home FROM member_home h JOIN person p ON p.member_id = h.member_id WHERE p.member_id = '{gone}';
            INSERT INTO member_home (member_id, from_day, home) SELECT p.pseudonym, 0, coalesce(c.siren, 'country:' || m.country, '') FROM person p JOIN member m ON m.id = p.member_id
                LEFT JOIN commune c ON c.insee_code = m.commune WHERE p.member_id = '{gone}' AND NOT EXISTS (SELECT 1 FROM member_home h WHERE h.member_id = '{gone}');
            UPDATE booking SET member_id = (SELECT pseudonym FROM person WHERE member_id = '{gone}') WHERE member_id = '{gone}';
            UPDATE entitlement SET member_id = (SELECT pseudonym FROM person WHERE member_id = '{gone}') WHERE member_id = '{gone}';
            DELETE FROM member_home WHERE member_id = '{gone}';
            DELETE FROM person WHERE member_id = '{gone}'
            """);
        members.RemoveAll(member => member.Id == gone);
        grants.RemoveAll(grant => grant.Member == gone);
        Happened.Add("forgotten");
        if (members.Count < 4) await Happens(work => Welcome(work));
    }

    private void Welcome(Work work)
    {
        var member = new Member { Id = new MemberId($"n{++number:0000}"), Name = "n", MadeAt = clock.GetUtcNow(), Commune = One(Communes) };
        members.Add(member);
        work.Put(null, member, "added");
    }

    private Booking Somewhere(Booking booking)
    {
        var site = One(sites);
        var space = One(site.Spaces);
        var start = clock.GetUtcNow().AddMinutes(-clock.GetUtcNow().Minute + chance.Next(-75 * 24 * 60, 30 * 24 * 60));
        var minutes = chance.Next(10) switch { 0 => chance.Next(1, 4 * 24 * 60), < 5 => 240, _ => chance.Next(10, 600) };
        return booking with { Site = site.Id, Space = space.Id, Kind = space.Kind, During = new TimeRange(start, start.AddMinutes(minutes)) };
    }

    private IReadOnlyList<Charge> ChargesOf(Booking booking)
    {
        var hers = grants.Where(grant => grant.Member == booking.Member).ToList();
        if (hers.Count == 0 || booking.Status is BookingStatus.Cancelled or BookingStatus.Refused || chance.Next(5) == 0) return [];

        var state = booking.Status.Holds() ? ChargeState.Held : ChargeState.Used;
        var grant = One(hers).Id;
        return [.. Enumerable.Range(0, chance.Next(1, 3)).Select(n => new Charge(grant, new Period((2026 + n).ToString(CultureInfo.InvariantCulture)), 1, state))];
    }

    private bool Fits(Booking booking) => !booking.Holds || !bookings.Any(other => other.Id != booking.Id && other.Holds && other.Space == booking.Space && other.During.Overlaps(booking.During));

    private static Booking Due(Booking booking) => booking with { DueAt = booking.Holds ? booking.During.End : null };

    private T One<T>(IReadOnlyList<T> of) => of[chance.Next(of.Count)];
}
