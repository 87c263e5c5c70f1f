namespace SohoSolo.Core.Access;

/// <summary>How many wrong PINs are too many.</summary>
public sealed record PinRules
{
    /// <summary>For one reader: five in ten minutes lock it for a minute, then two, up to a quarter of an hour; fifty in a day disable it.</summary>
    public static readonly PinRules Reader = new();

    /// <summary>For all readers of a site together: fifty in a day disable PINs everywhere, so that many readers help nobody who guesses.</summary>
    public static readonly PinRules Site = new() { TriesInARow = int.MaxValue };

    public int TriesInARow { get; init; } = 5;

    public TimeSpan InARow { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan FirstLock { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan LongestLock { get; init; } = TimeSpan.FromMinutes(15);

    public int TriesADay { get; init; } = 50;
}

/// <summary>
/// What is remembered of wrong PINs at one reader, or at all readers of a site. A right PIN forgives nothing: who knows one PIN must not be able to guess others.
/// A badge that opens, or a keeper's word, does: then it begins anew from <see cref="None"/>.
/// </summary>
/// <param name="Wrong">When wrong PINs were tried, a day back at most. Ordered.</param>
/// <param name="Locks">How many times in a row it was locked.</param>
/// <param name="LockedUntil">No PIN is taken before.</param>
/// <param name="IsDisabled">No PIN is taken until a badge opens or a keeper says so.</param>
public sealed record PinLockout(IReadOnlyList<DateTimeOffset> Wrong, int Locks, DateTimeOffset? LockedUntil, bool IsDisabled)
{
    public static readonly PinLockout None = new([], 0, null, IsDisabled: false);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public bool IsLocked(DateTimeOffset now) => IsDisabled || now < LockedUntil;

    /// <summary>After another wrong PIN. Tries while it is locked do not count: they were not looked at.</summary>
    public PinLockout AfterWrong(PinRules rules, DateTimeOffset now)
    {
        if (IsLocked(now)) return this;

        // A clock that was set back makes tries lie ahead: they count as made just now, for nothing may be forgotten early.
        DateTimeOffset[] wrong = [.. Wrong.Where(at => at > now - Day).Select(at => at < now ? at : now), now];
        if (wrong.Length >= rules.TriesADay) return new PinLockout(wrong, Locks, LockedUntil, IsDisabled: true);

        var locks = wrong.Length == 1 ? 0 : Locks;
        var counted = LockedUntil ?? DateTimeOffset.MinValue;
        var inARow = wrong.Count(at => at > now - rules.InARow && at >= counted);
        return inARow < rules.TriesInARow
            ? new PinLockout(wrong, locks, LockedUntil, IsDisabled: false)
            : new PinLockout(wrong, locks + 1, now + LockFor(rules, locks), IsDisabled: false);
    }

    private static TimeSpan LockFor(PinRules rules, int locks)
    {
        var span = rules.FirstLock * Math.Pow(2, Math.Min(locks, 16));
        return span < rules.LongestLock ? span : rules.LongestLock;
    }
}
