using System.Net;
using System.Net.Sockets;

namespace SohoSolo.Benchmarks.Loads.Mqtt;

/// <summary>
/// One client's connection, by blocking calls and without allocating: it shares two cores with the broker. A broker that stays silent for as
/// long as <see cref="Longest"/> breaks the load.
/// </summary>
internal sealed class MqttConnection : IDisposable
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer;
    private int start;
    private int end;

    private MqttConnection(int port, int bufferSize)
    {
        buffer = new byte[bufferSize];
        socket.ReceiveTimeout = (int)Longest.TotalMilliseconds;
        socket.SendTimeout = (int)Longest.TotalMilliseconds;
        socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
    }

    /// <summary>With a session that outlives the connection, and of which nothing is left from before.</summary>
    public static MqttConnection OpenPersistent(int port, string client)
    {
        using (var before = Open(port, client))
            before.Leave();

        return Open(port, client, isClean: false);
    }

    public static MqttConnection Open(int port, string client, bool isClean = true, int bufferSize = 64 * 1024) =>
        Open(port, MqttBytes.Connect(client, isClean), bufferSize);

    /// <summary>Of somebody whom the broker knows, under the client identifier of the same name.</summary>
    public static MqttConnection Open(int port, MqttAccount account) => Open(port, MqttBytes.Connect(account.User, account), 16 * 1024);

    private static MqttConnection Open(int port, byte[] connect, int bufferSize)
    {
        var connection = new MqttConnection(port, bufferSize);
        try
        {
            connection.Send(connect);
            connection.Expect(MqttKind.Connected, 0);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Subscribe(string filter, int qos)
    {
        Send(MqttBytes.Subscribe(filter, qos));
        Expect(MqttKind.Subscribed, qos);
    }

    public void Send(ReadOnlySpan<byte> packets) => socket.Send(packets);

    /// <summary>The next packet; waits for it.</summary>
    public MqttPacket Read()
    {
        while (true)
        {
            if (TryRead(out var packet))
                return packet;

            if (!Receive())
                throw new InvalidOperationException("The broker closed a connection of the load.");
        }
    }

    /// <summary>The next packet, if it has been received whole.</summary>
    public bool TryRead(out MqttPacket packet)
    {
        packet = default;
        var received = buffer.AsSpan(start, end - start);
        if (received.Length < 2 || (received[1] >= 128 && received.Length < 3))
            return false;

        var (head, length) = received[1] < 128 ? (2, received[1]) : (3, (received[1] & 0x7F) | (received[2] << 7));
        if (received.Length < head + length)
            return false;

        packet = new MqttPacket(received[0], received.Slice(head, length));
        start += head + length;
        return true;
    }

    /// <summary>Waits for more bytes; false when the connection has ended.</summary>
    public bool Receive()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        var read = socket.Receive(buffer.AsSpan(end));
        end += read;
        return read > 0;
    }

    /// <summary>Says goodbye; whoever waits in <see cref="Receive"/> hears the rest, until the broker closes.</summary>
    public void Leave()
    {
        Send(MqttBytes.Disconnect);
        socket.Shutdown(SocketShutdown.Send);
    }

    public void Dispose() => socket.Dispose();

    private void Expect(MqttKind kind, int answer)
    {
        var packet = Read();
        if (packet.Kind != kind || packet.Answer != answer)
            throw new InvalidOperationException($"The broker answered {packet.Kind} {packet.Answer} where {kind} {answer} was due.");
    }
}
