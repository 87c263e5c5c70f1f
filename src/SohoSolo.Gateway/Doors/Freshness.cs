using SohoSolo.Gateway.Drivers;

namespace SohoSolo.Gateway.Doors;

/// <summary>Whether what somebody presented may still open: who stood there a minute ago has gone.</summary>
internal static class Freshness
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>A device counts seconds since 1970 or since it started; nothing has run for thirty years.</summary>
    private const double FirstDate = 1_000_000_000;

    /// <param name="signal">What came.</param>
    /// <param name="startedAt">When the device started, where it has said so.</param>
    public static bool IsFresh(Signal signal, DateTimeOffset? startedAt) => Age(signal, startedAt) is not { } age || age <= Longest;

    /// <summary>Null where nobody knows: then it is new because it has just come.</summary>
    private static TimeSpan? Age(Signal signal, DateTimeOffset? startedAt)
    {
        if (signal.DeviceSeconds is { } said && (signal.Clock == DeviceClock.Synced || (signal.Clock is null && said >= FirstDate)))
            return signal.ReceivedAt - DeviceTimes.FromSeconds(said);
        if (signal.AgeSeconds is { } age)
            return TimeSpan.FromSeconds(age);

        return signal.DeviceSeconds is { } uptime && uptime < FirstDate && startedAt is { } start ? signal.ReceivedAt - start - TimeSpan.FromSeconds(uptime) : null;
    }
}
