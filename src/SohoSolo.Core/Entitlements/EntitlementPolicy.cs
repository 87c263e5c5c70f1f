using System.Diagnostics;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Entitlements;

/// <summary>The quota rule: which grant pays for a booking, and how much of it is left.</summary>
public static class EntitlementPolicy
{
    private const int UnitsADay = 2;

    /// <summary>What a range of a space costs, by the local day on which each unit falls: half-days touched, or started hours of a meeting room.</summary>
    public static IReadOnlyList<(DateOnly Day, int Units)> Cost(SpaceKind kind, int rate, TimeRange during, SiteCalendar calendar)
    {
        var days = kind == SpaceKind.MeetingRoom
            ? calendar.StartedHours(during)
            : calendar.HalfDaysTouched(during).Select(half => half.Day);
        return [.. days.GroupBy(day => day).Select(units => (units.Key, units.Count() * rate))];
    }

    /// <summary>Draws the cost from the wallet in the order of <c>rulings</c> 2: Lease, FreePeriod, Funded, OccasionalFree, TicketBook; soonest expiry first; never split over kinds.</summary>
    public static ChargeDecision Draw(Space space, IReadOnlyList<(DateOnly Day, int Units)> cost, Wallet wallet)
    {
        var useful = wallet.Entitlements.Where(grant => Covers(grant, space) && cost.Any(line => grant.ValidOn(line.Day))).ToList();
        if (useful.Count == 0) return new ChargeDecision.NotCovered(DeclineReason.WrongKind);

        var charges = useful
            .GroupBy(Turn)
            .OrderBy(kind => kind.Key)
            .Select(kind => DrawFrom([.. kind.OrderBy(LastDay).ThenBy(grant => grant.Id)], space.Site, cost, wallet))
            .FirstOrDefault(drawn => drawn is not null);

        return charges is null ? new ChargeDecision.NotCovered(DeclineReason.QuotaExhausted) : new ChargeDecision.Covered(charges);
    }

    /// <summary>
    /// The charges that remain when only <paramref name="cost"/> of what was charged is still due: how a shorter booking is refunded.
    /// In each period the last charge gives back first; nothing is ever raised.
    /// </summary>
    public static IReadOnlyList<Charge> Reduce(IReadOnlyList<Charge> charges, IReadOnlyList<(DateOnly Day, int Units)> cost)
    {
        var due = charges.Select(charge => charge.Period).Distinct().ToDictionary(
            period => period,
            period => cost.Where(line => period == Period.Whole || period == Period.Month(line.Day)).Sum(line => line.Units));
        var kept = new List<Charge>();
        foreach (var charge in charges)
        {
            var units = Math.Min(charge.Units, due[charge.Period]);
            due[charge.Period] -= units;
            if (units > 0) kept.Add(charge with { Units = units });
        }

        return kept;
    }

    /// <summary>What a member sees of one grant in the period of a day. Unlimited grants have neither granted nor left.</summary>
    public static Statement State(Entitlement entitlement, Wallet wallet, DateOnly day)
    {
        var period = PeriodOf(entitlement, day);
        var balances = wallet.Balances.Where(balance => balance.Entitlement == entitlement.Id && balance.Period == period).ToList();
        var (held, used) = (balances.Sum(balance => balance.Held), balances.Sum(balance => balance.Used));
        var granted = Granted(entitlement);
        var left = granted - held - used;
        return new Statement(
            entitlement,
            period,
            granted,
            held,
            used,
            left is null ? null : Math.Max(0, left.Value),
            Math.Max(0, -(left ?? 0)),
            period == Period.Whole ? null : NextMonth(entitlement, day));
    }

    /// <summary>Every grant as a member sees it on a day: those that hold then first.</summary>
    public static IReadOnlyList<Statement> Statements(Wallet wallet, DateOnly day) =>
    [
        .. wallet.Entitlements
            .OrderByDescending(grant => grant.ValidOn(day))
            .ThenBy(grant => grant.FirstDay)
            .ThenBy(grant => grant.Id)
            .Select(grant => State(grant, wallet, day)),
    ];

    /// <summary>The grant as it is once it ends on a day; null where that day is over for longer than since yesterday, or it ends sooner by itself. One that has not begun never does.</summary>
    public static Entitlement? End(Entitlement grant, DateOnly last, DateOnly today)
    {
        if (last < today.AddDays(-1) || last >= grant.LastDay) return null;

        var end = last < grant.FirstDay ? grant.FirstDay.AddDays(-1) : last;
        return end < grant.LastDay || grant.LastDay is null ? grant with { Version = grant.Version + 1, LastDay = end } : null;
    }

    /// <summary>Charges the whole cost to the first grant that would have paid, whatever is left of it; nothing where no grant covers it (<c>rulings</c> 4).</summary>
    public static IReadOnlyList<Charge> Overdraw(Space space, IReadOnlyList<(DateOnly Day, int Units)> cost, Wallet wallet)
    {
        var drawn = new OrderedDictionary<(EntitlementId Grant, Period Period), int>();
        foreach (var (day, units) in cost.Where(line => line.Units > 0))
        {
            var grant = wallet.Entitlements.Where(grant => Covers(grant, space) && grant.ValidOn(day)).OrderBy(Turn).ThenBy(LastDay).ThenBy(grant => grant.Id).FirstOrDefault();
            if (grant is null) continue;

            var key = (grant.Id, PeriodOf(grant, day));
            drawn[key] = drawn.GetValueOrDefault(key) + units;
        }

        return Charged(drawn);
    }

    // Days come in order and the grant that expires first gives first, so units are never refused that some other sharing would have covered.
    private static List<Charge>? DrawFrom(
        IReadOnlyList<Entitlement> grants, SiteId site, IReadOnlyList<(DateOnly Day, int Units)> cost, Wallet wallet)
    {
        var drawn = new OrderedDictionary<(EntitlementId Grant, Period Period), int>();
        foreach (var (day, units) in cost)
        {
            var missing = units;
            var valid = grants.Where(grant => grant.ValidOn(day)).ToList();
            foreach (var grant in valid)
            {
                var key = (grant.Id, PeriodOf(grant, day));
                var already = drawn.GetValueOrDefault(key);
                var taken = Math.Min(missing, Math.Max(0, Left(grant, site, key.Item2, wallet) - already));
                if (taken > 0) drawn[key] = already + taken;
                missing -= taken;
            }

            if (missing > 0 || valid.Count == 0) return null;
        }

        return Charged(drawn);
    }

    private static List<Charge> Charged(OrderedDictionary<(EntitlementId Grant, Period Period), int> drawn) =>
        [.. drawn.Select(line => new Charge(line.Key.Grant, line.Key.Period, line.Value, ChargeState.Held))];

    private static int Left(Entitlement grant, SiteId site, Period period, Wallet wallet)
    {
        var drawn = wallet.Balances.Where(balance => balance.Entitlement == grant.Id && balance.Period == period);
        if (Granted(grant) is not { } granted) return int.MaxValue;

        var left = granted - drawn.Sum(balance => balance.Held + balance.Used);
        return grant is Entitlement.OccasionalFree { PerSiteCap: { } cap }
            ? Math.Min(left, cap - drawn.Where(balance => balance.Site == site).Sum(balance => balance.Held + balance.Used))
            : left;
    }

    private static int Turn(Entitlement grant) => grant switch
    {
        Entitlement.Lease => 0,
        Entitlement.FreePeriod => 1,
        Entitlement.Funded => 2,
        Entitlement.OccasionalFree => 3,
        Entitlement.TicketBook => 4,
        _ => throw new UnreachableException($"{grant}"),
    };

    private static int? Granted(Entitlement grant) => grant switch
    {
        Entitlement.OccasionalFree free => free.UnitsAMonth,
        Entitlement.Funded funded => funded.DaysAMonth * UnitsADay,
        Entitlement.TicketBook book => book.Units,
        Entitlement.Lease or Entitlement.FreePeriod => null,
        _ => throw new UnreachableException($"{grant}"),
    };

    private static bool Covers(Entitlement grant, Space space) => grant is not Entitlement.Lease lease || lease.Space == space.Id;

    private static Period PeriodOf(Entitlement grant, DateOnly day) =>
        grant is Entitlement.OccasionalFree or Entitlement.Funded ? Period.Month(day) : Period.Whole;

    private static DateOnly LastDay(Entitlement grant) => grant.LastDay ?? DateOnly.MaxValue;

    private static DateOnly? NextMonth(Entitlement grant, DateOnly day)
    {
        var next = new DateOnly(day.Year, day.Month, 1).AddMonths(1);
        return grant.ValidOn(next) ? next : null;
    }
}

public abstract record ChargeDecision
{
    private ChargeDecision()
    {
    }

    public sealed record Covered(IReadOnlyList<Charge> Charges) : ChargeDecision;

    /// <summary><see cref="DeclineReason.QuotaExhausted"/> or <see cref="DeclineReason.WrongKind"/>.</summary>
    public sealed record NotCovered(DeclineReason Reason) : ChargeDecision;
}

/// <summary>held + used + left = granted + overdrawn. <paramref name="Renews"/> is the first day of the next period, if there is one.</summary>
public sealed record Statement(Entitlement Entitlement, Period Period, int? Granted, int Held, int Used, int? Left, int Overdrawn, DateOnly? Renews);
