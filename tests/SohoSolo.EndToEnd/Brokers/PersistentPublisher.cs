using SohoSolo.Testing.Mqtt;

namespace SohoSolo.EndToEnd.Brokers;

/// <summary>
/// Publishes "name:1", "name:2" … with a session that outlives its connections, a window of them at once, until every one is acknowledged. After a cut it resumes as MQTT
/// asks: what is unacknowledged goes out again, in order, with DUP; a QoS 2 message that was received (PUBREC) goes on with its PUBREL.
/// </summary>
internal sealed class PersistentPublisher(int port, string name, byte version, int qos, int count, int seed)
{
    private const int Window = 20;

    private readonly Random chance = new(seed);
    private readonly SortedDictionary<int, Flight> inFlight = [];
    private int next = 1;

    /// <summary>The last number such that it and all before it are acknowledged at this moment.</summary>
    public int AcknowledgedUpTo => Volatile.Read(ref acknowledgedUpTo);

    private int acknowledgedUpTo;

    /// <summary>Called at each acknowledgement, by this publisher's task.</summary>
    public Action Acknowledged { get; init; } = () => { };

    /// <summary>Publishes until all is acknowledged (true), or the connection is cut (false).</summary>
    public async Task<bool> Run()
    {
        try
        {
            await using var peer = await RawPeer.Connect(port, new PeerConnect(name) { Version = version }.Lasting());
            if (peer.ConnAck!.Reason != 0)
                throw new InvalidOperationException($"{name} was refused: {peer.ConnAck}.");

            await Resume(peer);
            while (next <= count || inFlight.Count > 0)
            {
                while (inFlight.Count < Window && next <= count)
                    await Send(peer, next++);

                if (await peer.Receive() is not { } packet)
                    return false;

                await Take(peer, packet);
            }

            await peer.Disconnect();
            return true;
        }
        catch (Exception cut) when (cut is IOException or System.Net.Sockets.SocketException or ObjectDisposedException or InvalidOperationException { InnerException: null } && !cut.Message.Contains("refused", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private async Task Send(RawPeer peer, int number)
    {
        inFlight[number] = new Flight(IdOf(number));
        await peer.Publish(MessageOf(number, dup: false));

        // A repetition before PUBREL, as an impatient client of old sends it: it must not become a second message.
        if (qos == 2 && chance.Next(10) == 0)
            await peer.Publish(MessageOf(number, dup: true));
    }

    private async Task Resume(RawPeer peer)
    {
        foreach (var (number, flight) in inFlight.ToList())
        {
            if (flight.IsReceived)
                await peer.Ack(PeerPacketType.PubRel, flight.Id);
            else
                await peer.Publish(MessageOf(number, dup: true));
        }
    }

    private async Task Take(RawPeer peer, PeerPacket packet)
    {
        var (number, flight) = inFlight.FirstOrDefault(pair => pair.Value.Id == packet.Id);
        // An identifier that is already released: this PUBREL was a repetition, of before a crash or of a repeated PUBLISH. The message is through.
        if (packet.Reason >= 0x80 && (packet.Type, packet.Reason) != (PeerPacketType.PubComp, 0x92))
            throw new InvalidOperationException($"{name} was refused a publish: {packet}.");

        switch (packet.Type)
        {
            case PeerPacketType.PubRec:
                if (flight is not null)
                    flight.IsReceived = true;
                await peer.Ack(PeerPacketType.PubRel, packet.Id);
                return;
            case PeerPacketType.PubAck or PeerPacketType.PubComp when flight is not null:
                inFlight.Remove(number);
                Volatile.Write(ref acknowledgedUpTo, inFlight.Count > 0 ? inFlight.Keys.First() - 1 : next - 1);
                Acknowledged();
                return;
        }
    }

    private PeerMessage MessageOf(int number, bool dup) => new($"crash/{name}", $"{name}:{number}") { Qos = qos, Id = IdOf(number), Dup = dup };

    private static int IdOf(int number) => ((number - 1) % 60_000) + 1;

    private sealed class Flight(int id)
    {
        public int Id { get; } = id;

        public bool IsReceived { get; set; }
    }
}
