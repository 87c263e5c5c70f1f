using System.Globalization;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Tests;

/// <summary>A small site on an ordinary Monday morning; tests say only what they do otherwise.</summary>
internal static class Some
{
    public static readonly SiteId Nogaro = new("nogaro");
    public static readonly SiteId Eauze = new("eauze");
    public static readonly MemberId Anne = new("anne");
    public static readonly MemberId Paul = new("paul");

    /// <summary>Monday 23 November 2026, eight in the morning.</summary>
    public static readonly DateTimeOffset Now = At("2026-11-23 08:00 +01:00");

    /// <summary>Monday to Friday, eight to seven, the half-day boundary at 13:30.</summary>
    public static readonly SiteCalendar Weekdays =
        new("Europe/Paris", OpeningHours.Every(Enum.GetValues<DayOfWeek>()[1..6], new TimeOnly(8, 0), new TimeOnly(19, 0)));

    public static readonly SiteCalendar AlwaysOpen =
        new("Europe/Paris", OpeningHours.Every(Enum.GetValues<DayOfWeek>(), new TimeOnly(0, 0), new TimeOnly(0, 0), openOnPublicHolidays: true));

    public static readonly Space Desk = Place("nogaro-desk-1", SpaceKind.Desk);
    public static readonly Space Desk2 = Place("nogaro-desk-2", SpaceKind.Desk);
    public static readonly Space Office = Place("nogaro-office-1", SpaceKind.Office);
    public static readonly Space Room = Place("nogaro-room-1", SpaceKind.MeetingRoom, seats: 8) with { Equipment = ["screen"] };

    public static readonly Telecentre Site = new()
    {
        Id = Nogaro,
        Version = 1,
        Name = "Nogaro",
        Commune = "32296",
        Community = "200035632",
        Location = new GeoPoint(43.76, -0.03),
        Calendar = Weekdays,
        Rules = new BookingRules(),
        Spaces = [Desk, Desk2, Office, Room],
    };

    public static readonly Entitlement Free = new Entitlement.FreePeriod
    {
        Id = new EntitlementId("free"),
        Member = Anne,
        Funder = "200035632",
        FirstDay = new DateOnly(2020, 1, 1),
    };

    public static readonly BookingFacts Facts = new()
    {
        Site = Site,
        MemberActive = true,
        SpaceHolds = [],
        MemberHolds = [],
        Upcoming = 0,
        Leases = [],
        Wallet = new Wallet([Free], []),
    };

    /// <summary>Anne's wish for desk 1 on Tuesday from nine to noon.</summary>
    public static readonly BookingRequest Request = new()
    {
        Id = new BookingId("b1"),
        Member = Anne,
        Space = Desk,
        During = Tuesday(9, 12),
    };

    public static readonly Booking Kept = Made(Request);

    public static DateTimeOffset At(string local) =>
        DateTimeOffset.ParseExact(local, "yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture).ToUniversalTime();

    public static TimeRange Range(string start, string end) => new(At(start), At(end));

    /// <summary>Hours of the local clock on Tuesday 24 November 2026.</summary>
    public static TimeRange Tuesday(double from, double to) => new(TuesdayAt(from), TuesdayAt(to));

    public static DateTimeOffset TuesdayAt(double hour) => At("2026-11-24 00:00 +01:00").AddHours(hour);

    public static Space Place(string id, SpaceKind kind, int seats = 1) =>
        new() { Id = new SpaceId(id), Site = new SiteId(id.Split('-')[0]), Name = id, Kind = kind, Seats = seats };

    public static Hold Hold(Space space, TimeRange during, MemberId? member = null, bool withGuests = false) =>
        new(new BookingId($"{space.Id}@{during.Start:HHmm}"), space.Id, member ?? Paul, space.Kind, during, withGuests);

    public static Hold HoldOf(Booking booking) =>
        new(booking.Id, booking.Space, booking.Member, booking.Kind, booking.During, booking.Guests.Count > 0);

    public static Booking Made(BookingRequest request, BookingFacts? facts = null, DateTimeOffset? now = null) =>
        BookingPolicy.Decide(request, facts ?? Facts, now ?? Now).Accepted();

    public static Booking Accepted(this BookingDecision decision) => Xunit.Assert.IsType<BookingDecision.Accepted>(decision).Booking;

    public static DeclineReason? Reason(this BookingDecision decision) => (decision as BookingDecision.Declined)?.Reason;

    public static Entitlement.OccasionalFree Occasional(int unitsAMonth, int? perSiteCap = null, string id = "occasional") =>
        new(unitsAMonth, perSiteCap) { Id = new EntitlementId(id), Member = Anne, Funder = "200035632", FirstDay = new DateOnly(2020, 1, 1) };

    public static Entitlement.TicketBook Tickets(int units, DateOnly? lastDay = null, string id = "tickets") =>
        new(units) { Id = new EntitlementId(id), Member = Anne, Funder = "200035632", FirstDay = new DateOnly(2020, 1, 1), LastDay = lastDay };

    public static Entitlement.Funded Funded(int daysAMonth, string id = "funded") =>
        new("employer", daysAMonth) { Id = new EntitlementId(id), Member = Anne, Funder = "200035632", FirstDay = new DateOnly(2020, 1, 1) };

    public static Entitlement.Lease Lease(Space space, DateOnly first, DateOnly? last = null, MemberId? member = null) =>
        new(space.Id) { Id = new EntitlementId("lease"), Member = member ?? Anne, Funder = "200035632", FirstDay = first, LastDay = last };

    public static Wallet WalletOf(params Entitlement[] grants) => new(grants, []);
}
