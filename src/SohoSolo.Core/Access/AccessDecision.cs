namespace SohoSolo.Core.Access;

/// <summary>The answer at a door (ONVIF's words): it opens, or why not, or what is missing.</summary>
public abstract record AccessDecision
{
    private AccessDecision()
    {
    }

    /// <summary>The door opens. <paramref name="Ref"/> is the entry's reference; <paramref name="Booking"/> is known for a guest pass and a walk-in that the hub has booked.</summary>
    public sealed record Granted(GrantReason Reason, string? Ref, string? Booking = null) : AccessDecision;

    public sealed record Denied(DenyReason Reason, string? Ref = null) : AccessDecision;

    /// <summary>The badge is right and its member's PIN is needed besides.</summary>
    public sealed record PinNeeded(string Ref) : AccessDecision;

    /// <summary>Known, nothing booked, and the site takes walk-ins: the hub is to be asked. Without it <paramref name="Offline"/> holds.</summary>
    public sealed record WalkIn(string Ref, AccessDecision Offline) : AccessDecision;
}

/// <summary>On the wire the kebab-case of its name.</summary>
public enum GrantReason
{
    Booking,
    Standing,
    Pass,

    /// <summary>The door stands open for everybody just now.</summary>
    Mode,

    /// <summary>Nothing was booked: on the hub's word a booking was made; without the hub one is to be made when the line is back.</summary>
    WalkIn,
}

/// <summary>The deny reasons of contract §3; on the wire the kebab-case of its name.</summary>
public enum DenyReason
{
    UnknownCredential,
    NoBooking,
    TooEarly,
    TooLate,
    QuotaExhausted,
    Closed,
    Lockdown,
    PinLocked,
    Revoked,
    ExpiredPass,
    PassUsed,
    WrongSite,
}
