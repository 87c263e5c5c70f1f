using SohoSolo.Core.Bookings;

namespace SohoSolo.Core.Presence;

/// <summary>What is to become of a booking whose member has not checked in.</summary>
public abstract record NoShowDecision
{
    private NoShowDecision()
    {
    }

    /// <summary>Nothing before then.</summary>
    public sealed record NotYet(DateTimeOffset Until) : NoShowDecision;

    /// <summary>It waits for its member to its end.</summary>
    public sealed record Exempt(ExemptReason Why) : NoShowDecision;

    /// <summary>Half of the grace is over: tell her that the place goes to others then.</summary>
    public sealed record Remind(DateTimeOffset GivenBackAt, IReadOnlyList<Evidence> Evidence) : NoShowDecision;

    /// <summary>It is kept: she is there, or nobody can tell that she is not.</summary>
    public sealed record Keep(KeepReason Why) : NoShowDecision;

    /// <summary>Positive absence.</summary>
    public sealed record NoShow(IReadOnlyList<Evidence> Evidence) : NoShowDecision;
}

/// <summary>Why a booking is never a no-show.</summary>
public enum ExemptReason
{
    /// <summary>It does not wait for anybody: not confirmed, or over.</summary>
    NotExpected,
    WalkIn,
    ShortNotice,

    /// <summary>It is over before the grace is.</summary>
    TooShort,

    /// <summary>The site gives nothing back.</summary>
    SwitchedOff,
}

/// <summary>Why a booking is kept past its grace; in kebab-case on the wire.</summary>
public enum KeepReason
{
    Arrived,

    /// <summary>Somebody is there or was.</summary>
    Occupied,
    NoSensor,
    SensorSilent,
    Backlog,
}
