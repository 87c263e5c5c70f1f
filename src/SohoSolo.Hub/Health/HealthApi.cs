using System.Text.Json.Serialization;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Broker;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Link;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Metrics;
using SohoSolo.Hub.Presence;
using SohoSolo.Hub.Webhooks;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Health;

/// <summary>Whether the process lives, whether it can serve, and what it counted.</summary>
internal sealed partial class HealthApi(Store store, TimeProvider clock, PrometheusPage metrics, IBrokerLink broker, HubLink sites, GatewayWatch gateways, PresenceSweep presence, MailWatch mail, WebhookWatch webhooks, JobWatch jobs, ILogger<HealthApi> log)
{
    /// <summary>A cursor that never moves on its own: where the backlog of the journal's reader is measured.</summary>
    public const string Cursor = "follow-up";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MostLag = TimeSpan.FromMinutes(5);

    public static Task Live(HttpContext context) =>
        Answers.Write(context, new HealthView("ok", null), HealthJson.Shared.HealthView);

    /// <summary>Ready when the database answers, the journal's reader keeps up, and the broker, where there is to be one, takes messages.</summary>
    public async Task Ready(HttpContext context)
    {
        var lag = await JournalLag(context.RequestAborted);
        var link = broker.Check;
        var standing = lag is null ? [] : await jobs.Standing(context.RequestAborted);
        var isReady = lag is not null && lag < MostLag && link is (BrokerChecks.Ok or BrokerChecks.Off);
        var checks = new HealthChecks(
            lag is null ? "unreachable" : "ok",
            link,
            lag is null ? "unknown" : lag < MostLag ? "ok" : "behind",
            lag?.TotalSeconds,
            Gateways(),
            mail.Check,
            webhooks.Check,
            presence.SweptAt is { } swept ? Times.Utc(swept) : null,
            standing.Any(job => job.State is "late" or "failed") ? "late" : "ok",
            [.. standing.Select(JobView.Of)]);
        await Answers.Write(context, new HealthView(isReady ? "ok" : "not-ready", checks), HealthJson.Shared.HealthView, isReady ? 200 : 503);
    }

    public async Task Metrics(HttpContext context)
    {
        var lag = await JournalLag(context.RequestAborted);
        var (heard, all) = gateways.Count;
        context.Response.ContentType = PrometheusPage.MediaType;
        await context.Response.WriteAsync(
            metrics.Write([
                ("sohosolo_database_up", "Whether the database answered just now.", lag is null ? 0 : 1),
                ("sohosolo_gateways", "Sites that have a gateway.", all),
                ("sohosolo_gateways_heard", "Gateways that were heard of within the last minute.", heard),
                ("sohosolo_mail_queued", "Messages that wait to be sent.", mail.Standing.Queued),
                ("sohosolo_mail_dead", "Messages that were given up.", mail.Standing.Dead),
                ("sohosolo_mail_oldest_seconds", "How long the message that waits longest has been due.", mail.Oldest.TotalSeconds),
                ("sohosolo_webhooks_waiting", "Deliveries that wait, over all webhooks.", webhooks.Waiting),
                ("sohosolo_webhooks_failing", "Webhooks that have taken nothing for an hour.", webhooks.Failing),
                ("sohosolo_journal_lag_seconds", "Age of the oldest journal entry that its reader has not dealt with.", lag?.TotalSeconds ?? 0),
            ]),
            context.RequestAborted);
    }

    /// <summary>A silent gateway is its site's trouble and no reason to send people to another node.</summary>
    private string Gateways()
    {
        var (heard, all) = gateways.Count;
        return !sites.IsOn ? "off" : heard == all ? "ok" : "silent";
    }

    /// <summary>How old the first entry is that the journal's reader has not passed; null when the database does not answer.</summary>
    private async Task<TimeSpan?> JournalLag(CancellationToken aborted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        patience.CancelAfter(Patience);
        try
        {
            var next = await store.ReadJournal(Cursor, 1, patience.Token).WaitAsync(patience.Token);
            return next is [var oldest, ..] && clock.GetUtcNow() - oldest.At is { Ticks: > 0 } lag ? lag : TimeSpan.Zero;
        }
#pragma warning disable CA1031 // Whatever keeps the database from answering makes the hub not ready.
        catch (Exception broken) when (!aborted.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogUnreachable(log, broken.GetType().Name, broken.Message);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer: {Kind}: {Says}")]
    private static partial void LogUnreachable(ILogger log, string kind, string says);
}

internal sealed record HealthView(string Status, HealthChecks? Checks);

internal sealed record HealthChecks(string Database, string Broker, string Backlog, double? BacklogSeconds, string Gateways, string Mail, string Webhooks, string? SweptAt, string Jobs, IReadOnlyList<JobView> JobRuns);

/// <summary>When a job last ended well, and when it is due again.</summary>
internal sealed record JobView(string Name, string State, string? LastRun, string? NextRun)
{
    public static JobView Of(JobStanding job) => new(job.Name, job.State, job.Last?.GoodAt is { } good ? Times.Utc(good) : null, job.Last is { } last ? Times.Utc(last.NextAt) : null);
}

[JsonSerializable(typeof(HealthView))]
internal sealed partial class HealthJson : JsonSerializerContext
{
    public static readonly HealthJson Shared = new(JsonRules.Options());
}

internal static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.Feature<HealthApi>();
        routes.MapGet("/health/live", HealthApi.Live).Describe("Is the process alive?", call => call.For(Access.Anyone)
            .Gives(200, "It is.", HealthJson.Shared.HealthView, """{"status":"ok"}"""));
        routes.MapGet("/health/ready", health.Ready).Describe("Can it serve?", call => call.For(Access.Anyone)
            .Gives(200, "Database, broker and backlog are well. The broker may be `off`; otherwise it is `unreachable` or `not-writable` when the answer is 503. The sites' gateways are `ok`, `off`, or `silent` where one was not heard of for a minute. Mail is `ok`, `off`, or `failing` where a message has waited for more than ten minutes. Webhooks are `ok`, `off` where there are none, or `failing` where one has taken nothing for an hour. `jobs` is `late` where one of `jobRuns` has failed, or has not run for twice as long as it should take to come round. None of them keeps the answer from being 200. `sweptAt` is when this node last looked for members who have not come.", HealthJson.Shared.HealthView, """{"status":"ok","checks":{"database":"ok","broker":"ok","backlog":"ok","backlogSeconds":0,"gateways":"ok","mail":"ok","webhooks":"off","sweptAt":"2026-11-23T07:55:00Z","jobs":"ok","jobRuns":[{"name":"doors","state":"ok","lastRun":"2026-11-23T07:30:00Z","nextRun":"2026-11-23T08:30:00Z"}]}}""")
            .Gives(503, "It cannot serve just now.", HealthJson.Shared.HealthView));
        routes.MapGet("/metrics", health.Metrics).Describe("What was counted, as Prometheus text", call => call.For(Access.Anyone)
            .Gives(200, "Prometheus text, version 0.0.4."));
    }
}
