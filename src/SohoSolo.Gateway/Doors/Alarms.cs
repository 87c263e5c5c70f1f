using SohoSolo.Core.Access;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Doors;

/// <summary>What an alarm is about: a device, a door, or neither for the site as a whole.</summary>
internal readonly record struct About(string? Device = null, string? Door = null);

/// <summary>The alarms that stand. Each is told when it begins and when it ends, once, also over a restart.</summary>
internal sealed class Alarms(IReadOnlyDictionary<string, string> memory, Func<ClockQuality> clock)
{
    private const string Prefix = "alarm:";

    private readonly HashSet<string> standing = [.. memory.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal))];

    public bool Stands(string word, About about) => standing.Contains(Key(word, about));

    public void Set(string word, About about, bool stands, DateTimeOffset at, Recording recording, string? message = null)
    {
        var key = Key(word, about);
        if (stands ? !standing.Add(key) : !standing.Remove(key))
            return;

        recording.Remember(key, stands ? "1" : null);
        recording.Add(EventOf.Own(EventKinds.Alarm, at, clock()) with { Device = about.Device, Door = about.Door, Reason = word, Value = stands ? "raised" : "cleared", Message = message });
    }

    private static string Key(string word, About about) => $"{Prefix}{word}|{about.Device}|{about.Door}";
}
