using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace SohoSolo.Hub.Tests.LineDown;

/// <summary>A gateway's way to the hub's broker. Cut, it takes along what is open, and whoever calls hears nothing until it is mended.</summary>
internal sealed class CuttableWay(int port)
{
    private readonly Lock gate = new();
    private readonly List<Socket> open = [];
    private TaskCompletionSource whole = Whole();

    /// <summary>For <see cref="Mqtt.Client.MqttClientOptions.Transport"/>.</summary>
    public async ValueTask<IDuplexPipe> Open(CancellationToken stop)
    {
        await Volatile.Read(ref whole).Task.WaitAsync(stop);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, stop);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        lock (gate)
        {
            open.Add(socket);
            if (!whole.Task.IsCompleted)
                Abort();
        }

        return new Ends(socket);
    }

    public void Cut()
    {
        lock (gate)
        {
            whole = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Abort();
        }
    }

    public void Mend()
    {
        lock (gate)
            whole.TrySetResult();
    }

    private static TaskCompletionSource Whole()
    {
        var whole = new TaskCompletionSource();
        whole.SetResult();
        return whole;
    }

    // With a reset, not with a goodbye.
    private void Abort()
    {
        foreach (var socket in open)
            socket.Close(0);

        open.Clear();
    }

    private sealed class Ends : IDuplexPipe, IDisposable
    {
        private readonly NetworkStream stream;

        public Ends(Socket socket)
        {
            stream = new NetworkStream(socket, ownsSocket: true);
            (Input, Output) = (PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true)), PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true)));
        }

        public PipeReader Input { get; }

        public PipeWriter Output { get; }

        public void Dispose() => stream.Dispose();
    }
}
