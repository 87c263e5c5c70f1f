namespace SohoSolo.Gateway.Drivers;

/// <summary>Which clock is believed: the device's within two minutes of the gateway's, or where it says how long it has kept the message; else the gateway's.</summary>
internal static class DeviceTimes
{
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan LongestKept = TimeSpan.FromDays(30);

    public static DateTimeOffset FromSeconds(double seconds) => DateTimeOffset.UnixEpoch + TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));

    public static (DateTimeOffset At, bool IsHistory) When(DeviceClock? clock, double? seconds, double? ageSeconds, DateTimeOffset receivedAt)
    {
        if (clock == DeviceClock.Synced && seconds is { } said && (FromSeconds(said) - receivedAt).Duration() <= Trusted)
            return (FromSeconds(said), false);
        if (ageSeconds is { } age && TimeSpan.FromSeconds(age) <= LongestKept)
            return (receivedAt - TimeSpan.FromMilliseconds(Math.Round(age * 1000)), TimeSpan.FromSeconds(age) > Trusted);

        return (receivedAt, false);
    }
}
