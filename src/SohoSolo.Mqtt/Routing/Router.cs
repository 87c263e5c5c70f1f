using SohoSolo.Mqtt.Broker;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Store;

namespace SohoSolo.Mqtt.Routing;

/// <summary>
/// The broker's state and its rules, without sockets, clocks or tasks: sessions, subscriptions, retained messages, wills. Every member is called under <see cref="Gate"/>, is told the time in Unix
/// milliseconds, and answers at once; what must wait for the disk is held here until <see cref="Advance"/>. After leaving the gate the caller flushes the outlets of <see cref="Take"/> and wakes the store.
/// </summary>
#pragma warning disable CS9113 // read by the parts of the class
internal sealed partial class Router(BrokerOptions options, IMessageStore store, IRouterNotes notes)
#pragma warning restore CS9113
{
    public Lock Gate { get; } = new();

    /// <summary>A client's CONNECT was accepted: its session is found or made, another connection of the same identifier is closed (0x8E), what waits is sent. The outlet has written CONNACK when
    /// <paramref name="greet"/> returns, which is called with what CONNACK needs before anything else is written.</summary>
    public Attachment Attach(string clientId, ConnectPacket connect, ClientLimits limits, IOutlet outlet, Action<Attachment> greet, long now) => throw new NotSupportedException();

    /// <summary>The connection is gone. Nothing happens if another has taken the session since. <paramref name="withWill"/>: there was no goodbye (MQTT 5.0 §3.14.4).</summary>
    public void Detach(Session session, IOutlet outlet, bool withWill, uint? expiryInterval, long now) => throw new NotSupportedException();

    /// <summary>Routes one message and, when it is durable, acknowledges it to <paramref name="from"/>'s outlet (QoS 1: PUBACK, QoS 2: PUBREC), in the order of the publishes.</summary>
    public PublishOutcome Publish(Session from, Message message, ushort packetId, long now) => throw new NotSupportedException();

    /// <summary>The same for the host's own messages; <paramref name="receipt"/> ends when it is durable, or refused.</summary>
    public void Publish(Message message, TaskCompletionSource<ReasonCode> receipt, long now) => throw new NotSupportedException();

    /// <summary>Refuses a publish in its turn among the acknowledgements: PUBACK or PUBREC with the reason (version 5 only).</summary>
    public void Refuse(Session from, QualityOfService qualityOfService, ushort packetId, ReasonCode reason) => throw new NotSupportedException();

    /// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP from the client.</summary>
    public void Acknowledged(Session session, in AckPacket ack, long now) => throw new NotSupportedException();

    /// <summary>Subscribes what <paramref name="verdicts"/> allows (one for each filter: success, or why not), writes SUBACK when that is durable, then sends retained messages.</summary>
    public void Subscribe(Session session, SubscribePacket packet, ReadOnlySpan<ReasonCode> verdicts, long now) => throw new NotSupportedException();

    public void Unsubscribe(Session session, UnsubscribePacket packet, long now) => throw new NotSupportedException();

    /// <summary>The outlet takes more: what waits is sent.</summary>
    public void Resume(Session session, long now) => throw new NotSupportedException();

    /// <summary>The store reached the disk, or failed to: held acknowledgements and deliveries go out, or are refused (0x97).</summary>
    public void Advance(long now) => throw new NotSupportedException();

    /// <summary>Publishes wills that are due, forgets sessions and messages that expired. Returns when something is due next; <see cref="long.MaxValue"/> for nothing.</summary>
    public long Tick(long now) => throw new NotSupportedException();

    /// <summary>Moves the outlets that were written to since the last call into <paramref name="outlets"/>.</summary>
    public void Take(List<IOutlet> outlets) => throw new NotSupportedException();

    /// <summary>Where a recovering store tells its facts, before anybody is connected; <see cref="Recovered"/> ends it.</summary>
    public IDurableFacts Recovering => throw new NotSupportedException();

    /// <summary>Sessions that were connected when the process died are detached now: their wills are due after the will delay or one minute, whichever is longer, unless the client is back by then;
    /// what may have been sent without a trace is marked as such (DUP).</summary>
    public void Recovered(long now) => throw new NotSupportedException();

    /// <summary>Tells all that still stands, for a compaction.</summary>
    public void Retell(IDurableFacts facts) => throw new NotSupportedException();

    public RouterFigures Figures => throw new NotSupportedException();
}

/// <summary>What became of a CONNECT.</summary>
/// <param name="Session">Null when it was refused.</param>
/// <param name="SessionPresent">(MQTT 5.0 §3.2.2.1.1)</param>
/// <param name="ExpiryInterval">The one that stands, in seconds.</param>
/// <param name="Reason">Success, or why not.</param>
internal readonly record struct Attachment(Session? Session, bool SessionPresent, uint ExpiryInterval, ReasonCode Reason);

/// <summary>What became of a PUBLISH.</summary>
internal enum PublishOutcome
{
    /// <summary>Routed; the acknowledgement follows.</summary>
    Routed,

    /// <summary>A QoS 2 message that was routed before: acknowledged again, and that is all.</summary>
    Repeated,

    /// <summary>Not taken, for lack of room or disk: a version 5 client gets an acknowledgement with 0x97, a 3.1.1 client must be disconnected by the caller.</summary>
    Refused,
}

/// <summary>Gauges, read under the gate.</summary>
internal readonly record struct RouterFigures(int Connected, int Sessions, long QueuedMessages, long QueuedBytes, int Retained, int Subscriptions, int Held);

/// <summary>What the router wants counted; called under the gate, must be quick.</summary>
internal interface IRouterNotes
{
    void Sent(QualityOfService qualityOfService);

    /// <summary>A message was given up for this client: its queue is full (0x97), it is larger than the client takes (0x95), or it expired (0x00).</summary>
    void Dropped(string clientId, ReasonCode reason);
}
