using SohoSolo.Hub.Jobs;

namespace SohoSolo.Hub.Mail;

/// <summary>When a message that was not taken is tried again: after a minute, then after ever longer, six hours at most; for three days.</summary>
internal static class MailSchedule
{
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromDays(3);

    private static readonly Pauses Pauses = new(TimeSpan.FromMinutes(1), TimeSpan.FromHours(6));

    public static TimeSpan After(int attempts, double chance) => Pauses.After(attempts, chance);
}
