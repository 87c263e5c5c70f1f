using SohoSolo.Core.Access;

namespace SohoSolo.Gateway.Doors;

/// <summary>Reasons as they travel, in kebab-case (contract §3).</summary>
public static class Words
{
    public const string Granted = "granted";
    public const string Denied = "denied";

    /// <summary>Nothing was decided.</summary>
    public const string None = "none";

    public const string PinNeeded = "pin-needed";
    public const string Stale = "stale";
    public const string Repeated = "repeated";

    public static string Of(DenyReason reason) => reason switch
    {
        DenyReason.UnknownCredential => "unknown-credential",
        DenyReason.NoBooking => "no-booking",
        DenyReason.TooEarly => "too-early",
        DenyReason.TooLate => "too-late",
        DenyReason.QuotaExhausted => "quota-exhausted",
        DenyReason.Closed => "closed",
        DenyReason.Lockdown => "lockdown",
        DenyReason.PinLocked => "pin-locked",
        DenyReason.Revoked => "revoked",
        DenyReason.ExpiredPass => "expired-pass",
        DenyReason.PassUsed => "pass-used",
        DenyReason.WrongSite => "wrong-site",
        _ => throw new System.Diagnostics.UnreachableException($"{reason}"),
    };

    public static string Of(GrantReason reason) => reason switch
    {
        GrantReason.Booking => "booking",
        GrantReason.Standing => "standing",
        GrantReason.Pass => "pass",
        GrantReason.Mode => "mode",
        GrantReason.WalkIn => "walk-in",
        _ => throw new System.Diagnostics.UnreachableException($"{reason}"),
    };

    public static string Of(DoorAlarm alarm) => alarm switch
    {
        DoorAlarm.Forced => "forced",
        DoorAlarm.OpenedUnattributed => "opened-unattributed",
        DoorAlarm.HeldOpenWarning => "held-open-warning",
        DoorAlarm.HeldOpen => "held-open",
        DoorAlarm.Tamper => "tamper",
        _ => throw new System.Diagnostics.UnreachableException($"{alarm}"),
    };
}
