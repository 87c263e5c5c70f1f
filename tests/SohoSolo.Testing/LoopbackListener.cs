using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace SohoSolo.Testing;

/// <summary>Takes what connects to a free port of this machine, each line by itself, until the test is over.</summary>
internal sealed class LoopbackListener : IDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource closing = new();
    private readonly Func<NetworkStream, Task> talk;

    /// <param name="at">Which of its addresses.</param>
    /// <param name="talk">What is said over a line, until it returns.</param>
    public LoopbackListener(IPAddress at, Func<NetworkStream, Task> talk)
    {
        this.talk = talk;
        Closing = closing.Token;
        listener = new TcpListener(at, 0);
        listener.Start();
        _ = Serve();
    }

    public IPEndPoint Endpoint => (IPEndPoint)listener.LocalEndpoint;

    /// <summary>The test is over.</summary>
    public CancellationToken Closing { get; }

    public void Dispose()
    {
        closing.Cancel();
        listener.Dispose();
        closing.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
                _ = Talk(await listener.AcceptTcpClientAsync(Closing));
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Talk(TcpClient client)
    {
        try
        {
            using var talking = client;
            client.NoDelay = true;
            await talk(client.GetStream());
        }
        catch (Exception over) when (over is IOException or OperationCanceledException or ObjectDisposedException or AuthenticationException)
        {
            // The other side is gone, or does not trust us.
        }
    }
}
