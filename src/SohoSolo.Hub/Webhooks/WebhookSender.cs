using System.Diagnostics;
using System.Text;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Outbound;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Webhooks;

/// <summary>
/// Delivers what waits: several addresses at once, one delivery at a time to each. An address is claimed before and settled right after its answer: a node that dies in between
/// leaves it to others once its time is up, under the same delivery id.
/// </summary>
internal sealed partial class WebhookSender(
    Store store, StoreQueries queries, GuardedFetcher fetcher, KeyBox keys, HubSettings settings, TimeProvider clock, ILogger<WebhookSender> log) : BackgroundService
{
    private const int AtOnce = 8;
    private const int MostOfAnswer = 4096;
    private const int Gone = 410;

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Longer than any delivery.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(2);

    /// <summary>Delivers the next that is due; false when none is.</summary>
    public async Task<bool> Step(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (!await queries.IsDeliveryDue(now, stop) || await store.Webhooks.Claim(settings.Node, now, now + Lease, stop) is not var (delivery, lane, webhook)) return false;

        var started = Stopwatch.GetTimestamp();
        var fetched = await Send(delivery, webhook, stop);
        var tried = delivery with { TookMs = (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds };

        // Nothing comes between the answer and this, and nobody stops it: it is all that keeps the delivery from being sent again.
        await Settle(tried, lane, webhook, fetched);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Patiently(
            async () =>
            {
                await store.Webhooks.Free(settings.Node, clock.GetUtcNow(), stoppingToken);
                return true;
            },
            stoppingToken);

        // A slow address keeps one of them busy; the others go on.
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Deliver(stoppingToken)));
    }

    private async Task Deliver(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (!await Patiently(() => Step(stop), stop)) await Task.Delay(Poll, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Fetched?> Send(Delivery delivery, Webhook webhook, CancellationToken stop)
    {
        var (body, now) = (Encoding.UTF8.GetBytes(delivery.Body), clock.GetUtcNow());
        var secrets = webhook.OldSecretsAt(now).Select(old => old.Secret).Prepend(webhook.Secret).Select(keys.OpenValue);
        var request = new OutboundRequest
        {
            Method = HttpMethod.Post,
            Address = new Uri(webhook.Url),
            Body = body,
            MediaType = "application/json",
            Headers =
            [
                (WebhookSignature.Header, WebhookSignature.Of(secrets, now, body)),
                ("SohoSolo-Delivery", delivery.Id),
                ("SohoSolo-Event", delivery.Event),
            ],
            Patience = Patience,
            MostBytes = MostOfAnswer,
            CutsAnswer = true,
        };
        try
        {
            return await fetcher.Fetch(request, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task Settle(Delivery delivery, WebhookLane lane, Webhook webhook, Fetched? fetched)
    {
        var now = clock.GetUtcNow();
        var (after, then) = fetched switch
        {
            null => (delivery with { Status = DeliveryStatus.Queued, LastError = "stopped" }, lane with { DueAt = now }),
            Fetched.Answer { IsGood: true } answer => (
                delivery with { Status = DeliveryStatus.Delivered, AnswerStatus = answer.Status, LastError = null },
                lane with { DueAt = now, Failures = 0, FailingSince = null, DeliveredAt = now }),
            Fetched.Answer answer => Failed(delivery, lane, "answer", answer.Status, answer.RetryAfter, now),
            Fetched.Failed(var trouble) => Failed(delivery, lane, Words.Of(trouble), null, null, now),
            var other => throw new UnreachableException($"{other}"),
        };
        if (!await store.Webhooks.Settle(after, then, settings.Node, now - WebhookSchedule.GivesUpAfter, CancellationToken.None)) LogLate(log, delivery.Id);

        WebhookMeter.Tried(after);
        if (fetched is Fetched.Answer { Status: Gone }) await End(webhook);
    }

    /// <summary>A test is tried once, and says nothing of how the address took what happened.</summary>
    private static (Delivery, WebhookLane) Failed(Delivery delivery, WebhookLane lane, string why, int? status, TimeSpan? asked, DateTimeOffset now)
    {
        var failures = delivery.IsTest ? lane.Failures : lane.Failures + 1;
        var isOver = delivery.IsTest || now - delivery.QueuedAt >= WebhookSchedule.GivesUpAfter;
        return (
            delivery with { Status = isOver ? DeliveryStatus.Dead : DeliveryStatus.Queued, AnswerStatus = status, LastError = why },
            lane with
            {
                Failures = failures,
                FailingSince = failures == 0 ? null : lane.FailingSince ?? now,
#pragma warning disable CA5394 // When it is tried again need not be secret.
                DueAt = failures == 0 ? now : now + WebhookSchedule.After(failures, asked, Random.Shared.NextDouble()),
#pragma warning restore CA5394
            });
    }

    /// <summary>It wants nothing more, and gets nothing more; nobody has to come and say so. An address that it has no longer speaks for nobody.</summary>
    private async Task End(Webhook called)
    {
        while (await queries.Webhook(called.Id, CancellationToken.None) is { IsActive: true } webhook && webhook.Url == called.Url)
        {
            var now = clock.GetUtcNow();
            try
            {
                await store.Execute(
                    SystemCommand.Named("webhook-gone", now),
                    async work =>
                    {
                        await work.Lock(new Scope());
                        work.Put(webhook, webhook.Ended(WebhookEnd.Gone, now), "gone");
                        return (true, SystemCommand.Done);
                    },
                    CancellationToken.None);
                LogGone(log, webhook.Id);
                return;
            }
            catch (StaleWriteException)
            {
                // Somebody of the chamber changed or ended it in this moment: it is looked at again.
            }
        }
    }

    private async Task<bool> Patiently(Func<Task<bool>> step, CancellationToken stop)
    {
        try
        {
            return await step();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
#pragma warning disable CA1031 // It outlives any trouble: what was claimed is tried again when its time is up.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            LogTrouble(log, broken.GetType().Name, broken.Message);
            await Task.Delay(AfterTrouble, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Webhook {Id} answered 410 and has ended")]
    private static partial void LogGone(ILogger log, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Id} took longer than its time; another node may have sent it, too")]
    private static partial void LogLate(ILogger log, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhooks are not delivered for now: {Kind}: {Says}")]
    private static partial void LogTrouble(ILogger log, string kind, string says);
}
