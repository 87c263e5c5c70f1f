using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Commands;
using SohoSolo.Hub.Demo;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Privacy;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub;

/// <summary>The program without a command: opens the database, builds the web application, runs it until it is stopped.</summary>
internal static partial class Serving
{
    public static async Task<int> Run(CommandLine line, CancellationToken stop)
    {
        using var logs = LoggerFactory.Create(Logs.Configure);
        await using var store = await Store.Open(line.Settings.Database, line.Clock, logs.CreateLogger<Store>(), stop);
        using var keys = await KeyLoading.Load(line.Settings, store, stop);
        await DemoDatabase.Prepare(store, line.Settings, line.Clock, (open, profile, now, end) => DemoSeed.Seed(open, keys, profile, now, end), stop);
        await using var app = Build(line.Settings, store, keys, line.Clock);

        // The database may be an older copy: who was erased since is not let in first.
        await app.Services.GetRequiredService<ErasureDesk>().Reapply(stop);

        // And whoever was being erased when the hub died is erased before anybody can ask.
        await app.Services.GetRequiredService<ErasureDesk>().TakeUp(stop);
        try
        {
            await app.StartAsync(stop);
        }
        catch (Exception taken) when (taken is IOException or SocketException)
        {
            await line.Error.WriteLineAsync($"SOHOSOLO__URL cannot be listened on: {taken.Message}");
            return CommandTable.BadUse;
        }

        LogStart(app, line.Settings, line.Clock);
        await app.WaitForShutdownAsync(stop);
        return CommandTable.Good;
    }

    /// <summary>The whole hub around an open database; it listens once it is started. Its jobs run by themselves unless told otherwise.</summary>
    public static WebApplication Build(
        HubSettings settings, Store store, KeyBox keys, TimeProvider clock, bool runJobs = true, Action<IServiceCollection>? more = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        Logs.Configure(builder.Logging);
        builder.WebHost.ConfigureKestrel(server => Configure(server, settings.Url));
        builder.Services.AddSingleton(settings).AddSingleton(store).AddSingleton(keys).AddSingleton(clock);
        builder.Services.AddHub(settings, runJobs);
        more?.Invoke(builder.Services);

        var app = builder.Build();

        // A proxy on this machine says who its caller is and how he came; nobody else is believed.
        app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto });
        app.UseMiddleware<Edge>();
        app.UseRouting();
        app.UseMiddleware<Doorkeeper>();
        app.UseWhen(context => context.GetEndpoint()?.Metadata.GetMetadata<PageCall>() is not null, pages => pages.UseResponseCompression());
        app.UseMiddleware<PageKeeper>();
        app.MapHub();
        return app;
    }

    private static void Configure(KestrelServerOptions server, Uri url)
    {
        server.AddServerHeader = false;
        server.AllowSynchronousIO = false;

        // Bodies are limited where they are read, so that a caller who sends too much is answered instead of cut off.
        server.Limits.MaxRequestBodySize = 16 * 1024 * 1024;
        server.Limits.MaxConcurrentConnections = 10_000;
        server.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        server.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
        if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address))
        {
            server.Listen(address, url.Port);
        }
        else if (url.Host == "localhost" && url.Port != 0)
        {
            server.ListenLocalhost(url.Port);
        }
        else
        {
            server.Listen(url.IsLoopback ? IPAddress.Loopback : IPAddress.IPv6Any, url.Port);
        }
    }

    private static void LogStart(WebApplication app, HubSettings settings, TimeProvider clock)
    {
        var urls = string.Join(", ", app.Urls);
        var now = Times.Utc(clock.GetUtcNow());
        LogListening(app.Logger, urls, settings.Engine, settings.Node, now);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "SohoSolo answers at {Urls}, on {Engine}, as node {Node}; the clock says {Now}")]
    private static partial void LogListening(ILogger log, string urls, string engine, string node, string now);
}
