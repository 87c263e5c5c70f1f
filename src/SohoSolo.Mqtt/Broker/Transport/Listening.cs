using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SohoSolo.Mqtt.Broker.Transport;

/// <summary>Kestrel's sockets and TLS under a connection handler of ours. No HTTP is spoken, and no web application is built.</summary>
internal sealed class Listening : IAsyncDisposable
{
    /// <summary>What a connection may hold in each direction before the socket is no longer read, or its writer waits.</summary>
    private const int BufferSize = 64 * 1024;

    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(1);

    private readonly List<ListenOptions> bound = [];
    private readonly IHost host;
    private readonly IServer server;

    private Listening(BrokerOptions options, Func<ConnectionDelegate, ConnectionDelegate> admit, ConnectionDelegate serve, ILoggerFactory logs)
    {
        void Listen(KestrelServerOptions kestrel)
        {
            foreach (var listener in options.Listeners)
                kestrel.Listen(listener.EndPoint, listen => bound.Add(Bind(listen, listener, options.ConnectTimeout, admit, serve)));
        }

        host = new HostBuilder()
            .ConfigureWebHost(
                web => web.UseKestrelCore().UseSockets(Tune).ConfigureKestrel(Listen).Configure(_ => { }),
                web => web.SuppressEnvironmentConfiguration = true)
            .ConfigureServices(services => services.AddSingleton(logs))
            .Build();
        server = host.Services.GetRequiredService<IServer>();
    }

    /// <summary>In the order of the options, with the ports that the system chose.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. bound.Select(listen => listen.IPEndPoint!)];

    /// <summary><paramref name="admit"/> sees a connection first, before TLS; <paramref name="serve"/> gets what passed.</summary>
    public static async Task<Listening> Start(
        BrokerOptions options, Func<ConnectionDelegate, ConnectionDelegate> admit, ConnectionDelegate serve, ILoggerFactory logs, CancellationToken stop)
    {
        var listening = new Listening(options, admit, serve, logs);
        try
        {
            await listening.server.StartAsync(new NoHttp(), stop);
            return listening;
        }
        catch (Exception failed)
        {
            listening.host.Dispose();
            if (failed is SocketException)
                throw new IOException($"Cannot listen on {string.Join(", ", options.Listeners.Select(listener => listener.EndPoint))}: {failed.Message}", failed);

            throw;
        }
    }

    /// <summary>Takes no new connections, and cuts those that are still there.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(LongestStop);
        await server.StopAsync(patience.Token);
        host.Dispose();
    }

    private static ListenOptions Bind(
        ListenOptions listen, BrokerListener listener, TimeSpan handshakeTimeout, Func<ConnectionDelegate, ConnectionDelegate> admit, ConnectionDelegate serve)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(admit);
        if (listener.Certificate is not null)
            listen.UseHttps(Tls.For(listener, handshakeTimeout));

        listen.Use(_ => serve);
        return listen;
    }

    /// <summary>Callbacks run where the socket completed: a hop to the thread pool less each way, and nothing of ours blocks there.</summary>
    private static void Tune(Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets.SocketTransportOptions sockets)
    {
        sockets.NoDelay = true;
        sockets.WaitForDataBeforeAllocatingBuffer = true;
        sockets.UnsafePreferInlineScheduling = true;
        sockets.MaxReadBufferSize = BufferSize;
        sockets.MaxWriteBufferSize = BufferSize;
    }
}
