using System.Net;
using System.Net.Sockets;

namespace SohoSolo.Benchmarks.Loads.Doors;

/// <summary>A site's line to its hub, which can be cut: whoever is connected is thrown out, and who calls is turned away, until it is mended.</summary>
internal sealed class CuttableLine : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int hub;
    private readonly Lock gate = new();
    private readonly List<Socket> open = [];
    private bool isCut;

    public CuttableLine(int hub)
    {
        this.hub = hub;
        listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Cut()
    {
        lock (gate)
        {
            isCut = true;
            open.ForEach(socket => socket.Dispose());
            open.Clear();
        }
    }

    public void Mend()
    {
        lock (gate)
            isCut = false;
    }

    public void Dispose()
    {
        listener.Dispose();
        Cut();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await listener.AcceptSocketAsync());
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // The part is over.
        }
    }

    private async Task Serve(Socket site)
    {
        using (site)
        using (var there = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true })
        {
            site.NoDelay = true;
            if (!Add(site, there))
                return;

            try
            {
                await there.ConnectAsync(IPAddress.Loopback, hub);
                await Task.WhenAny(Copy(site, there), Copy(there, site));
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
            {
                // Cut, or nobody is there.
            }
        }
    }

    private bool Add(Socket site, Socket there)
    {
        lock (gate)
        {
            if (!isCut)
                open.AddRange([site, there]);

            return !isCut;
        }
    }

    private static async Task Copy(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
                await to.SendAsync(buffer.AsMemory(0, count));
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // Either end is gone: so is the line.
        }
    }
}
