using System.Text;
using SohoSolo.Mqtt.Broker;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Tests.Routing;

/// <summary>A router with clients that say what they are told to, a clock moved by hand, and a disk on command.</summary>
internal sealed class Bench : IRouterNotes
{
    public Bench(BrokerOptions? options = null, DiskOnCommand? disk = null)
    {
        Options = options ?? new BrokerOptions();
        Disk = disk ?? new DiskOnCommand { IsImmediate = true };
        Router = new Router(Options, Disk, this);
    }

    public BrokerOptions Options { get; }

    public DiskOnCommand Disk { get; }

    public Router Router { get; private set; }

    public long Now { get; set; } = 1_000_000;

    public List<string> Dropped { get; } = [];

    public Peer Connect(ConnectPacket connect, RecordingOutlet? outlet = null, ClientLimits? limits = null, string? identity = null)
    {
        outlet ??= new RecordingOutlet();
        Attachment? greeted = null;
        var attachment = Router.Attach(new BrokerClient(connect.ClientId, identity, connect.Version, null), connect, limits ?? Options.Limits, outlet, with => greeted = with, Now);
        Assert.Equal(greeted, attachment);
        return new Peer(this, attachment, outlet);
    }

    /// <summary>Version 5, a new connection to whatever session there is.</summary>
    public Peer Connect(string clientId, uint expiry = 0, WillPacket? will = null, bool cleanStart = false) =>
        Connect(new ConnectPacket { Version = MqttVersion.V5, ClientId = clientId, SessionExpiryInterval = expiry, Will = will, CleanStart = cleanStart });

    public void Pass(TimeSpan time)
    {
        Now += (long)time.TotalMilliseconds;
        Router.Tick(Now);
    }

    public void Sync()
    {
        Disk.Sync();
        Router.Advance(Now);
    }

    /// <summary>The process dies; what the disk holds is read again by a new one.</summary>
    public void Crash(long? cut = null)
    {
        var log = new DiskOnCommand { IsImmediate = Disk.IsImmediate };
        Disk.Replay(log, cut ?? Disk.DurablePosition);
        Disk.Become(log);
        Router = new Router(Options, Disk, this);
        log.Replay(Router.Recovering, log.Position);
        Router.Recovered(Now);
    }

    public Bench Recover(Action<IDurableFacts> tell)
    {
        var recovered = new Bench(Options) { Now = Now };
        tell(recovered.Router.Recovering);
        recovered.Router.Recovered(Now);
        return recovered;
    }

    public static Message Some(string topic, string payload, QualityOfService quality = QualityOfService.AtLeastOnce, bool retain = false) => new()
    {
        Topic = topic,
        TopicUtf8 = Encoding.UTF8.GetBytes(topic),
        Payload = Encoding.UTF8.GetBytes(payload),
        QualityOfService = quality,
        Retain = retain,
    };

    void IRouterNotes.Sent(QualityOfService qualityOfService)
    {
    }

    void IRouterNotes.Dropped(string clientId, ReasonCode reason) => Dropped.Add($"{clientId} {reason}");
}

/// <summary>One connection of a client.</summary>
internal sealed record Peer(Bench Bench, Attachment Attachment, RecordingOutlet Outlet)
{
    public Session Session => Attachment.Session!;

    public string[] Hear() => Outlet.Hear();

    public PublishOutcome Publish(string topic, string payload, int quality = 1, ushort packetId = 1, bool retain = false) =>
        Publish(Bench.Some(topic, payload, (QualityOfService)quality, retain), packetId);

    public PublishOutcome Publish(Message message, ushort packetId = 1) => Bench.Router.Publish(Session, message, packetId, Bench.Now);

    public Peer Subscribe(string filter, int quality = 1, uint? identifier = null) => Subscribe(new TopicSubscription(filter, (QualityOfService)quality), identifier);

    public Peer Subscribe(TopicSubscription subscription, uint? identifier = null)
    {
        Bench.Router.Subscribe(Session, new SubscribePacket(9, [subscription], identifier, []), [ReasonCode.Success], Bench.Now);
        return this;
    }

    public Peer Quietly()
    {
        Hear();
        return this;
    }

    public void Unsubscribe(string filter) => Bench.Router.Unsubscribe(Session, new UnsubscribePacket(8, [filter], []), Bench.Now);

    public void Say(PacketType type, ushort packetId, ReasonCode reason = ReasonCode.Success) => Bench.Router.Acknowledged(Session, new AckPacket(type, packetId, reason), Bench.Now);

    public void Leave(bool withWill = false, uint? expiry = null) => Bench.Router.Detach(Session, Outlet, withWill, expiry, Bench.Now);
}
