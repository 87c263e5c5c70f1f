using SohoSolo.Mqtt.Broker;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Routing;

/// <summary>What the broker knows of one client identifier: subscriptions, what waits for it, what is in flight both ways (MQTT 5.0 §4.1). Guarded by the router's gate.</summary>
internal sealed partial class Session(uint number, string clientId, string? identity)
{
    public uint Number { get; } = number;

    public string ClientId { get; } = clientId;

    /// <summary>Whose it is; null for an anonymous client's. Nobody else may take it up, or away.</summary>
    public string? Identity { get; } = identity;

    /// <summary>Null while nobody is connected. A connection that reads on under the gate must see itself here, or another has taken the session.</summary>
    public IOutlet? Outlet { get; private set; }

    /// <summary>Counts connections: what was held for one is not said to the next.</summary>
    public int Epoch { get; private set; }

    public MqttVersion Version { get; private set; } = MqttVersion.V5;

    public ClientLimits Limits { get; set; } = new();

    /// <summary>How much the client takes unacknowledged (MQTT 5.0 §3.1.2.11.3).</summary>
    public ushort ReceiveMaximum { get; private set; } = ushort.MaxValue;

    /// <summary>Seconds that it outlives its connection.</summary>
    public uint ExpiryInterval { get; set; }

    /// <summary>Published when the connection ends without a goodbye; null for none, or done.</summary>
    public WillPacket? Will { get; set; }

    /// <summary>It outlives its connection; so what it is owed outlives the process.</summary>
    public bool IsKept => ExpiryInterval > 0;

    /// <summary>The store knows of it.</summary>
    public bool IsTold { get; set; }

    /// <summary>Unix milliseconds; of no meaning while connected.</summary>
    public long DetachedAt { get; private set; }

    public long WillAt { get; set; } = long.MaxValue;

    public long ExpiresAt { get; private set; } = long.MaxValue;

    /// <summary>When something is due next while nobody is connected.</summary>
    public long DueAt => Outlet is null ? Math.Min(WillAt, ExpiresAt) : long.MaxValue;

    public Dictionary<string, Subscription> Subscriptions { get; } = new(StringComparer.Ordinal);

    /// <summary>Characters of all their filters.</summary>
    public long FilterCharacters { get; set; }

    /// <summary>QoS 2 packet identifiers that the publisher has not released, and how far the store must be before they are acknowledged.</summary>
    public Dictionary<ushort, long> Incoming { get; } = [];

    public Queue<HeldAck> HeldAcks { get; } = new(0);

    public Queue<HeldAnswer> HeldAnswers { get; } = new(0);

    /// <summary>The router has it in its list of sessions to look at when the store advances.</summary>
    public bool AwaitsDisk { get; set; }

    /// <summary>The router has its outlet in the list of those to flush.</summary>
    public bool IsTouched { get; set; }

    public void Connect(IOutlet outlet, ConnectPacket connect, ClientLimits limits, uint expiryInterval)
    {
        Begin(outlet);
        Version = connect.Version;
        Limits = limits;
        ReceiveMaximum = connect.ReceiveMaximum;
        ExpiryInterval = expiryInterval;
        Will = connect.Will;
        (WillAt, ExpiresAt) = (long.MaxValue, long.MaxValue);
        Rewind();
    }

    public void Disconnect(long now, long willAt)
    {
        Begin(null);
        HeldAnswers.Clear();
        Rewind();
        Lie(now, willAt);
    }

    /// <summary>Sets when it ends: not before its will was published, which after a crash may be due later than the session's own end.</summary>
    public void Lie(long since, long willAt)
    {
        DetachedAt = since;
        WillAt = Will is null ? long.MaxValue : willAt;
        var end = ExpiryInterval == uint.MaxValue ? long.MaxValue : since + (ExpiryInterval * 1000L);
        ExpiresAt = Will is null ? end : Math.Max(end, WillAt);
    }

    /// <summary>The connection was not lost but died with the broker: its will is due later than it said, and only if the client stays away.</summary>
    public bool WasCutByCrash => Outlet is null && Will is { } will && WillAt > DetachedAt + (Math.Min(will.DelayInterval, ExpiryInterval) * 1000L);

    private void Begin(IOutlet? outlet)
    {
        Outlet = outlet;
        IsTouched = false;
        Epoch++;
    }
}
