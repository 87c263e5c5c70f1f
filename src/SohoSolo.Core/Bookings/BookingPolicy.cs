using System.Diagnostics;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>Who gets which place: the rules of making a booking.</summary>
public static class BookingPolicy
{
    /// <summary>Answers a wish for a named space. Pure and total; the first reason that applies is given.</summary>
    public static BookingDecision Decide(BookingRequest request, BookingFacts facts, DateTimeOffset now) =>
        Decide(FromNow(request, facts.Site.Rules, now), facts, BookingTerms.New(facts.Site.Rules, request.Space.Kind), now);

    /// <summary>The same for a wish whose start is settled and whose terms may be older than today's rules: a change of a booking already made.</summary>
    internal static BookingDecision Decide(BookingRequest request, BookingFacts facts, BookingTerms terms, DateTimeOffset now)
    {
        if (WhyNot(request, facts, terms, now) is { } reason) return new BookingDecision.Declined(reason);

        var cost = EntitlementPolicy.Cost(request.Space.Kind, terms.Rate, request.During, facts.Site.Calendar);
        return EntitlementPolicy.Draw(request.Space, cost, facts.Wallet) switch
        {
            ChargeDecision.NotCovered(var uncovered) => new BookingDecision.Declined(uncovered),
            ChargeDecision.Covered(var charges) => new BookingDecision.Accepted(Make(request, facts.Site.Rules, terms, charges, now)),
            var other => throw new UnreachableException($"{other}"),
        };
    }

    /// <summary>A start that lies a little back counts as now; so does the start of a day part that is running.</summary>
    internal static BookingRequest FromNow(BookingRequest request, BookingRules rules, DateTimeOffset now)
    {
        var (start, end) = (request.During.Start, request.During.End);
        var runs = start < now && now < end;
        return runs && (request.ByDayPart || now - start <= rules.StartTolerance)
            ? request with { During = new TimeRange(Later(start, now.FloorToMinute()), end) }
            : request;
    }

    /// <summary>When the sweeper must look at a booking next.</summary>
    internal static DateTimeOffset Due(BookingStatus status, TimeRange during, BookingRules rules, DateTimeOffset now) => status switch
    {
        // A request for a time that runs already can still be answered while it runs.
        BookingStatus.Requested => Earlier(now + rules.RequestLasts, during.Start > now ? during.Start : during.End),
        _ => during.End,
    };

    // The rules. They are tried from top to bottom, and the first that applies is the reason given; the quota rule (EntitlementPolicy.Draw) comes last.
    private static DeclineReason? WhyNot(BookingRequest request, BookingFacts facts, BookingTerms terms, DateTimeOffset now)
    {
        var (site, rules, during) = (facts.Site, facts.Site.Rules, request.During);

        if (!facts.MemberActive) return DeclineReason.MemberInactive;
        if (during.End <= now) return DeclineReason.InThePast;
        if (!terms.HasStarted && during.Start < now.FloorToMinute()) return DeclineReason.InThePast;
        if (during.Duration > rules.Longest || during.Duration > BookingRules.HardLongest) return DeclineReason.TooLong;
        if (DaysAhead(during, site.Calendar, now) > rules.FurthestDaysAhead) return DeclineReason.TooFarAhead;
        if (WhyShut(site.Calendar.Check(during), request.Space, during, site.Closures) is { } shut) return shut;
        if (IsLeasedAway(request, facts)) return DeclineReason.Leased;
        if (HoldsOfTheSpace(request, facts).Any(hold => hold.Member != request.Member)) return DeclineReason.Conflict;
        if (HoldsOfTheSpace(request, facts).Any() || OverlapsHerself(request, facts)) return DeclineReason.AlreadyBooked;
        if (during.Start > now && facts.Upcoming >= rules.MostUpcoming) return DeclineReason.TooManyUpcoming;

        return null;
    }

    /// <summary>Whether the site's hours, a closure or a block rule the time out, whoever asks.</summary>
    internal static DeclineReason? WhyShut(Opening opening, Space space, TimeRange during, IReadOnlyList<Closure> closures)
    {
        if (opening == Opening.Closed) return DeclineReason.Closed;
        if (opening == Opening.OutsideHours) return DeclineReason.OutsideHours;

        var shut = closures.Where(closure => closure.Concerns(space) && closure.During.Overlaps(during)).ToList();
        if (shut.Count == 0) return null;
        return shut.Any(closure => closure.Space is null) ? DeclineReason.Closed : DeclineReason.Blocked;
    }

    // The no-overlap rule: one place, one booking at a time. TimeRange.Overlaps says what overlapping is; the database holds the same rule again.
    private static IEnumerable<Hold> HoldsOfTheSpace(BookingRequest request, BookingFacts facts) =>
        facts.SpaceHolds.Where(hold => hold.Space == request.Space.Id && hold.During.Overlaps(request.During));

    // One member, one place at a time; only a room where she receives guests may run beside another place of hers (rulings 1).
    private static bool OverlapsHerself(BookingRequest request, BookingFacts facts) =>
        !Holds.IsForGuests(request.Space.Kind, request.Guests.Count > 0)
        && facts.MemberHolds.Any(hold => !Holds.IsForGuests(hold.Kind, hold.WithGuests) && hold.During.Overlaps(request.During));

    private static bool IsLeasedAway(BookingRequest request, BookingFacts facts) =>
        facts.Leases.Where(lease => lease.Space == request.Space.Id)
            .Any(lease => facts.Site.Calendar.DaysTouched(request.During).Any(day => lease.Bars(request.Member, day)));

    private static int DaysAhead(TimeRange during, SiteCalendar calendar, DateTimeOffset now) =>
        calendar.DayOf(during.Start).DayNumber - calendar.DayOf(now).DayNumber;

    private static Booking Make(BookingRequest request, BookingRules rules, BookingTerms terms, IReadOnlyList<Charge> charges, DateTimeOffset now)
    {
        var status = request switch
        {
            { Space.NeedsApproval: true, ByKeeper: false } => BookingStatus.Requested,
            { OfferFor: not null } => BookingStatus.Offered,
            _ => BookingStatus.Confirmed,
        };
        return new Booking
        {
            Id = request.Id,
            Site = request.Space.Site,
            Space = request.Space.Id,
            Kind = request.Space.Kind,
            Member = request.Member,
            During = request.During,
            Status = status,
            Charges = charges,
            RulesVersion = terms.RulesVersion,
            Rate = terms.Rate,
            Purpose = request.Purpose,
            Guests = request.Guests,
            Series = request.Series,
            MadeAt = now,
            DueAt = status == BookingStatus.Offered
                ? Earlier(now + request.OfferFor!.Value, request.During.End)
                : Due(status, request.During, rules, now),
        };
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
