using SohoSolo.Gateway.Drivers;

namespace SohoSolo.Gateway.Doors;

/// <summary>A card that lies at a reader is read again and again: within two seconds it is recorded and not decided anew. Another card is never taken for it.</summary>
internal sealed class Repeats
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    private readonly Dictionary<(string Reader, string Hash), (DateTimeOffset At, DeviceNumber? Number)> decided = [];

    /// <summary>Whether the same was decided there just now. The same message, come again because nobody acknowledged it, is no repetition.</summary>
    public bool Has(string reader, string hash, DeviceNumber? number, DateTimeOffset now) =>
        decided.TryGetValue((reader, hash), out var last) && now - last.At < Window && now >= last.At && (number is null || number != last.Number);

    public void Decided(string reader, string hash, DeviceNumber? number, DateTimeOffset now)
    {
        if (decided.Count > 64)
        {
            foreach (var old in decided.Where(entry => now - entry.Value.At >= Window).Select(entry => entry.Key).ToList())
                decided.Remove(old);
        }

        decided[(reader, hash)] = (now, number);
    }
}
