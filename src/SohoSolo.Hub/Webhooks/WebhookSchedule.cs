using SohoSolo.Hub.Jobs;

namespace SohoSolo.Hub.Webhooks;

/// <summary>
/// When an address that did not take a delivery is tried again: after ten seconds, then after ever longer, two hours at most. What has waited for twenty hours is given up; what
/// came after it goes on being tried, so that an address which is mended gets the last twenty hours.
/// </summary>
internal static class WebhookSchedule
{
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromHours(20);

    private static readonly Pauses Pauses = new(TimeSpan.FromSeconds(10), TimeSpan.FromHours(2));

    /// <summary>As long as the address asked for, where that is longer; but never longer than the longest pause.</summary>
    public static TimeSpan After(int failures, TimeSpan? asked, double chance)
    {
        var own = Pauses.After(failures, chance);
        return asked is { } longer && longer > own ? longer < Pauses.Longest ? longer : Pauses.Longest : own;
    }
}
