using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace SohoSolo.Mqtt.Tests.Client;

/// <summary>Connections to a broker on this machine that a test can cut, without a goodbye from either side.</summary>
internal sealed class CuttableWay(int port)
{
    private Action? cut;

    /// <summary>While false, every attempt fails.</summary>
    public bool IsOpen { get; set; } = true;

    public async ValueTask<IDuplexPipe> Open(CancellationToken stop)
    {
        if (!IsOpen)
            throw new IOException("The way is closed.");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new LingerOption(enable: true, seconds: 0) };
        await socket.ConnectAsync(IPAddress.Loopback, port, stop);
        var way = new Way(socket);
        cut = way.Dispose;
        return way;
    }

    public void Cut() => cut!();

    private sealed class Way : IDuplexPipe, IDisposable
    {
        private readonly Socket socket;

        public Way(Socket socket)
        {
            this.socket = socket;
            var stream = new NetworkStream(socket);
            (Input, Output) = (PipeReader.Create(stream), PipeWriter.Create(stream));
        }

        public PipeReader Input { get; }

        public PipeWriter Output { get; }

        public void Dispose() => socket.Dispose();
    }
}
