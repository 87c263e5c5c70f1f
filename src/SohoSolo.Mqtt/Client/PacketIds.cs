namespace SohoSolo.Mqtt.Client;

/// <summary>Packet identifiers of what this side begins: in use once each, never zero (MQTT 5.0 §2.2.1).</summary>
internal sealed class PacketIds
{
    private readonly HashSet<ushort> inUse = [];
    private ushort last;

    /// <summary>How many publishes may be in flight: some are left to SUBSCRIBE and UNSUBSCRIBE.</summary>
    public const int ForPublishes = 60_000;

    /// <summary>Goes round, so that an identifier comes back as late as it can: a late acknowledgement then meets nobody.</summary>
    public ushort Take()
    {
        do
            last = last == ushort.MaxValue ? (ushort)1 : (ushort)(last + 1);
        while (!inUse.Add(last));

        return last;
    }

    public void Return(ushort id) => inUse.Remove(id);
}
