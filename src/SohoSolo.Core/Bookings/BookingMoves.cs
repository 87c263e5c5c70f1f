using System.Diagnostics;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>How a booking changes its time or its place. A shortening asks no rule; anything else is decided as a new wish, at the price frozen when it was made.</summary>
internal static class BookingMoves
{
    /// <summary>Once it runs, or once she has arrived, the beginning is history.</summary>
    public static bool HasStarted(Booking booking, DateTimeOffset now) =>
        booking.During.Start <= now || booking.Status == BookingStatus.CheckedIn;

    public static Booking Shorten(Booking booking, TimeRange during, SiteCalendar calendar, DateTimeOffset now)
    {
        var cost = EntitlementPolicy.Cost(booking.Kind, booking.Rate, during, calendar);
        var waitsForAWord = booking.Status == BookingStatus.Requested;
        var latestWord = during.Start > now ? during.Start : during.End;
        return BookingChanges.Next(booking) with
        {
            During = during,
            Charges = EntitlementPolicy.Reduce(booking.Charges, cost),
            DueAt = waitsForAWord && booking.DueAt < latestWord ? booking.DueAt : waitsForAWord ? latestWord : during.End,
        };
    }

    public static BookingDecision Move(Booking booking, BookingRequest to, BookingFacts facts, DateTimeOffset now)
    {
        var hasStarted = HasStarted(booking, now);
        var wish = to with
        {
            Id = booking.Id,
            Member = booking.Member,
            Purpose = booking.Purpose,
            Guests = booking.Guests,
            Series = booking.Series,
            OfferFor = null,
        };
        var settled = hasStarted ? wish : BookingPolicy.FromNow(wish, facts.Site.Rules, now);
        var terms = BookingTerms.Kept(booking, facts.Site.Rules, to.Space.Kind, hasStarted);
        return BookingPolicy.Decide(settled, facts.Without(booking, now), terms, now) switch
        {
            BookingDecision.Accepted(var made) => new BookingDecision.Accepted(Carry(booking, made, settled, facts.Site.Rules, now)),
            BookingDecision.Declined declined => declined,
            var other => throw new UnreachableException($"{other}"),
        };
    }

    private static Booking Carry(Booking booking, Booking made, BookingRequest wish, BookingRules rules, DateTimeOffset now)
    {
        var status = StatusAfter(booking, made, wish, now);
        return BookingChanges.Next(booking) with
        {
            Space = made.Space,
            Kind = made.Kind,
            During = made.During,
            Status = status,
            Charges = status == BookingStatus.CheckedIn ? BookingChanges.Used(made.Charges) : made.Charges,
            RulesVersion = made.RulesVersion,
            Rate = made.Rate,
            DueAt = BookingPolicy.Due(status, made.During, rules, now),
        };
    }

    // A word once given stands for a booking that runs in its own place; every other move into a space that needs approval asks again.
    private static BookingStatus StatusAfter(Booking booking, Booking made, BookingRequest wish, DateTimeOffset now)
    {
        if (booking.Status == BookingStatus.CheckedIn) return BookingStatus.CheckedIn;
        if (booking.Status == BookingStatus.Requested && wish.Space.NeedsApproval) return BookingStatus.Requested;
        return booking.Space == made.Space && HasStarted(booking, now) ? booking.Status : made.Status;
    }
}
