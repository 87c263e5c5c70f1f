using System.Diagnostics;
using SohoSolo.Core.Access;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>What became of a walk-in that a gateway honoured while it could not ask.</summary>
public abstract record HonouredWalkIn
{
    private HonouredWalkIn()
    {
    }

    public sealed record Booked(Booking Booking) : HonouredWalkIn;

    /// <summary>Nothing was left to pay for it: it is booked all the same and counted as overdrawn (<c>rulings</c> 2, 4).</summary>
    public sealed record Overdrawn(Booking Booking) : HonouredWalkIn;

    /// <summary>No desk was free for it, or the site was closed: she was let in and has no place; written down as such.</summary>
    public sealed record Unplaced(DeclineReason Reason) : HonouredWalkIn;
}

/// <summary>A badge at the door without a booking makes one on the spot: a desk, until the end of the half-day.</summary>
public static class WalkIns
{
    /// <summary>From the running minute to the end of the open half-day, or null when the site is closed then.</summary>
    public static TimeRange? Span(SiteCalendar calendar, DateTimeOffset at)
    {
        var start = at.FloorToMinute();
        var part = calendar.HalfDayOf(at).IsAfternoon ? DayPart.Afternoon : DayPart.Morning;
        return calendar.Span(calendar.DayOf(at), part) is { } open && open.Contains(at) && start < open.End ? new TimeRange(start, open.End) : null;
    }

    /// <summary>
    /// Decides for the first of these desks that is free and that she may use without a keeper's word; they are in the order of choice. Facts must cover all of them. That
    /// nothing pays for a free desk is told before that others are taken.
    /// </summary>
    public static BookingDecision Decide(BookingId id, MemberId member, IReadOnlyList<Space> desks, BookingFacts facts, DateTimeOffset at)
    {
        if (Span(facts.Site.Calendar, at) is not { } span) return new BookingDecision.Declined(DeclineReason.Closed);

        DeclineReason? why = null;
        foreach (var desk in desks.Where(desk => !desk.NeedsApproval))
        {
            var decision = BookingPolicy.Decide(Request(id, member, desk, span), facts, at);
            if (decision is BookingDecision.Accepted(var booking)) return new BookingDecision.Accepted(booking with { IsWalkIn = true });

            var reason = ((BookingDecision.Declined)decision).Reason;
            why = why is null || IsUnpaid(reason) ? reason : why;
        }

        return new BookingDecision.Declined(why ?? DeclineReason.NoSuchSpace);
    }

    /// <summary>She is in already: books it as it would have been then, at any price.</summary>
    public static HonouredWalkIn Honour(BookingId id, MemberId member, IReadOnlyList<Space> desks, BookingFacts facts, DateTimeOffset at)
    {
        var decision = Decide(id, member, desks, facts, at);
        if (decision is BookingDecision.Accepted(var booking)) return new HonouredWalkIn.Booked(booking);

        var reason = ((BookingDecision.Declined)decision).Reason;
        if (!IsUnpaid(reason)) return new HonouredWalkIn.Unplaced(reason);

        var ample = facts with { Wallet = facts.Wallet with { Entitlements = [Ample(member, facts)], Balances = [] } };
        return Decide(id, member, desks, ample, at) switch
        {
            BookingDecision.Accepted(var made) => new HonouredWalkIn.Overdrawn(made with { Charges = Overdraw(made, facts) }),
            BookingDecision.Declined(var other) => new HonouredWalkIn.Unplaced(other),
            var other => throw new UnreachableException($"{other}"),
        };
    }

    /// <summary>A decline in the words of a door.</summary>
    public static DenyReason Why(DeclineReason reason) => reason switch
    {
        DeclineReason.QuotaExhausted or DeclineReason.WrongKind => DenyReason.QuotaExhausted,
        DeclineReason.Closed or DeclineReason.OutsideHours => DenyReason.Closed,
        DeclineReason.MemberInactive => DenyReason.Revoked,
        _ => DenyReason.NoBooking,
    };

    private static bool IsUnpaid(DeclineReason reason) => reason is DeclineReason.QuotaExhausted or DeclineReason.WrongKind;

    private static BookingRequest Request(BookingId id, MemberId member, Space desk, TimeRange span) =>
        new() { Id = id, Member = member, Space = desk, During = span, ByDayPart = true };

    private static Entitlement.FreePeriod Ample(MemberId member, BookingFacts facts) => new()
    {
        Id = new EntitlementId("ample"),
        Member = member,
        Funder = facts.Site.Community,
        FirstDay = DateOnly.MinValue,
    };

    // Without any grant that covers it nothing can be charged; the booking itself still tells that she was there.
    private static IReadOnlyList<Charge> Overdraw(Booking booking, BookingFacts facts)
    {
        var desk = facts.Site.Find(booking.Space)!;
        var cost = EntitlementPolicy.Cost(booking.Kind, booking.Rate, booking.During, facts.Site.Calendar);
        return EntitlementPolicy.Overdraw(desk, cost, facts.Wallet);
    }
}
