using System.Text;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Tests.Routing.Histories;

/// <summary>A client that receives by the rules: at QoS 2 it knows a repetition by its packet identifier alone (MQTT 5.0 §4.3.3).</summary>
internal sealed class Subscriber(Bench bench, string clientId, int quality, ushort receiveMaximum, uint expiry)
{
    private readonly HashSet<ushort> _unreleased = [];
    private Peer? _peer;

    /// <summary>What it made of what it was sent: payload, and the quality at which it came.</summary>
    public List<(string Payload, int Quality)> Got { get; } = [];

    public string ClientId => clientId;

    public bool IsConnected => _peer is not null;

    public bool HasToRead => _peer?.Outlet.Packets.Count > 0;

    public string? Connect()
    {
        var isFirst = Got.Count == 0 && _peer is null && bench.Router.Find(clientId) is null;
        _peer = bench.Connect(new ConnectPacket { Version = MqttVersion.V5, ClientId = clientId, SessionExpiryInterval = expiry, ReceiveMaximum = receiveMaximum });
        if (!_peer.Attachment.SessionPresent)
        {
            _unreleased.Clear();
            _peer.Subscribe("t", quality);
        }

        return expiry == 0 || isFirst || _peer.Attachment.SessionPresent ? null : $"{clientId}'s session is gone";
    }

    public void Leave(bool lostByCrash = false)
    {
        if (!lostByCrash)
            _peer?.Leave();
        _peer = null;
    }

    public string? Read()
    {
        if (_peer is null || !_peer.Outlet.Packets.TryDequeue(out var packet))
            return null;
        switch (packet)
        {
            case OutgoingPublish publish:
                Take(publish);
                return null;
            case AckPacket { Type: PacketType.PubRel } release:
                _unreleased.Remove(release.PacketId);
                _peer.Say(PacketType.PubComp, release.PacketId);
                return null;
            case SubAckPacket:
                return null;
            default:
                return $"{clientId} did not expect {packet}";
        }
    }

    public void Balk(bool isWritable)
    {
        if (_peer is null)
            return;
        _peer.Outlet.IsWritable = isWritable;
        bench.Router.Resume(_peer.Session, bench.Now);
    }

    private void Take(in OutgoingPublish publish)
    {
        var at = (int)publish.QualityOfService;
        if (at != 2 || _unreleased.Add(publish.PacketId))
            Got.Add((Encoding.UTF8.GetString(publish.Payload.Span), at));
        if (at > 0)
            _peer!.Say(at == 1 ? PacketType.PubAck : PacketType.PubRec, publish.PacketId);
    }
}
