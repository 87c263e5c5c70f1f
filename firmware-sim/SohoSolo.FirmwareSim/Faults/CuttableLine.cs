using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SohoSolo.FirmwareSim.Faults;

/// <summary>
/// A line of TCP that can be cut and restored, such as the one between a site and the hub. Cut, it closes what is open and whoever calls; held, it stays open and nothing passes, as when a router
/// somewhere swallows everything: what was sent comes when it is restored.
/// </summary>
internal sealed class CuttableLine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentDictionary<Socket, Socket> open = new();
    private readonly IPEndPoint target;
    private readonly Task accepting;
    private volatile TaskCompletionSource passing = Passed();
    private volatile bool isCut;

    private CuttableLine(IPEndPoint target)
    {
        this.target = target;
        listener.Start();
        accepting = Accept();
    }

    /// <summary>Where the near side connects.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Connections that pass through just now.</summary>
    public int Connections => open.Count;

    public static CuttableLine To(int port) => new(new IPEndPoint(IPAddress.Loopback, port));

    public void Cut()
    {
        isCut = true;
        foreach (var (near, far) in open)
        {
            Abort(near);
            Abort(far);
        }

        passing.TrySetResult();
    }

    public void Hold() => passing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Restore()
    {
        isCut = false;
        passing.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        Cut();
        listener.Stop();
        await accepting;
        closing.Dispose();
    }

    private static TaskCompletionSource Passed()
    {
        var passed = new TaskCompletionSource();
        passed.SetResult();
        return passed;
    }

    /// <summary>With a reset, not with a goodbye.</summary>
    private static void Abort(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // Its other half was cut first and took it along.
        }
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await listener.AcceptSocketAsync(closing.Token));
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            listener.Stop();
        }
    }

    private async Task Serve(Socket near)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (near)
        {
            near.NoDelay = true;
            try
            {
                await far.ConnectAsync(target, closing.Token);
                open[near] = far;
                if (isCut)
                    return;

                await Task.WhenAny(Pump(near, far), Pump(far, near));
            }
            catch (Exception lost) when (lost is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                Abort(near);
            }
            finally
            {
                open.TryRemove(near, out _);
            }
        }
    }

    private async Task Pump(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                await passing.Task;
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
            }
        }
        catch (Exception lost) when (lost is SocketException or ObjectDisposedException)
        {
            // One side is gone: the other is closed by whoever waits for this end.
        }
    }
}
