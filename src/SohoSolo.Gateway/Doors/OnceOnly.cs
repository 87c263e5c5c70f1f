using System.Globalization;

namespace SohoSolo.Gateway.Doors;

/// <summary>Ids of what may happen once: passes that were used, commands that were carried out. Each is remembered as long as it could come again.</summary>
internal sealed class OnceOnly
{
    private readonly string prefix;
    private readonly Dictionary<string, DateTimeOffset> seen = new(StringComparer.Ordinal);

    public OnceOnly(string prefix, IReadOnlyDictionary<string, string> memory)
    {
        this.prefix = prefix;
        foreach (var (key, until) in memory.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)))
            seen[key[prefix.Length..]] = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(until, CultureInfo.InvariantCulture));
    }

    public bool Has(string id) => seen.ContainsKey(id);

    public void Add(string id, DateTimeOffset until, Recording recording)
    {
        seen[id] = until;
        recording.Remember(prefix + id, until.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
    }

    public void Forget(DateTimeOffset now, Recording recording)
    {
        foreach (var id in seen.Where(entry => entry.Value < now).Select(entry => entry.Key).ToList())
        {
            seen.Remove(id);
            recording.Remember(prefix + id, null);
        }
    }
}
