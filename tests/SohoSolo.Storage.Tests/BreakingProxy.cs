using System.Net;
using System.Net.Sockets;

namespace SohoSolo.Storage.Tests;

/// <summary>Stands between the store and PostgreSQL and loses the line once, at the COMMIT of a decision.</summary>
internal sealed class BreakingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly int server;
    private Moment? armed;
    private int broken;

    public BreakingProxy(int server)
    {
        this.server = server;
        listener.Start();
        _ = Accept();
    }

    public enum Moment
    {
        BeforeTheServerHearsIt,
        BeforeTheAnswer,
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Broken => broken;

    public void BreakNextCommit(Moment moment) => armed = moment;

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        closing.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await listener.AcceptTcpClientAsync(closing.Token));
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            listener.Stop();
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        await far.ConnectAsync(IPAddress.Loopback, server);
        var line = new Line();
        await Task.WhenAny(Forward(near.GetStream(), far.GetStream(), line), Return(far.GetStream(), near.GetStream(), line));
    }

    private async Task Forward(NetworkStream from, NetworkStream to, Line line)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await Read(from, buffer)) > 0)
        {
            if (armed is { } moment && buffer.AsSpan(0, read).IndexOf("COMMIT"u8) >= 0)
            {
                armed = null;
                Interlocked.Increment(ref broken);
                if (moment == Moment.BeforeTheServerHearsIt)
                    return;

                line.Lost = true;
            }

            await to.WriteAsync(buffer.AsMemory(0, read));
        }
    }

    private static async Task Return(NetworkStream from, NetworkStream to, Line line)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await Read(from, buffer)) > 0)
        {
            // The server has answered, so it has committed.
            if (line.Lost)
                return;

            await to.WriteAsync(buffer.AsMemory(0, read));
        }
    }

    private static async Task<int> Read(NetworkStream from, byte[] buffer)
    {
        try
        {
            return await from.ReadAsync(buffer);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private sealed class Line
    {
        public volatile bool Lost;
    }
}
