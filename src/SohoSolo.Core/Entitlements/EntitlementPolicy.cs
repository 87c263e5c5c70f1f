using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Entitlements;

/// <summary>The quota rule: which grant pays for a booking, and how much of it is left.</summary>
public static class EntitlementPolicy
{
    /// <summary>What a range of a space costs, by the local day on which each unit falls.</summary>
    public static IReadOnlyList<(DateOnly Day, int Units)> Cost(SpaceKind kind, int rate, TimeRange during, SiteCalendar calendar) => throw new NotImplementedException();

    /// <summary>Draws the cost from the wallet in the order of <c>rulings</c> 2: Lease, FreePeriod, Funded, OccasionalFree, TicketBook; soonest expiry first; never split over kinds.</summary>
    public static ChargeDecision Draw(Space space, IReadOnlyList<(DateOnly Day, int Units)> cost, Wallet wallet) => throw new NotImplementedException();

    /// <summary>The charges that remain when only <paramref name="cost"/> of what was charged is still due: how a shorter booking is refunded.</summary>
    public static IReadOnlyList<Charge> Reduce(IReadOnlyList<Charge> charges, IReadOnlyList<(DateOnly Day, int Units)> cost) => throw new NotImplementedException();

    /// <summary>What a member sees of one grant in the period of a day. Unlimited grants have neither granted nor left.</summary>
    public static Statement State(Entitlement entitlement, Wallet wallet, DateOnly day) => throw new NotImplementedException();
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
