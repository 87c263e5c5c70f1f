using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace SohoSolo.Testing.Mqtt;

/// <summary>
/// One MQTT connection over a bare socket: it sends what a test says, right or wrong, and shows every packet that comes back.
/// It knows nothing of the library under test, and never answers by itself. One task at a time may receive, one may send.
/// </summary>
public sealed class RawPeer : IAsyncDisposable
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);

    private readonly TcpClient socket;
    private readonly Stream stream;
    private readonly byte version;
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;
    private Task<int>? reading;
    private int lastId;

    private RawPeer(TcpClient socket, Stream stream, byte version)
    {
        this.socket = socket;
        this.stream = stream;
        this.version = version;
    }

    /// <summary>The answer to the CONNECT of <see cref="Connect"/>.</summary>
    public PeerPacket? ConnAck { get; private set; }

    /// <summary>A socket on which nothing was said yet.</summary>
    public static async Task<RawPeer> Open(int port, byte version = 5, SslClientAuthenticationOptions? tls = null)
    {
        var socket = new TcpClient { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            Stream stream = socket.GetStream();
            if (tls is not null)
            {
                var secured = new SslStream(stream);
                await secured.AuthenticateAsClientAsync(tls);
                stream = secured;
            }

            return new RawPeer(socket, stream, version);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Opens, sends the CONNECT and returns with its CONNACK, whatever that says.</summary>
    public static async Task<RawPeer> Connect(int port, PeerConnect connect, SslClientAuthenticationOptions? tls = null)
    {
        var peer = await Open(port, connect.Version, tls);
        try
        {
            await peer.SendBytes(PeerWriter.Connect(connect));
            peer.ConnAck = await peer.Expect(PeerPacketType.ConnAck);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    public static Task<RawPeer> Connect(int port, string clientId, byte version = 5) =>
        Connect(port, new PeerConnect(clientId) { Version = version });

    /// <summary>The next packet identifier, from 1 to 65535 and round again.</summary>
    public int NextId() => lastId = (lastId % 65535) + 1;

    /// <summary>Raw bytes: several packets in one call, half a packet, nonsense.</summary>
    public ValueTask SendBytes(ReadOnlyMemory<byte> raw) => stream.WriteAsync(raw);

    /// <summary>Sends, and returns the packet identifier (0 with QoS 0). The acknowledgement is for the caller to receive.</summary>
    public async ValueTask<int> Publish(PeerMessage message)
    {
        var sent = message.Qos > 0 && message.Id == 0 ? message with { Id = NextId() } : message;
        await SendBytes(PeerWriter.Publish(version, sent));
        return sent.Id;
    }

    public ValueTask<int> Publish(string topic, string payload, int qos = 0, bool retain = false) =>
        Publish(new PeerMessage(topic, payload) { Qos = qos, Retain = retain });

    /// <summary>Publishes and goes through the whole exchange of its QoS. Nothing else may arrive meanwhile. Answers the PUBACK or PUBREC.</summary>
    public async Task<PeerPacket?> PublishAndWait(PeerMessage message)
    {
        var id = await Publish(message);
        if (message.Qos == 0)
            return null;

        var answer = await Expect(message.Qos == 1 ? PeerPacketType.PubAck : PeerPacketType.PubRec);
        if (message.Qos == 2 && answer.Reason < 0x80)
        {
            await Ack(PeerPacketType.PubRel, id);
            await Expect(PeerPacketType.PubComp);
        }

        return answer;
    }

    /// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP.</summary>
    public ValueTask Ack(PeerPacketType type, int id, byte reason = 0, params PeerProperty[] properties) =>
        SendBytes(PeerWriter.Ack(version, type, id, reason, properties));

    /// <summary>Subscribes and returns the SUBACK. In 5.0 options may be added to the QoS: no local 4, retain as published 8, retain handling 16 or 32.</summary>
    public async Task<PeerPacket> Subscribe(string filter, int options = 0, params PeerProperty[] properties)
    {
        await SendBytes(PeerWriter.Subscribe(version, NextId(), [(filter, options)], properties));
        return await Expect(PeerPacketType.SubAck);
    }

    public async Task<PeerPacket> Unsubscribe(params string[] filters)
    {
        await SendBytes(PeerWriter.Unsubscribe(version, NextId(), filters));
        return await Expect(PeerPacketType.UnsubAck);
    }

    /// <summary>A clean end: no will is sent. The socket stays open for what the broker may still say.</summary>
    public ValueTask Disconnect(byte reason = 0, params PeerProperty[] properties) => SendBytes(PeerWriter.Disconnect(version, reason, properties));

    /// <summary>The next packet, or null when the broker has closed the connection.</summary>
    public async ValueTask<PeerPacket?> Receive(TimeSpan? patience = null)
    {
        PeerPacket? packet;
        while (!TryTake(out packet))
        {
            if (!await Fill(patience ?? Patient))
                return null;
        }

        return packet;
    }

    /// <summary>The next packet, which must be of this type.</summary>
    public async Task<PeerPacket> Expect(PeerPacketType type, TimeSpan? patience = null)
    {
        var packet = await Receive(patience) ?? throw new InvalidOperationException($"The broker closed instead of sending {type}.");
        return packet.Type == type ? packet : throw new InvalidOperationException($"Instead of {type} came {packet}.");
    }

    /// <summary>Pings, and returns everything that came before the answer: an empty list says that nothing was on its way.</summary>
    public async Task<IReadOnlyList<PeerPacket>> UntilPing()
    {
        await SendBytes(PeerWriter.Ping());
        var before = new List<PeerPacket>();
        while (await Receive() is { } packet)
        {
            if (packet.Type == PeerPacketType.PingResp)
                return before;

            before.Add(packet);
        }

        throw new InvalidOperationException($"The broker closed instead of answering a ping, after: {string.Join("; ", before)}.");
    }

    /// <summary>Waits until the broker closes, and returns the packets it sent before: in 5.0 often a DISCONNECT with its reason.</summary>
    public async Task<IReadOnlyList<PeerPacket>> UntilClosed(TimeSpan? patience = null)
    {
        var before = new List<PeerPacket>();
        while (await Receive(patience) is { } packet)
            before.Add(packet);

        return before;
    }

    /// <summary>The wire is cut, with a reset: no DISCONNECT, so a will is due.</summary>
    public void Cut()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        await stream.DisposeAsync();
    }

    private bool TryTake(out PeerPacket? packet)
    {
        packet = null;
        var (length, header) = (0, 1);
        for (; ; header++)
        {
            if (header > 4)
                throw new InvalidDataException("A length of more than four bytes came from the broker.");
            if (start + header >= end)
                return false;

            length |= (buffer[start + header] & 127) << (7 * (header - 1));
            if (buffer[start + header] < 128)
                break;
        }

        var whole = header + 1 + length;
        if (end - start < whole)
        {
            if (whole > buffer.Length)
                Array.Resize(ref buffer, whole * 2);
            return false;
        }

        packet = PeerPacket.Read(version, buffer[start], buffer[(start + header + 1)..(start + whole)]);
        start += whole;
        return true;
    }

    /// <summary>Reads on. A read that came too late stays under way, and its bytes belong to the next call.</summary>
    private async Task<bool> Fill(TimeSpan patience)
    {
        if (reading is null)
            MakeRoom();

        try
        {
            reading ??= stream.ReadAsync(buffer.AsMemory(end)).AsTask();
            var count = await reading.WaitAsync(patience);
            reading = null;
            end += count;
            return count > 0;
        }
        catch (Exception cut) when (cut is IOException or ObjectDisposedException)
        {
            reading = null;
            return false;
        }
    }

    private void MakeRoom()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
    }
}
