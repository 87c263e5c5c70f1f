using System.Net;
using System.Net.Sockets;

namespace SohoSolo.Testing;

/// <summary>Ports for servers that are killed and started again at the same address.</summary>
public static class LoopbackPort
{
    /// <summary>Below the ports that the system hands to clients: there, a client could take a killed server's port before it is back.</summary>
    private const int Lowest = 15_000;
    private const int Highest = 32_000;

    public static int Free()
    {
        for (var tries = 0; tries < 200; tries++)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            if (IsFree(port))
                return port;
        }

        throw new InvalidOperationException($"No free port between {Lowest} and {Highest}.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
