namespace SohoSolo.Gateway.Drivers;

/// <summary>Devices behind a bridge that the site's table lacks: each is noted once a minute, and not more of them than a keeper could read.</summary>
internal sealed class Strangers
{
    private const int Most = 64;

    private static readonly TimeSpan BetweenNotes = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> noted = new(StringComparer.Ordinal);

    public bool IsWorthNoting(string device, DateTimeOffset now)
    {
        lock (gate)
        {
            foreach (var old in noted.Where(entry => now - entry.Value >= BetweenNotes).Select(entry => entry.Key).ToList())
                noted.Remove(old);

            return noted.Count < Most && noted.TryAdd(device, now);
        }
    }
}
