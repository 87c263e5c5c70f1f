using System.Collections.Concurrent;

namespace SohoSolo.Hub.Calendars;

/// <summary>
/// How often an address is read: calendar programs ask every few minutes at most, and whoever asks more, or tries addresses that are none, waits. Counted in this process only: it keeps the
/// database from being asked too often, not a secret of 256 bits from being guessed.
/// </summary>
internal sealed class FeedLimit(TimeProvider clock)
{
    public const int Most = 30;

    public static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

    private const int MostRemembered = 20_000;

    private readonly ConcurrentDictionary<string, Count> counts = new(StringComparer.Ordinal);

    /// <summary>Null when it may go on; otherwise how long to wait.</summary>
    public TimeSpan? Take(string who)
    {
        if (counts.Count >= MostRemembered) counts.Clear();

        var now = clock.GetUtcNow();
        var count = counts.AddOrUpdate(who, _ => new Count(now, 1), (_, before) => now - before.Since < Within ? before with { Asked = before.Asked + 1 } : new Count(now, 1));
        return count.Asked > Most ? count.Since + Within - now : null;
    }

    private sealed record Count(DateTimeOffset Since, int Asked);
}
