using SohoSolo.Testing.Mqtt;

namespace SohoSolo.EndToEnd.Brokers;

/// <summary>Subscribes with a session that outlives its connections, and writes down what arrives. At QoS 2 it remembers packet identifiers until their PUBREL, as MQTT asks.</summary>
internal sealed class PersistentSubscriber(int port, byte version, int qos)
{
    private readonly HashSet<int> received = [];
    private readonly List<Arrival> arrivals = [];

    /// <summary>In order. Read it when nothing runs.</summary>
    public IReadOnlyList<Arrival> Arrivals => arrivals;

    /// <summary>Whether the broker still knew the session, at each connection.</summary>
    public List<bool> SessionsPresent { get; } = [];

    /// <summary>Subscribed for the first time; the publishers may begin.</summary>
    public async Task Subscribe()
    {
        await using var peer = await RawPeer.Connect(port, new PeerConnect("keeper") { Version = version }.Lasting());
        await peer.Subscribe("crash/#", qos);
        await peer.Disconnect();
        await peer.UntilClosed();
    }

    /// <summary>Takes what comes until the connection is cut, or until <paramref name="last"/> says that all is here.</summary>
    public async Task Run(Func<IReadOnlyList<Arrival>, bool> last)
    {
        try
        {
            await using var peer = await RawPeer.Connect(port, new PeerConnect("keeper") { Version = version }.Lasting());
            SessionsPresent.Add(peer.ConnAck!.IsSessionPresent);
            while (!last(arrivals) && await peer.Receive() is { } packet)
                await Take(peer, packet);
        }
        catch (Exception cut) when (cut is IOException or System.Net.Sockets.SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The broker was killed: the next run goes on where this one was cut.
        }
    }

    private async Task Take(RawPeer peer, PeerPacket packet)
    {
        switch (packet.Type)
        {
            case PeerPacketType.Publish when packet.Qos == 2:
                if (received.Add(packet.Id))
                    arrivals.Add(Arrival.Of(packet, SessionsPresent.Count));
                await peer.Ack(PeerPacketType.PubRec, packet.Id);
                return;
            case PeerPacketType.Publish:
                arrivals.Add(Arrival.Of(packet, SessionsPresent.Count));
                if (packet.Qos == 1)
                    await peer.Ack(PeerPacketType.PubAck, packet.Id);
                return;
            case PeerPacketType.PubRel:
                received.Remove(packet.Id);
                await peer.Ack(PeerPacketType.PubComp, packet.Id);
                return;
        }
    }
}

/// <summary>One message that arrived, over which of the subscriber's connections.</summary>
internal sealed record Arrival(string Publisher, int Number, bool Dup, int Connection)
{
    public static Arrival Of(PeerPacket packet, int connection)
    {
        var parts = packet.Text.Split(':');
        return new Arrival(parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), packet.Dup, connection);
    }
}
