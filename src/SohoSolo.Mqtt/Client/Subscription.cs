using System.Threading.Channels;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Client;

/// <summary>A topic filter with its handler, and what waits for it. Guarded by the session's gate, but for the queue.</summary>
internal sealed class Subscription : IDisposable
{
    private readonly TaskCompletionSource<SubAckPacket> granted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<Delivery> queue = Channel.CreateUnbounded<Delivery>();
    private readonly CancellationTokenSource stop = new();
    private readonly TopicPattern pattern;

    public Subscription(string filter, SubscribeOptions options, Func<MqttMessage, CancellationToken, ValueTask> handler)
    {
        (Filter, Options, Handler) = (filter, options, handler);
        pattern = new TopicPattern(TopicRules.TryParseShared(filter, out _, out var inner) ? inner : filter);
    }

    public string Filter { get; }

    public SubscribeOptions Options { get; }

    public Func<MqttMessage, CancellationToken, ValueTask> Handler { get; }

    /// <summary>By what a version 5 server marks its messages; the same for the same filter in another life of the program, if it can be (MQTT 5.0 §3.8.2.1.2).</summary>
    public uint Identifier { get; set; }

    /// <summary>The server has granted it in the session that is.</summary>
    public bool IsConfirmed { get; set; }

    /// <summary>The first answer of a server: 0x80 or above refuses.</summary>
    public Task<SubAckPacket> Granted => granted.Task;

    /// <summary>Cancelled when nobody wants its messages any more.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>The deliveries that wait for a handler.</summary>
    public ChannelReader<Delivery> Queue => queue.Reader;

    public bool Matches(string topic) => pattern.Matches(topic);

    public bool IsMarkedBy(IReadOnlyList<uint> identifiers) => identifiers.Contains(Identifier);

    public void Enqueue(Delivery delivery) => queue.Writer.TryWrite(delivery);

    /// <summary>False when it was answered before.</summary>
    public bool Answer(SubAckPacket answer) => granted.TrySetResult(answer);

    /// <summary>Nothing more comes; those who wait for an answer wait no longer. Not under the gate: what hangs on <see cref="Stop"/> is the handlers' own.</summary>
    public async Task End()
    {
        granted.TrySetCanceled();
        queue.Writer.TryComplete();
        await stop.CancelAsync();
    }

    public SubscribePacket ToPacket(ushort packetId, bool isIdentified) => new(
        packetId,
        [new TopicSubscription(Filter, Options.MaximumQualityOfService, Options.NoLocal, Options.RetainAsPublished, Options.RetainHandling)],
        isIdentified ? Identifier : null,
        []);

    public void Dispose() => stop.Dispose();
}
