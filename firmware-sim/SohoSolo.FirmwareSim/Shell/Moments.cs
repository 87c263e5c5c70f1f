namespace SohoSolo.FirmwareSim.Shell;

/// <summary>Something to be done once, later, on a clock.</summary>
internal static class Moments
{
    public static void After(TimeProvider clock, TimeSpan delay, Action then)
    {
        ITimer? once = null;
        once = clock.CreateTimer(
            _ =>
            {
                once?.Dispose();
                then();
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        once.Change(delay, Timeout.InfiniteTimeSpan);
    }
}
