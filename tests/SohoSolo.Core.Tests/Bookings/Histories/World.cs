using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Tests.Bookings.Histories;

/// <summary>Everything stored, and the clock. It applies what the rules answer as storage would, and judges nothing itself.</summary>
internal sealed record World
{
    public static readonly DateTimeOffset Beginning = Some.At("2026-10-29 00:00 +01:00");

    public static readonly ImmutableArray<Telecentre> Sites =
    [
        Site("nogaro", Some.Desk, Some.Office, Some.Room with { NeedsApproval = true }),
        Site("eauze", Some.Place("eauze-desk-1", SpaceKind.Desk)),
    ];

    public static readonly ImmutableArray<Space> Spaces = [.. Sites.SelectMany(site => site.Spaces)];

    public static readonly ImmutableArray<MemberId> Members = [Some.Anne, Some.Paul, new("lea")];

    public DateTimeOffset Now { get; init; } = Beginning;

    public ImmutableSortedDictionary<BookingId, Booking> Bookings { get; init; } = ImmutableSortedDictionary<BookingId, Booking>.Empty;

    public ImmutableDictionary<MemberId, Wallet> Wallets { get; init; } = ImmutableDictionary<MemberId, Wallet>.Empty
        .Add(Members[0], Some.WalletOf(Some.Occasional(6, perSiteCap: 4)))
        .Add(Members[1], Some.WalletOf(Some.Tickets(3, new DateOnly(2026, 11, 1), "soon"), Some.Tickets(5, id: "later")))
        .Add(Members[2], Some.WalletOf(Some.Funded(1), Some.Occasional(3, id: "own"), Some.Free with { FirstDay = new DateOnly(2026, 11, 2) }));

    /// <summary>Grants that were cut after something had been drawn from them: only these may be overdrawn.</summary>
    public ImmutableHashSet<EntitlementId> Cut { get; init; } = [];

    public static World After(IEnumerable<Step> steps) => steps.Aggregate(new World(), (world, step) => world.Apply(step));

    public World Apply(Step step) => step switch
    {
        Step.Book book => Store(BookingPolicy.Decide(Request(book), Facts(MemberOf(book.Member), SpaceOf(book.Space)), Now)),
        Step.BookSeries series => StoreSeries(series),
        Step.Move move => Chosen(move.Booking) is { } booking ? Change(booking, SpaceOf(move.Space), Range(move.Start, move.Quarters)) : this,
        Step.EndAt end => Chosen(end.Booking) is { } booking ? Change(booking, SpaceOf(booking), Longer(booking, end.Quarters)) : this,
        Step.Do act => Chosen(act.Booking) is { } booking ? Store(Answer(booking, act.Deed)) : this,
        Step.Wait wait => (this with { Now = Now.AddMinutes(5 * wait.FiveMinutes) }).Sweep(),
        Step.Cut cut => CutDown(MemberOf(cut.Member), cut.Units),
        _ => throw new UnreachableException($"{step}"),
    };

    public Booking? Chosen(int number) => Bookings.IsEmpty ? null : Bookings.Values.ElementAt(number % Bookings.Count);

    public BookingFacts Facts(MemberId member, Space space) => new()
    {
        Site = SiteOf(space),
        MemberActive = true,
        SpaceHolds = [.. Bookings.Values.Where(booking => booking.Holds && booking.Space == space.Id).Select(Some.HoldOf)],
        MemberHolds = [.. Bookings.Values.Where(booking => booking.Holds && booking.Member == member).Select(Some.HoldOf)],
        Upcoming = Bookings.Values.Count(booking => booking.Holds && booking.Member == member && booking.During.Start > Now),
        Leases = [],
        Wallet = Wallets.GetValueOrDefault(member) ?? Some.WalletOf(Some.Free),
    };

    public static Telecentre SiteOf(Space space) => Sites.Single(site => site.Id == space.Site);

    public static Space SpaceOf(Booking booking) => Spaces.Single(space => space.Id == booking.Space);

    private static Space SpaceOf(int number) => Spaces[number % Spaces.Length];

    private static MemberId MemberOf(int number) => Members[number % Members.Length];

    private static TimeRange Range(int start, int quarters) => new(Beginning.AddMinutes(15 * start), Beginning.AddMinutes(15 * (start + quarters)));

    private static TimeRange Longer(Booking booking, int quarters) => new(booking.During.Start, booking.During.Start.AddMinutes(15 * quarters));

    private static Telecentre Site(string id, params Space[] spaces) => Some.Site with
    {
        Id = new SiteId(id),
        Spaces = spaces,
        Calendar = Some.AlwaysOpen,
        Rules = new BookingRules { CancellationNotice = TimeSpan.FromHours(2), Longest = TimeSpan.FromDays(1), MostUpcoming = 6 },
    };

    private BookingId FreshId(int further = 0) =>
        new($"b{(Bookings.IsEmpty ? 0 : 1 + int.Parse(Bookings.Keys.Last().Value.AsSpan(1), CultureInfo.InvariantCulture)) + further:000}");

    private BookingRequest Request(Step.Book book) => new()
    {
        Id = FreshId(),
        Member = MemberOf(book.Member),
        Space = SpaceOf(book.Space),
        During = Range(book.Start, book.Quarters),
        ByDayPart = book.ByDayPart,
        Guests = book.WithGuests ? [new Guest("M. Dupuy", null)] : [],
        OfferFor = book.AsOffer ? TimeSpan.FromMinutes(15) : null,
    };

    private World StoreSeries(Step.BookSeries series)
    {
        var (member, space) = (MemberOf(series.Member), SpaceOf(series.Space));
        var dates = Enumerable.Range(0, series.Days).Select(day => (SeriesWish)new SeriesWish.Asked(
            new DateOnly(2026, 10, 29).AddDays(day),
            new BookingRequest { Id = FreshId(day), Member = member, Space = space, During = Range(series.Start + (96 * day), series.Quarters), Series = "s" },
            [space]));
        return SeriesPolicy.Decide([.. dates], Facts(member, space), SeriesMode.FreeDates, Now) is SeriesDecision.Booked(_, var bookings)
            ? bookings.Aggregate(this, (world, booking) => world.Store(booking))
            : this;
    }

    private World Change(Booking booking, Space space, TimeRange to)
    {
        var request = new BookingRequest { Id = booking.Id, Member = booking.Member, Space = space, During = to };
        return Store(BookingChanges.Change(booking, request, Facts(booking.Member, space), Now));
    }

    private BookingDecision Answer(Booking booking, Deed deed)
    {
        var site = SiteOf(SpaceOf(booking));
        return deed switch
        {
            Deed.Cancel => BookingChanges.Cancel(booking, site.Rules, site.Calendar, "by-member", Now),
            Deed.Release => BookingChanges.Release(booking, site.Calendar, Now),
            Deed.CheckIn => BookingChanges.CheckIn(booking, site.Rules, new Evidence(Now, "manual", null, "here"), Now),
            Deed.CancelBySite => BookingChanges.CancelBySite(booking, site.Calendar, "closed", Now),
            Deed.Approve => BookingChanges.Approve(booking, Now),
            Deed.Refuse => BookingChanges.Refuse(booking, "no"),
            Deed.TakeOffer => BookingChanges.TakeOffer(booking, Now),
            _ => throw new UnreachableException($"{deed}"),
        };
    }

    private World Store(BookingDecision decision) => decision is BookingDecision.Accepted(var booking) ? Store(booking) : this;

    private World Store(Booking booking) => this with
    {
        Bookings = Bookings.SetItem(booking.Id, booking),
        Wallets = Wallets.SetItem(
            booking.Member,
            Wallets[booking.Member].With(booking.Site, Bookings.GetValueOrDefault(booking.Id)?.Charges ?? [], booking.Charges)),
    };

    private World Sweep() =>
        Bookings.Values.Select(booking => BookingChanges.WhenDue(booking, Now)).OfType<Booking>().Aggregate(this, (world, ended) => world.Store(ended));

    private World CutDown(MemberId member, int units)
    {
        var wallet = Wallets[member];
        var first = wallet.Entitlements[0];
        Entitlement less = first switch
        {
            Entitlement.OccasionalFree free => free with { UnitsAMonth = Math.Min(units, free.UnitsAMonth) },
            Entitlement.TicketBook book => book with { Units = Math.Min(units, book.Units) },
            Entitlement.Funded funded => funded with { DaysAMonth = Math.Min(units, funded.DaysAMonth) },
            _ => first,
        };
        return this with
        {
            Wallets = Wallets.SetItem(member, wallet with { Entitlements = [less, .. wallet.Entitlements.Skip(1)] }),
            Cut = Cut.Add(first.Id),
        };
    }
}
