namespace SohoSolo.Gateway.Drivers;

/// <summary>Messages that their sender names, such as a LoRaWAN server's: of each one copy counts, however often it is delivered.</summary>
internal sealed class Copies
{
    private const int Remembered = 2_000;

    private readonly Lock gate = new();
    private readonly Queue<string> order = new();
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <summary>A message without a name is never a copy.</summary>
    public bool Has(string? once)
    {
        lock (gate)
            return once is not null && seen.Contains(once);
    }

    /// <summary>To be called when it is kept: one that could not be comes again.</summary>
    public void Add(string? once)
    {
        lock (gate)
        {
            if (once is null || !seen.Add(once))
                return;

            order.Enqueue(once);
            if (order.Count > Remembered)
                seen.Remove(order.Dequeue());
        }
    }
}
