using System.Globalization;
using System.Text.Json;
using SohoSolo.Core.Access;

namespace SohoSolo.Gateway.Doors;

/// <summary>
/// Wrong PINs, by reader and for the whole site; a restart forgets none. However many readers somebody goes to, a site looks at fifty wrong PINs in any 24 hours: with <c>n</c> PINs of six digits in use, a month
/// of guessing everywhere finds one with 1 − (1 − n/10⁶)^(50·31) at most. A badge that opens forgives its reader; the site's count is forgiven by a keeper alone.
/// </summary>
internal sealed class Lockouts
{
    private const string Prefix = "pin:";
    private const string SiteKey = "pin:";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Dictionary<string, PinLockout> readers = new(StringComparer.Ordinal);
    private PinLockout site = PinLockout.None;

    public Lockouts(IReadOnlyDictionary<string, string> memory)
    {
        foreach (var (key, text) in memory.Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            if (key == SiteKey)
                site = Read(text);
            else
                readers[key[Prefix.Length..]] = Read(text);
        }
    }

    public IEnumerable<string> Readers => readers.Keys;

    public bool IsLocked(string reader, DateTimeOffset now) => IsReaderLocked(reader, now) || IsSiteLocked(now);

    public bool IsReaderLocked(string reader, DateTimeOffset now) => readers.TryGetValue(reader, out var lockout) && lockout.IsLocked(now);

    public bool IsSiteLocked(DateTimeOffset now) => site.Wrong.Count(at => at > now - Day) >= PinRules.Site.TriesADay;

    public void Wrong(string reader, DateTimeOffset now, Recording recording)
    {
        readers[reader] = readers.GetValueOrDefault(reader, PinLockout.None).AfterWrong(PinRules.Reader, now);
        recording.Remember(Prefix + reader, Write(readers[reader]));

        // What the site's rule closes opens again with the day: the count says it, not the mark.
        site = (site with { IsDisabled = false }).AfterWrong(PinRules.Site, now);
        recording.Remember(SiteKey, Write(site));
    }

    /// <summary>A badge opened at this reader.</summary>
    public void Forgive(string reader, Recording recording)
    {
        if (readers.Remove(reader))
            recording.Remember(Prefix + reader, null);
    }

    /// <summary>A keeper says so.</summary>
    public void ForgiveAll(string reader, Recording recording)
    {
        Forgive(reader, recording);
        site = PinLockout.None;
        recording.Remember(SiteKey, null);
    }

    private static string Write(PinLockout lockout) => JsonSerializer.Serialize(
        new Kept([.. lockout.Wrong.Select(at => at.ToUnixTimeMilliseconds())], lockout.Locks, lockout.LockedUntil?.ToUnixTimeMilliseconds(), lockout.IsDisabled));

    private static PinLockout Read(string text) => JsonSerializer.Deserialize<Kept>(text) is { } kept
        ? new PinLockout([.. kept.Wrong.Select(DateTimeOffset.FromUnixTimeMilliseconds)], kept.Locks, kept.Until is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null, kept.IsDisabled)
        : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The outbox remembers something that is no PIN lock, {text.Length} letters long."));

    private sealed record Kept(long[] Wrong, int Locks, long? Until, bool IsDisabled);
}
