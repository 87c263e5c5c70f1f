using Polly.CircuitBreaker;
using Polly.Timeout;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail;

/// <summary>
/// Sends what waits, one message after another, each claimed before and settled right after the server's word: a node that dies in between leaves its message to
/// others once its time is up, under the same Message-ID.
/// </summary>
internal sealed partial class MailSender(
    Store store, StoreQueries queries, IMailTransport transport, Invitations invitations, MailPipeline pipeline, StopLinks stops, HubSettings settings, TimeProvider clock, ILogger<MailSender> log) : BackgroundService
{
    /// <summary>Longer than all tries of one message together.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(2);

    /// <summary>Sends the next message that is due; false when none is, or none can be sent for now.</summary>
    public async Task<bool> Step(CancellationToken stop)
    {
        if (pipeline.IsOpen || !await queries.IsMailDue(clock.GetUtcNow(), stop)) return false;

        var now = clock.GetUtcNow();
        if (await store.Mail.Claim(settings.Node, now, now + Lease, stop) is not { } claimed) return false;

        var after = claimed.ExpiresAt <= now ? claimed with { Status = MailStatus.Cancelled, LastError = claimed.LastError ?? "expired" } : await Try(claimed, stop);

        // Nothing comes between the server's word and this, and nobody stops it: it is all that keeps the message from being sent again.
        if (!await store.Mail.Settle(after, settings.Node, CancellationToken.None)) LogLate(log, claimed.Id);

        MailMeter.Settled(after);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Patiently(() => store.Mail.Free(settings.Node, clock.GetUtcNow(), stoppingToken), stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Patiently(
                async () =>
                {
                    if (await Step(stoppingToken)) return;

                    await transport.Rest();
                    await Task.Delay(Poll, stoppingToken);
                },
                stoppingToken);
        }
    }

    private async Task<Letter> Try(Letter letter, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        try
        {
            var name = MailKinds.IsForGuest(letter.Kind) ? null : (await queries.Member(letter.Member, stop))?.Name;
            var whole = await invitations.With(letter, name, stop) with { Stop = MailKinds.IsForGuest(letter.Kind) ? null : stops.Of(letter.Member, letter.Kind) };
            await pipeline.Try(async patience => await transport.Deliver(whole, name, stop, patience));
            LogSent(log, letter.Id, letter.Kind);
            return letter with { Status = MailStatus.Sent, SentAt = clock.GetUtcNow(), TriedSince = null, LastError = null };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return letter with { Status = MailStatus.Queued, DueAt = now, Attempts = letter.Attempts - 1 };
        }
        catch (BrokenCircuitException)
        {
            return letter with { Status = MailStatus.Queued, DueAt = now, Attempts = letter.Attempts - 1 };
        }
        catch (TimeoutRejectedException)
        {
            return Failed(letter, DeliveryTrouble.Down, "It took too long.", now);
        }
        catch (DeliveryException failed)
        {
            return Failed(letter, failed.Trouble, failed.Message, now);
        }
    }

    private Letter Failed(Letter letter, DeliveryTrouble trouble, string says, DateTimeOffset now)
    {
        LogFailed(log, letter.Id, letter.Kind, letter.Attempts, trouble, says);
        var since = letter.TriedSince ?? now;
        return trouble == DeliveryTrouble.Refused || now - since >= MailSchedule.GivesUpAfter
            ? letter with { Status = MailStatus.Dead, TriedSince = since, LastError = says }
            : letter with
            {
                Status = MailStatus.Queued,
                TriedSince = since,
                LastError = says,
#pragma warning disable CA5394 // When it is tried again need not be secret.
                DueAt = now + MailSchedule.After(letter.Attempts, Random.Shared.NextDouble()),
#pragma warning restore CA5394
            };
    }

    private async Task Patiently(Func<Task> step, CancellationToken stop)
    {
        try
        {
            await step();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // It outlives any trouble: a message that was claimed is tried again when its time is up.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            LogTrouble(log, broken.GetType().Name, broken.Message);
            await Task.Delay(AfterTrouble, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Message {Id} ({Kind}) is sent")]
    private static partial void LogSent(ILogger log, string id, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Id} ({Kind}), attempt {Attempt}: {Trouble}: {Says}")]
    private static partial void LogFailed(ILogger log, string id, string kind, int attempt, DeliveryTrouble trouble, string says);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Id} took longer than its time; another node may have sent it, too")]
    private static partial void LogLate(ILogger log, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Messages are not sent for now: {Kind}: {Says}")]
    private static partial void LogTrouble(ILogger log, string kind, string says);
}
