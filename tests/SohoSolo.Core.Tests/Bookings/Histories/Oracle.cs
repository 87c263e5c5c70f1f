using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Tests.Time;

namespace SohoSolo.Core.Tests.Bookings.Histories;

/// <summary>Counts by hand what must be true of a world. It never asks the rules, nor whether ranges overlap: it walks through the time in steps of five minutes.</summary>
internal static class Oracle
{
    private static readonly Period[] Periods = [Period.Whole, new("2026-10"), new("2026-11")];

    /// <summary>Every place and moment that is held; one that is held twice appears twice.</summary>
    public static IReadOnlyList<(SpaceId Space, DateTimeOffset At)> Occupancy(World world) =>
        [.. world.Bookings.Values.Where(IsKept).SelectMany(booking => Moments(booking).Select(at => (booking.Space, at)))];

    public static bool NothingIsHeldTwice(World world) => Occupancy(world) is var held && held.Distinct().Count() == held.Count;

    /// <summary>Her own places never overlap either, but for rooms where she receives guests.</summary>
    public static bool NobodyIsInTwoPlaces(World world) =>
        world.Bookings.Values
            .Where(booking => IsKept(booking) && !(booking.Kind == SpaceKind.MeetingRoom && booking.Guests.Count > 0))
            .SelectMany(booking => Moments(booking).Select(at => (booking.Member, at)))
            .GroupBy(moment => moment)
            .All(moment => moment.Count() == 1);

    /// <summary>held + used + left = granted + overdrawn, recounted from the bookings themselves.</summary>
    public static bool EveryAccountAddsUp(World world) =>
        world.Wallets.All(wallet => wallet.Value.Entitlements.All(grant => Periods.All(period => AddsUp(world, wallet.Key, wallet.Value, grant, period))));

    /// <summary>What is kept, or was used to the end, has cost what a walk through its time counts.</summary>
    public static bool EveryBookingCostsItsTime(World world) =>
        world.Bookings.Values
            .Where(booking => IsKept(booking) || booking.Status == BookingStatus.Completed)
            .All(booking => booking.Charges.Sum(charge => charge.Units) == UnitsByHand(booking));

    public static IEnumerable<DateTimeOffset> Moments(Booking booking)
    {
        for (var at = booking.During.Start; at < booking.During.End; at = at.AddMinutes(5))
            yield return at;
    }

    private static bool AddsUp(World world, MemberId member, Wallet wallet, Entitlement grant, Period period)
    {
        var isMonthly = grant is Entitlement.OccasionalFree or Entitlement.Funded;
        if (isMonthly == (period == Period.Whole)) return true;

        var drawn = world.Bookings.Values.Where(booking => booking.Member == member)
            .SelectMany(booking => booking.Charges.Select(charge => (booking.Site, Charge: charge)))
            .Where(line => line.Charge.Entitlement == grant.Id && line.Charge.Period == period).ToList();
        var held = drawn.Where(line => line.Charge.State == ChargeState.Held).Sum(line => line.Charge.Units);
        var used = drawn.Where(line => line.Charge.State == ChargeState.Used).Sum(line => line.Charge.Units);
        int? granted = grant switch
        {
            Entitlement.OccasionalFree free => free.UnitsAMonth,
            Entitlement.Funded funded => 2 * funded.DaysAMonth,
            Entitlement.TicketBook book => book.Units,
            _ => null,
        };
        var isCut = world.Cut.Contains(grant.Id);
        var said = EntitlementPolicy.State(grant, wallet, period == new Period("2026-10") ? new DateOnly(2026, 10, 31) : new DateOnly(2026, 11, 1));
        return (said.Held, said.Used, said.Granted, said.Period) == (held, used, granted, period)
            && (granted is null || said.Left >= 0)
            && (granted is null || held + used + said.Left == granted + said.Overdrawn)
            && (isCut || held + used <= (granted ?? int.MaxValue))
            && (grant is not Entitlement.OccasionalFree { PerSiteCap: { } cap } || drawn.GroupBy(line => line.Site).All(site => site.Sum(line => line.Charge.Units) <= cap));
    }

    private static bool IsKept(Booking booking) =>
        booking.Status is BookingStatus.Requested or BookingStatus.Offered or BookingStatus.Confirmed or BookingStatus.CheckedIn;

    private static int UnitsByHand(Booking booking) => booking.Kind switch
    {
        SpaceKind.MeetingRoom => Moments(booking).Where((_, index) => index % 12 == 0).Count(),
        var kind => (kind == SpaceKind.Office ? 2 : 1) * Moments(booking).Select(ParisByHand.ClockAt)
            .Select(clock => (clock.Date, Afternoon: clock.TimeOfDay >= new TimeSpan(13, 30, 0))).Distinct().Count(),
    };
}
