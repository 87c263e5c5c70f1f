using System.IO.Pipelines;
using System.Net.Sockets;

namespace SohoSolo.FirmwareSim.Shell;

/// <summary>A socket whose plug can be pulled: no goodbye, so that the broker publishes the will.</summary>
internal sealed class SocketPipe : IDuplexPipe, IDisposable
{
    private readonly Socket socket;

    private SocketPipe(Socket socket)
    {
        this.socket = socket;
        var stream = new NetworkStream(socket, ownsSocket: true);
        Input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 4 * 1024, leaveOpen: true));
        Output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public static async ValueTask<SocketPipe> Open(BrokerAddress broker, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(broker.Host, broker.Port, stop);
            return new SocketPipe(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => socket.Dispose();
}
