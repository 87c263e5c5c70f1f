using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Outbox;
using SohoSolo.Gateway.Wire;
using SohoSolo.Mqtt;

namespace SohoSolo.Gateway.Link;

/// <summary>What the site does with what the hub says. A task ends when the site has taken it, on disk where that matters.</summary>
/// <param name="Apply">Another snapshot holds from now on.</param>
/// <param name="Demand">What modes are asked of the doors.</param>
/// <param name="Obey">A command, whose signature and counter are right; whether it is in time is the site's to see.</param>
public sealed record UplinkHandlers(Func<AccessSnapshot, Task> Apply, Func<LinkMessage.Mode, Task> Demand, Func<LinkMessage.Command, Task> Obey)
{
    /// <summary>By an acknowledgement that has just come: it was this late at the hub, when nothing else has moved its counter.</summary>
    public Action<DateTimeOffset> Heard { get; init; } = static _ => { };
}

/// <summary>
/// Takes what comes from the hub: nothing is parsed before its signature is found right, nothing is taken twice or after something newer. What is refused is an event in quarantine, with its topic and the reason.
/// </summary>
internal sealed partial class UplinkInbox(HubTrust trust, Outbox.Outbox outbox, SnapshotKeeper snapshots, BatchSender batches, Questions questions, UplinkHandlers handlers, TimeProvider clock, ILogger log)
{
    private const string CommandCounter = "link:ctr:cmd";
    private const string ModeCounter = "link:ctr:mode";

    /// <summary>The end of the year 9999, in milliseconds since the epoch.</summary>
    private const long LatestTime = 253_402_300_800_000;

    private static readonly TimeSpan BetweenNotes = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, long> counters = new(outbox.Memory
        .Where(kept => kept.Key is BatchSender.AckCounter or CommandCounter or ModeCounter)
        .Select(kept => KeyValuePair.Create(kept.Key, long.Parse(kept.Value, CultureInfo.InvariantCulture))));

    private readonly ConcurrentDictionary<(string, Refusal), DateTimeOffset> noted = [];

    /// <summary>Set when the whole snapshot is needed: a change did not join on, or what came could not be used.</summary>
    public Pulse SnapshotWanted { get; } = new();

    /// <summary>Whether there is a hole that only the whole snapshot closes.</summary>
    public bool HasGap { get; private set; }

    public async ValueTask Snapshot(MqttMessage message, CancellationToken stop)
    {
        var verdict = await snapshots.Take(message.Payload, handlers.Apply);
        if (verdict.IsTaken || verdict is { Why: null })
            HasGap = false;

        // Changes are not retained: what the broker kept is older than what has come since.
        await Note(message, message.Retain && verdict.Why == Refusal.Replayed ? LinkVerdict.Known : verdict);
    }

    public async ValueTask Delta(MqttMessage message, CancellationToken stop)
    {
        var verdict = await snapshots.TakeDelta(message.Payload, handlers.Apply);
        if (verdict.Why == Refusal.Gap)
        {
            HasGap = true;
            SnapshotWanted.Set();
            LogGap(log);
            return;
        }

        await Note(message, verdict);
    }

    public ValueTask Ack(MqttMessage message, CancellationToken stop) => Take<LinkMessage.Ack>(
        message, BatchSender.AckCounter, LinkRules.Counter, async (ack, counter) =>
        {
            // Counters are at least the hub's clock in milliseconds; one that has run ahead of it agrees with no clock.
            if (ack.Counter is > 0 and < LatestTime)
                handlers.Heard(DateTimeOffset.FromUnixTimeMilliseconds(ack.Counter));

            await batches.Take(ack, counter);
        });

    public ValueTask Mode(MqttMessage message, CancellationToken stop) => Take<LinkMessage.Mode>(message, ModeCounter, LinkRules.Counter, async (mode, counter) =>
    {
        // The same demands twice are the same: the counter may come second. A command's comes first, for it may not.
        await handlers.Demand(mode);
        await outbox.Save(counter);
    });

    public ValueTask Command(MqttMessage message, CancellationToken stop) => Take<LinkMessage.Command>(message, CommandCounter, LinkRules.Command, async (command, counter) =>
    {
        await outbox.Save(counter);
        await handlers.Obey(command);
    });

    public async ValueTask Answer(MqttMessage message, CancellationToken stop)
    {
        var reading = LinkMessages.Read<LinkMessage.Answer>(message.Payload, trust);
        if (reading.Value is not { } answer)
            await Note(message, LinkVerdict.Refused(reading.Why!.Value));
        else if (!questions.Take(answer))
            LogLate(log);
    }

    private async ValueTask Take<T>(MqttMessage message, string kind, Func<long, long, LinkVerdict> rule, Func<T, StateChange, Task> take)
        where T : LinkMessage
    {
        var reading = LinkMessages.Read<T>(message.Payload, trust);
        var verdict = reading.Value is { } read ? rule(counters.GetValueOrDefault(kind), read.Counter) : LinkVerdict.Refused(reading.Why!.Value);
        if (verdict.IsTaken)
        {
            await take(reading.Value!, new StateChange(kind, reading.Value!.Counter.ToString(CultureInfo.InvariantCulture)));
            counters[kind] = reading.Value.Counter;
        }

        await Note(message, verdict);
    }

    // Whoever floods the line with the same rubbish fills no outbox with it.
    private async Task Note(MqttMessage message, LinkVerdict verdict)
    {
        if (verdict.Why is not { } why) return;

        var now = clock.GetUtcNow();
        LogRefused(log, message.Topic, why.Word());
        if (noted.TryGetValue((message.Topic, why), out var last) && now - last < BetweenNotes && now >= last) return;

        noted[(message.Topic, why)] = now;
        await outbox.Append(new GatewayEvent { Kind = EventKinds.Quarantine, At = now, ReceivedAt = now, Quality = "gateway", Reason = why.Word(), Message = message.Topic });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message on {Topic} was refused: {Why}")]
    private static partial void LogRefused(ILogger log, string topic, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "A change of the snapshot does not join on to the one that is here; the whole one is asked for")]
    private static partial void LogGap(ILogger log);

    [LoggerMessage(Level = LogLevel.Information, Message = "An answer came too late, or to a question that nobody asked")]
    private static partial void LogLate(ILogger log);
}
