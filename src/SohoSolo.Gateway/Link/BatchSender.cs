using Microsoft.Extensions.Logging;
using SohoSolo.Gateway.Outbox;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Link;

/// <summary>
/// Brings the outbox to the hub: one batch at a time, the next when the hub has acknowledged, the same again when it has not. With nothing to say it says now and then up to when everything was delivered.
/// </summary>
internal sealed partial class BatchSender(GatewayKeys keys, Outbox.Outbox outbox, TimeProvider clock, ILogger log)
{
    public const string AckCounter = "link:ctr:ack";

    private const int UnansweredUntilSilent = 2;

    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(15);

    private readonly Pulse something = new();
    private readonly Pulse acknowledged = new();
    private volatile int unanswered;
    private volatile bool isGreeting;

    /// <summary>Whether the hub leaves batches unanswered although they go out.</summary>
    public bool IsHubSilent => unanswered >= UnansweredUntilSilent;

    /// <summary>There may be something to send.</summary>
    public void Wake() => something.Set();

    /// <summary>The line is back: something is to be said at once.</summary>
    public void Greet()
    {
        isGreeting = true;
        something.Set();
    }

    /// <summary>Goes on until it is stopped.</summary>
    /// <param name="isConnected">Whether sending is of any use.</param>
    /// <param name="send">Sends a batch, and ends with the broker's word that it has it.</param>
    /// <param name="stop">Ends it.</param>
    public async Task Run(Func<bool> isConnected, Func<byte[], CancellationToken, Task> send, CancellationToken stop)
    {
        var patience = FirstPatience;
        var saidAt = clock.GetUtcNow();
        while (true)
        {
            var page = isConnected() ? outbox.Read(outbox.Acknowledged + 1, BatchCodec.MostBytes - BatchCodec.Overhead) : null;
            if (page is null || (page.Events.Count == 0 && !isGreeting && clock.GetUtcNow() - saidAt < Idle))
            {
                await something.Wait(Idle, clock, stop);
                continue;
            }

            patience = isGreeting ? FirstPatience : patience;
            isGreeting = false;
            patience = await SendOne(page, patience, send, stop) ? FirstPatience : Longer(patience);
            saidAt = clock.GetUtcNow();
        }
    }

    /// <summary>The hub's word of what it has. It is on disk when this ends.</summary>
    public async Task Take(LinkMessage.Ack ack, StateChange counter)
    {
        if (ack.Epoch != outbox.Epoch)
        {
            LogForeignEpoch(log, ack.Epoch);
            return;
        }

        if (ack.Upto > outbox.Last)
        {
            // The hub has numbers that this outbox has not given: its file is an older copy of itself. What it gives next would be taken for known.
            LogOlderCopy(log, ack.Upto, outbox.Last);
            await outbox.StartEpoch(counter);
        }
        else
        {
            if (ack.Upto < outbox.Acknowledged)
                LogRewound(log, outbox.Acknowledged, ack.Upto);

            await outbox.Acknowledge(ack.Upto, counter);
        }

        unanswered = 0;
        acknowledged.Set();
    }

    /// <summary>Whether the hub has answered, and has more than before if there was more to have.</summary>
    private async Task<bool> SendOne(OutboxPage page, TimeSpan patience, Func<byte[], CancellationToken, Task> send, CancellationToken stop)
    {
        var (epoch, before, start) = (outbox.Epoch, outbox.Acknowledged, clock.GetTimestamp());
        acknowledged.Clear();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var sent = send(BatchCodec.Write(keys, epoch, page.From, page.Events, page.Watermark), giveUp.Token);
        var (isAnswered, isThrough) = (false, false);

        // An answer that brings nothing may be the late one to an earlier batch: the right one may follow.
        while (!isThrough && patience - clock.GetElapsedTime(start) is var left && left > TimeSpan.Zero && await acknowledged.Wait(left, clock, stop))
        {
            isAnswered = true;
            isThrough = page.Events.Count == 0 || outbox.Acknowledged != before || outbox.Epoch != epoch;
        }

        await giveUp.CancelAsync();
        await sent.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (isThrough) return true;
        if (isAnswered && page.From > before + 1)
        {
            // The hub wants others first, which are not there any more: that takes an operator's word.
            LogGap(log, page.From, before);
            return false;
        }

        unanswered = isAnswered ? 0 : unanswered + 1;
        LogUnanswered(log, page.From, page.To);
        return false;
    }

    private static TimeSpan Longer(TimeSpan patience) => patience * 2 < LongestPatience ? patience * 2 : LongestPatience;

    [LoggerMessage(Level = LogLevel.Debug, Message = "The hub did not acknowledge events {From} to {To} in time; they are sent again")]
    private static partial void LogUnanswered(ILogger log, long from, long to);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Events from {From} on were sent, but the hub has those up to {Acknowledged} only and what is between is gone: accept the gap at the hub")]
    private static partial void LogGap(ILogger log, long from, long acknowledged);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The hub has gone back from event {Before} to {Now}: it was restored, and gets again what is kept")]
    private static partial void LogRewound(ILogger log, long before, long now);

    [LoggerMessage(Level = LogLevel.Error, Message = "The hub has events up to {Theirs}, this outbox only up to {Ours}: its file was replaced by an older copy. It begins a new epoch")]
    private static partial void LogOlderCopy(ILogger log, long theirs, long ours);

    [LoggerMessage(Level = LogLevel.Information, Message = "An acknowledgement of another epoch, {Epoch}, was ignored")]
    private static partial void LogForeignEpoch(ILogger log, string epoch);
}
