using System.Net.Sockets;
using SohoSolo.Benchmarks.Loads.Mqtt;

namespace SohoSolo.Benchmarks.Loads.Doors;

/// <summary>The lock of a door: hears what the gateway commands.</summary>
internal sealed class DoorLock : IDisposable
{
    private readonly MqttConnection connection;
    private readonly byte[] acknowledgement = new byte[MqttBytes.Acknowledgement];

    public DoorLock(int lan, string site, MqttAccount account)
    {
        connection = MqttConnection.Open(lan, account);
        connection.Subscribe($"sohosolo/1/{site}/door/main/cmd", qos: 1);
    }

    /// <summary>Waits for the next command and acknowledges it: whether it opens the door.</summary>
    public bool Opens()
    {
        while (true)
        {
            var packet = connection.Read();
            if (packet.Kind != MqttKind.Publish)
                continue;

            var opens = packet.Payload.IndexOf("\"op\":\"unlock\""u8) >= 0;
            MqttBytes.Acknowledge(acknowledgement, packet.Id);
            connection.Send(acknowledgement);
            return opens;
        }
    }

    /// <summary>Hears whatever comes, until <see cref="Leave"/> is called from elsewhere.</summary>
    public void Listen()
    {
        while (IsThere())
        {
            while (connection.TryRead(out var packet))
            {
                if (packet is not { Kind: MqttKind.Publish, Qos: 1 })
                    continue;

                MqttBytes.Acknowledge(acknowledgement, packet.Id);
                connection.Send(acknowledgement);
            }
        }
    }

    public void Leave() => connection.Leave();

    public void Dispose() => connection.Dispose();

    /// <summary>Where nobody shows a badge nothing is commanded, for as long as it takes.</summary>
    private bool IsThere()
    {
        try
        {
            return connection.Receive();
        }
        catch (SocketException quiet) when (quiet.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            return true;
        }
    }
}
