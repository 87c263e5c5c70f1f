using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Tests.Routing.Histories;

/// <summary>A client that publishes by the rules (MQTT 5.0 §4.3, §4.4), and keeps its own side of the session through everything.</summary>
internal sealed class Publisher(Bench bench)
{
    /// <summary>Few, so that they are used again soon.</summary>
    private const int Identifiers = 20;

    private readonly List<Sending> _open = [];
    private Peer? _peer;
    private ushort _lastId;
    private int _count;

    /// <summary>What the broker said no to.</summary>
    public HashSet<string> Refused { get; } = [];

    /// <summary>All that were ever sent, by quality, in order.</summary>
    public List<(string Payload, int Quality)> Sent { get; } = [];

    public bool HasOpen => _open.Count > 0;

    public bool IsConnected => _peer is not null;

    public void Connect()
    {
        _peer = bench.Connect("publisher", expiry: 1_000_000);
        foreach (var sending in _open.ToArray())
        {
            if (sending.IsReceived)
                _peer.Say(PacketType.PubRel, sending.PacketId);
            else
                _peer.Publish(Bench.Some("t", sending.Payload, (QualityOfService)sending.Quality), sending.PacketId);
        }
    }

    public void Leave(bool lostByCrash = false)
    {
        if (!lostByCrash)
            _peer?.Leave(withWill: true);
        _peer = null;
    }

    public void Publish(int quality)
    {
        if (_peer is null || _open.Count == Identifiers)
            return;
        var sending = new Sending($"{++_count}", quality, NextId());
        _open.Add(sending);
        Sent.Add((sending.Payload, quality));
        _peer.Publish(Bench.Some("t", sending.Payload, (QualityOfService)quality), sending.PacketId);
    }

    /// <summary>Reads one packet; null when all is well.</summary>
    public string? Read()
    {
        if (_peer is null || !_peer.Outlet.Packets.TryDequeue(out var packet))
            return null;
        if (packet is not AckPacket ack || _open.Find(sending => sending.PacketId == ack.PacketId) is not { } open)
            return $"the publisher knows nothing of {packet}";

        if (ack.Type == PacketType.PubRec && ack.Reason < ReasonCode.UnspecifiedError)
        {
            open.IsReceived = true;
            _peer.Say(PacketType.PubRel, ack.PacketId);
            return null;
        }

        if (ack.Reason == ReasonCode.QuotaExceeded)
            Refused.Add(open.Payload);
        if (ack.Reason != ReasonCode.QuotaExceeded && ack.Type != (open.Quality == 1 ? PacketType.PubAck : PacketType.PubComp))
            return $"{packet} does not answer a message at QoS {open.Quality}";
        _open.Remove(open);
        return null;
    }

    public bool HasToRead => _peer?.Outlet.Packets.Count > 0;

    private ushort NextId()
    {
        do
            _lastId = (ushort)((_lastId % Identifiers) + 1);
        while (_open.Exists(sending => sending.PacketId == _lastId));
        return _lastId;
    }

    private sealed class Sending(string payload, int quality, ushort packetId)
    {
        public string Payload { get; } = payload;

        public int Quality { get; } = quality;

        public ushort PacketId { get; } = packetId;

        public bool IsReceived { get; set; }
    }
}
