namespace SohoSolo.Hub.Mail;

/// <summary>When a message that was not taken is tried again: after a minute, then after ever longer, six hours at most; for three days.</summary>
internal static class MailSchedule
{
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromDays(3);

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary><paramref name="chance"/> from 0 to 1 moves it by a fifth at most, so that messages which failed together do not come back together.</summary>
    public static TimeSpan After(int attempts, double chance)
    {
        var wait = First * Math.Pow(3, Math.Clamp(attempts - 1, 0, 10));
        return (wait < Longest ? wait : Longest) * (0.8 + (0.4 * chance));
    }
}
