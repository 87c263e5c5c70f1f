namespace SohoSolo.Gateway.Doors;

/// <summary>Badges that wait for their member's PIN at the same reader. One PIN completes one badge.</summary>
internal sealed class PinPairs
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, (string Hash, string Holder, DateTimeOffset Until)> waiting = new(StringComparer.Ordinal);

    public void Wait(string reader, string hash, string holder, DateTimeOffset now) => waiting[reader] = (hash, holder, now + Patient);

    /// <summary>The hash of the badge that this holder presented here just now; null when there is none.</summary>
    public string? Take(string reader, IEnumerable<string?> holders, DateTimeOffset now)
    {
        if (!waiting.TryGetValue(reader, out var badge) || now >= badge.Until || !holders.Contains(badge.Holder, StringComparer.Ordinal))
            return null;

        waiting.Remove(reader);
        return badge.Hash;
    }
}
