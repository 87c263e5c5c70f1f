using SohoSolo.Core.Access;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Link;

/// <summary>What becomes of a message whose signature was right: taken, known already, or refused.</summary>
/// <param name="IsTaken">It is new, and holds.</param>
/// <param name="Why">Why it is refused; null also for one that is known already, which may come again in all innocence.</param>
internal readonly record struct LinkVerdict(bool IsTaken, Refusal? Why)
{
    public static readonly LinkVerdict Taken = new(IsTaken: true, null);

    public static readonly LinkVerdict Known = new(IsTaken: false, null);

    public static LinkVerdict Refused(Refusal why) => new(IsTaken: false, why);
}

/// <summary>Whether what the hub signed is also the newest, and still holds. Pure.</summary>
internal static class LinkRules
{
    /// <summary>The highest counter of its kind so far, and the one that came.</summary>
    public static LinkVerdict Counter(long highest, long counter) =>
        counter > highest ? LinkVerdict.Taken
        : counter == highest ? LinkVerdict.Known
        : LinkVerdict.Refused(Refusal.Replayed);

    /// <summary>A command is worth a word also when it comes just once more.</summary>
    public static LinkVerdict Command(long highest, long counter) => counter > highest ? LinkVerdict.Taken : LinkVerdict.Refused(Refusal.Replayed);

    public static LinkVerdict Snapshot(AccessSnapshot? current, AccessSnapshot next, DateTimeOffset now)
    {
        var verdict = Counter(current?.Revision ?? 0, next.Revision);
        return verdict.IsTaken && next.ExpiresAt <= now ? LinkVerdict.Refused(Refusal.Expired) : verdict;
    }

    public static LinkVerdict Delta(AccessSnapshot? current, AccessDelta delta, DateTimeOffset now)
    {
        var verdict = Counter(current?.Revision ?? 0, delta.Revision);
        if (!verdict.IsTaken) return verdict;
        if (current?.Revision != delta.Previous) return LinkVerdict.Refused(Refusal.Gap);

        return delta.ExpiresAt <= now ? LinkVerdict.Refused(Refusal.Expired) : verdict;
    }
}
