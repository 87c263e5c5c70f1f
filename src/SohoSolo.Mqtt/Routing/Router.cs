using SohoSolo.Mqtt.Broker;
using SohoSolo.Mqtt.Store;
using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Routing;

/// <summary>
/// The broker's state and its rules, without sockets, clocks or tasks: sessions, subscriptions, retained messages, wills. Every member is called under <see cref="Gate"/>, is told the time in Unix
/// milliseconds, and answers at once; what must wait for the disk is held here until <see cref="Advance"/>. After leaving the gate the caller flushes the outlets of <see cref="Take"/> and wakes the store.
/// </summary>
internal sealed partial class Router(BrokerOptions options, IMessageStore store, IRouterNotes notes)
{
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private readonly SubscriptionTrie _subscriptions = new();
    private readonly RetainedTree _retained = new();
    private readonly List<(Session Session, IOutlet Outlet)> _touched = [];

    /// <summary>The host's own publishes stand in line for the disk as those of a client do.</summary>
    private readonly Session _host = new(0, "", null);

    private uint _lastSession;
    private int _connected;

    /// <summary>Of the call that is running.</summary>
    private long _now;

    public Lock Gate { get; } = new();

    public RouterFigures Figures => new(_connected, _sessions.Count, _queuedMessages, _queuedBytes, _retained.Count, _subscriptions.Count, CountHeld());

    /// <summary>Where facts go from now on: a log is opened into a router (<see cref="Recovering"/>) that must be there before it.</summary>
    public void KeepIn(IMessageStore opened) => store = opened;

    /// <summary>Null when there is no such session.</summary>
    public Session? Find(string clientId) => _sessions.GetValueOrDefault(clientId);

    /// <summary>Moves the outlets that were written to since the last call into <paramref name="outlets"/>.</summary>
    public void Take(List<IOutlet> outlets)
    {
        foreach (var (session, outlet) in _touched)
        {
            if (session.Outlet == outlet)
                session.IsTouched = false;
            outlets.Add(outlet);
        }

        _touched.Clear();
    }

    private void Touch(Session session, IOutlet outlet)
    {
        if (session.IsTouched)
            return;
        session.IsTouched = true;
        _touched.Add((session, outlet));
    }
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
