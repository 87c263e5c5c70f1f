namespace SohoSolo.Core.Entitlements;

/// <summary>Held until presence confirms it or the booking ends; used from then on. A refund takes the charge away.</summary>
public enum ChargeState
{
    Held,
    Used,
}

/// <summary>Units that one booking draws from one grant in one of its periods.</summary>
public sealed record Charge(EntitlementId Entitlement, Period Period, int Units, ChargeState State);

/// <summary>The span over which a grant is counted: a local calendar month (<c>2026-11</c>) or the grant's whole life (<c>whole</c>).</summary>
public readonly record struct Period(string Value)
{
    public static readonly Period Whole = new("whole");

    public static Period Month(DateOnly day) => new(day.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture));

    public override string ToString() => Value;
}

/// <summary>What one grant has given at one site in one period. held + used + left = granted + overdrawn.</summary>
public sealed record Balance(EntitlementId Entitlement, Period Period, SiteId Site, int Held, int Used);
