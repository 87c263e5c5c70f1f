using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;

namespace SohoSolo.Mqtt.Client;

/// <summary>One way to the server: a socket, with TLS or without, or a pipe of the host's own.</summary>
internal sealed class Transport : IAsyncDisposable
{
    private readonly Socket? socket;
    private readonly Stream? stream;
    private readonly IDuplexPipe? foreign;

    private Transport(Socket socket, Stream stream)
    {
        (this.socket, this.stream) = (socket, stream);
        Input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true));
        Output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    }

    private Transport(IDuplexPipe foreign) => (this.foreign, Input, Output) = (foreign, foreign.Input, foreign.Output);

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public static async Task<Transport> Open(MqttClientOptions options, CancellationToken stop)
    {
        if (options.Transport is { } open)
            return new Transport(await open(stop));

        // Without NODELAY a small packet waits for the acknowledgement of the one before: 44 ms a hop.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, stop);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (options.Tls is { } tls)
            {
                var secured = new SslStream(stream);
                stream = secured;
                await secured.AuthenticateAsClientAsync(tls.ForHost(options.Host), stop);
            }

            return new Transport(socket, stream);
        }
        catch
        {
            if (stream is not null)
                await stream.DisposeAsync();
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Says that nothing more will come, and still listens: a socket closed with bytes unread could take back the goodbye that was just sent.</summary>
    public async Task EndOutput()
    {
        try
        {
            if (stream is SslStream secured)
                await secured.ShutdownAsync();
            if (socket is not null)
                socket.Shutdown(SocketShutdown.Send);
            else
                await Output.CompleteAsync();
        }
        catch (Exception gone) when (IsLoss(gone))
        {
            // The other side was quicker: what was to be said is said.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Input.CompleteAsync();
        await Output.CompleteAsync();
        if (stream is not null)
            await stream.DisposeAsync();
        if (foreign is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else
            (foreign as IDisposable)?.Dispose();
    }

    /// <summary>What a transport throws when the other side or the way to it is gone.</summary>
    public static bool IsLoss(Exception exception) => exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException;
}
