using System.Net;

namespace SohoSolo.Hub.Metrics;

/// <summary>Serves <c>/metrics</c> and nothing else, for a process that is no hub.</summary>
internal static class MetricsServer
{
    /// <summary>It listens when this returns; <see cref="IOException"/> when it cannot.</summary>
    public static async Task<WebApplication> Start(IPEndPoint listen, PrometheusPage page, CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        Logs.Configure(builder.Logging, toStandardError: true);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Listen(listen);
        });

        // Signals are the caller's.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var app = builder.Build();
        app.MapGet("/metrics", () => TypedResults.Text(page.Write([]), PrometheusPage.MediaType));
        await app.StartAsync(stop);
        return app;
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
