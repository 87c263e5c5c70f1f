using System.Globalization;
using SohoSolo.Core.Access;

namespace SohoSolo.Gateway.Doors;

/// <summary>How far the gateway's own clock is to be trusted: it was compared with the time in a message that the hub signed. What was agreed last is remembered over a restart.</summary>
public sealed class ClockTrust(TimeProvider clock, IReadOnlyDictionary<string, string> memory)
{
    /// <summary>Under this key the last agreement is remembered, in milliseconds since the epoch.</summary>
    public const string MemoryKey = "clock-agreed";

    private static readonly TimeSpan SameTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan HeldOver = TimeSpan.FromDays(7);
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromMinutes(10);

    private readonly long keptBefore = memory.TryGetValue(MemoryKey, out var kept) ? long.Parse(kept, CultureInfo.InvariantCulture) : 0;
    private long agreedAt;
    private long noted;

    /// <summary>In one process with the hub there is but one clock.</summary>
    public static Func<ClockQuality> TheHubsOwn => () => ClockQuality.Synced;

    public ClockQuality Quality
    {
        get
        {
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            var (heard, before) = (Interlocked.Read(ref agreedAt), keptBefore);
            if (heard > 0 && Within(now - heard, GoodFor)) return ClockQuality.Synced;

            // After a restart alone a clock that has gone on is a good guess; one that stands before what it once agreed on was lost.
            return Within(now - Math.Max(heard, before), HeldOver) && Math.Max(heard, before) > 0 ? ClockQuality.Holdover : ClockQuality.Unset;
        }
    }

    /// <summary>
    /// The hub signed a message at that time, and it has just come. The text to remember when they agree; null otherwise, and when what is remembered is young enough: the hub is heard every few seconds,
    /// and a small board's card does not last for ever.
    /// </summary>
    public string? Heard(DateTimeOffset signedAt)
    {
        var now = clock.GetUtcNow();
        if ((now - signedAt).Duration() > SameTime) return null;

        var agreed = now.ToUnixTimeMilliseconds();
        Interlocked.Exchange(ref agreedAt, agreed);
        var before = Interlocked.Read(ref noted);
        if (before > 0 && Within(agreed - before, BetweenNotes)) return null;

        Interlocked.Exchange(ref noted, agreed);
        return agreed.ToString(CultureInfo.InvariantCulture);
    }

    private static bool Within(long milliseconds, TimeSpan span) => milliseconds >= 0 && milliseconds <= span.TotalMilliseconds;
}
