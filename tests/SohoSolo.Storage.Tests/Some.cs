using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Storage.Tests;

/// <summary>A small network and what happens in it; tests say only what they do otherwise.</summary>
internal static class Some
{
    public const int Members = 50;

    public static readonly SiteId Nogaro = new("nogaro");
    public static readonly SpaceId Desk = new("nogaro-desk-1");
    public static readonly SpaceId Desk2 = new("nogaro-desk-2");
    public static readonly SpaceId Desk3 = new("nogaro-desk-3");
    public static readonly MemberId Anne = Member(1);
    public static readonly MemberId Paul = Member(2);
    public static readonly Period November = new("2026-11");
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);

    public static readonly Telecentre Site = new()
    {
        Id = Nogaro,
        Version = 1,
        Name = "Nogaro",
        Commune = "32296",
        Community = "200035632",
        Location = new GeoPoint(43.76, -0.03),
        Calendar = new SiteCalendar("Europe/Paris", OpeningHours.Every(Enum.GetValues<DayOfWeek>()[1..6], new TimeOnly(8, 0), new TimeOnly(19, 0))),
        Rules = new BookingRules(),
        Spaces = [Place(Desk), Place(Desk2), Place(Desk3)],
    };

    private static int number;

    /// <summary>Zero-padded, so that the order of numbers is the order of ids.</summary>
    public static MemberId Member(int n) => new(n.ToString("'m'000", CultureInfo.InvariantCulture));

    public static EntitlementId GrantOf(MemberId member) => new($"grant-{member}");

    public static string Id(string kind) => $"{kind}-{Interlocked.Increment(ref number):d6}";

    public static TimeRange Tuesday(double from, double to) => new(Now.Date.Utc().AddDays(1).AddHours(from), Now.Date.Utc().AddDays(1).AddHours(to));

    public static Space Place(SpaceId id) => new() { Id = id, Site = Nogaro, Name = id.Value, Kind = SpaceKind.Desk };

    public static Command Command(string? key = null) => new()
    {
        Principal = Anne.Value,
        Key = key ?? Id("key"),
        KeyGiven = key is not null,
        Fingerprint = "same",
        Actor = Anne.Value,
        At = Now,
    };

    public static Booking Booking(SpaceId space, TimeRange during, MemberId? member = null) => new()
    {
        Id = new BookingId(Id("booking")),
        Site = Nogaro,
        Space = space,
        Kind = SpaceKind.Desk,
        Member = member ?? Anne,
        During = during,
        Status = BookingStatus.Confirmed,
        Charges = [new Charge(GrantOf(member ?? Anne), November, 1, ChargeState.Held)],
        RulesVersion = 3,
        Rate = 1,
        MadeAt = Now,
        DueAt = during.End,
    };

    public static Scope ScopeOf(Booking booking) => new()
    {
        Members = [booking.Member],
        Spaces = [booking.Space],
        Sites = [booking.Site],
        Window = booking.During,
        Months = [November],
    };

    public static Answer Created(Booking booking) => new(201, $"/api/v1/bookings/{booking.Id}", $$"""{"id":"{{booking.Id}}"}""");

    /// <summary>Books as the hub does: lock, decide by the facts, put. Null when the place is taken.</summary>
    public static Task<Executed<Booking?>> Book(this Store store, Booking wish, Command? command = null) => store.Execute<Booking?>(
        command ?? Command(),
        async work =>
        {
            var facts = await work.Lock(ScopeOf(wish));
            if (facts.SpaceHolds.Any(hold => hold.Space == wish.Space && hold.During.Overlaps(wish.During)))
                return (null, null);

            work.Put(null, wish, "booked");
            return (wish, Created(wish));
        },
        TestContext.Current.CancellationToken);

    /// <summary>Puts without looking.</summary>
    public static Task<Executed<Booking>> Put(this Store store, Booking? before, Booking after, string what = "changed") => store.Execute(
        Command(),
        work =>
        {
            work.Put(before, after, what);
            return ValueTask.FromResult<(Booking, Answer?)>((after, new Answer(200, null, null)));
        },
        TestContext.Current.CancellationToken);

    public static async Task<Facts> Read(this Store store, Scope scope)
    {
        var read = await store.Execute<Facts>(Command(), async work => (await work.Lock(scope), null), TestContext.Current.CancellationToken);
        return Assert.IsType<Executed<Facts>.Fresh>(read).Value;
    }

    public static bool Won(this Executed<Booking?> executed) => executed is Executed<Booking?>.Fresh { Value: not null };

    public static async Task Network(Store store) => await store.Execute(
        Command(),
        work =>
        {
            work.Put(null, Site, "opened");
            foreach (var n in Enumerable.Range(1, Members))
            {
                work.Put(null, new Member { Id = Member(n), Name = $"Member {n}", MadeAt = Now }, "joined");
                work.Put(null, Grant(Member(n)), "granted");
            }

            return ValueTask.FromResult<(bool, Answer?)>((true, new Answer(200, null, null)));
        },
        TestContext.Current.CancellationToken);

    private static Entitlement.OccasionalFree Grant(MemberId member) =>
        new(100, null) { Id = GrantOf(member), Member = member, Funder = "200035632", FirstDay = new DateOnly(2026, 1, 1) };

    private static DateTimeOffset Utc(this DateTime day) => new(day, TimeSpan.Zero);
}
