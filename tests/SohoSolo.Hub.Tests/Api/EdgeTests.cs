using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SohoSolo.Hub.Api;
using Xunit;

namespace SohoSolo.Hub.Tests.Api;

/// <summary>What becomes of an answer that breaks while it is made.</summary>
public sealed class EdgeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(2000)]
    [InlineData(200_000)]
    public async Task An_answer_that_breaks_is_a_problem_or_breaks_off_and_never_half_of_each(int written)
    {
        using var log = new Remembered();
        await using var app = Broken(log, written);
        await app.StartAsync(Stop);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        if (written == 0)
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync(new Uri("/", UriKind.Relative), Stop)).StatusCode);
        else
            await Assert.ThrowsAsync<HttpRequestException>(() => http.GetByteArrayAsync(new Uri("/", UriKind.Relative), Stop));

        await app.StopAsync(Stop);
        Assert.Equal(["SohoSolo.Hub.Api.Edge Warning"], log.Said.Where(line => !line.EndsWith(" Information", StringComparison.Ordinal)));
    }

    /// <summary>A disk that is full is no mistake of ours and passes, as a database does that is away.</summary>
    [Theory]
    [InlineData(13)]
    [InlineData(10)]
    [InlineData(14)]
    public async Task A_full_disk_is_worth_another_try(int sqlite)
    {
        using var log = new Remembered();
        await using var app = Broken(log, 0, new Microsoft.Data.Sqlite.SqliteException("database or disk is full", sqlite));
        await app.StartAsync(Stop);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync(new Uri("/", UriKind.Relative), Stop)).StatusCode);
    }

    private static WebApplication Broken(Remembered log, int written, Exception? because = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Information);
        var app = builder.Build();
        app.UseMiddleware<Edge>();
        app.Run(context =>
        {
            context.Response.BodyWriter.GetMemory(written).Span[..written].Clear();
            context.Response.BodyWriter.Advance(written);
            throw because ?? new TimeoutException("The database is away.");
        });
        return app;
    }

    /// <summary>Who said something, and how loudly.</summary>
    private sealed class Remembered : ILoggerProvider
    {
        public ConcurrentQueue<string> Said { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Line(this, categoryName);

        public void Dispose()
        {
        }

        private sealed class Line(Remembered log, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => log.Said.Enqueue($"{category} {logLevel}");
        }
    }
}
