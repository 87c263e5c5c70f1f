namespace SohoSolo.Gateway.Doors;

/// <summary>Alarms that are not a door's own (<see cref="Words.Of(Core.Access.DoorAlarm)"/>); the outbox has its own two besides.</summary>
public static class AlarmWords
{
    public const string DeviceOffline = "device-offline";
    public const string BatteryLow = "battery-low";
    public const string ClockUnset = "clock-unset";
    public const string ClockSkew = "clock-skew";
    public const string PinLocked = "pin-locked";
    public const string SnapshotExpired = "snapshot-expired";
    public const string RefusedPublish = "refused-publish";
    public const string Tamper = "tamper";
}
