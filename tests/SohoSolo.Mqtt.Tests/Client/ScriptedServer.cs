using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Client;

/// <summary>A server that does what the test says, right or wrong, one packet at a time.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public ScriptedServer() => listener.Start();

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The next connection, on which nothing was read yet.</summary>
    public async Task<ScriptedPeer> Accept() => new(await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Some.Patience, TestContext.Current.CancellationToken));

    /// <summary>The next connection, after CONNECT and CONNACK.</summary>
    public async Task<ScriptedPeer> Welcome(bool sessionPresent = false, params PeerProperty[] properties)
    {
        var peer = await Accept();
        await peer.Expect(PeerPacketType.Connect);
        await peer.Send(ScriptedPeer.ConnAck(peer.Version, 0, sessionPresent, properties));
        return peer;
    }

    public void Dispose() => listener.Dispose();
}

/// <summary>The server's end of one connection.</summary>
internal sealed class ScriptedPeer(TcpClient socket) : IDisposable
{
    private readonly NetworkStream stream = socket.GetStream();

    /// <summary>As the CONNECT said.</summary>
    public byte Version { get; private set; } = 5;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static byte[] ConnAck(byte version, byte reason, bool sessionPresent = false, params PeerProperty[] properties) =>
        PeerWriter.Packet(PeerPacketType.ConnAck, 0, [(byte)(sessionPresent ? 1 : 0), reason, .. PeerWriter.Properties(version, properties)]);

    public async Task Send(params byte[] packet)
    {
        socket.NoDelay = true;
        await stream.WriteAsync(packet, Stop);
    }

    public Task Ack(PeerPacketType type, int id, byte reason = 0) => Send(PeerWriter.Ack(Version, type, id, reason));

    public Task Publish(string topic, int qos, int id, bool dup = false, params PeerProperty[] properties) =>
        Send(PeerWriter.Publish(Version, new PeerMessage(topic, $"{id}") { Qos = qos, Id = id, Dup = dup, Properties = properties }));

    /// <summary>Answers the next packet, which must be a SUBSCRIBE, and returns its body.</summary>
    public async Task<byte[]> Grant(byte reason = 2)
    {
        var subscribe = await Expect(PeerPacketType.Subscribe);
        await Send(PeerWriter.Packet(PeerPacketType.SubAck, 0, [subscribe.Body[0], subscribe.Body[1], .. PeerWriter.Properties(Version, []), reason]));
        return subscribe.Body;
    }

    /// <summary>The next packet; null when the client has closed.</summary>
    public async Task<PeerPacket?> Receive()
    {
        try
        {
            return await ReadPacket().WaitAsync(Some.Patience, Stop);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public async Task<PeerPacket> Expect(PeerPacketType type)
    {
        var packet = await Receive();
        Assert.NotNull(packet);
        Assert.Equal(type, packet.Type);
        return packet;
    }

    public void Dispose() => socket.Dispose();

    private async Task<PeerPacket> ReadPacket()
    {
        var header = await Exactly(1);
        var (length, shift) = (0, 0);
        byte next;
        do
        {
            next = (await Exactly(1))[0];
            length |= (next & 127) << shift;
            shift += 7;
        }
        while (next > 127);

        var body = await Exactly(length);
        if (header[0] >> 4 == (int)PeerPacketType.Connect)
            Version = body[2 + BinaryPrimitives.ReadUInt16BigEndian(body)];

        return PeerPacket.Read(Version, header[0], body);
    }

    private async Task<byte[]> Exactly(int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, Stop);
        return bytes;
    }
}
