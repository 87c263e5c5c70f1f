using Microsoft.Extensions.Logging;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Doors;
using SohoSolo.Gateway.Drivers;
using SohoSolo.Gateway.Drivers.Zigbee2Mqtt;
using SohoSolo.Gateway.Lan;
using SohoSolo.Gateway.Link;
using SohoSolo.Gateway.Outbox;
using SohoSolo.Gateway.Wire;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Access;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.Gateway;

/// <summary>
/// One site's edge: its devices on one side, its hub on the other, its doors between them. Runs alone on a small board or beside the hub; either way what a device was told is taken is on this
/// site's disk, also when the process stops.
/// </summary>
public sealed partial class SiteGateway : IHubLine, IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly GatewayKeys keys;
    private readonly ILoggerFactory logs;
    private readonly ILogger log;
    private readonly ILan lan;
    private readonly TimeProvider clock;
    private readonly Outbox.Outbox outbox;
    private readonly HubTrust trust;
    private readonly ClockTrust clockTrust;
    private readonly Func<ClockQuality> quality;
    private readonly DoorController doors;
    private readonly CacheReplay replays = new();
    private readonly Copies copies = new();
    private readonly Strangers strangers = new();
    private ITimer? looking;
    private Uplink? uplink;
    private IHubLine? line;
    private volatile bool isStopping;

    private SiteGateway(GatewaySettings settings, Outbox.Outbox outbox, ILan lan, TimeProvider clock, ILoggerFactory logs)
    {
        (keys, this.outbox, this.lan, this.clock, this.logs) = (settings.Keys, outbox, lan, clock, logs);
        log = logs.CreateLogger<SiteGateway>();
        Site = settings.Keys.Site;
        trust = new HubTrust(settings.Keys);
        clockTrust = new ClockTrust(clock, outbox.Memory);
        quality = settings.IsWithHub ? ClockTrust.TheHubsOwn : () => clockTrust.Quality;
        doors = new DoorController(settings.Keys, trust, new OutboxLog(outbox), lan, this, quality, clock);
        Access = new LanAccess(() => doors.Snapshot);
    }

    public SiteId Site { get; }

    /// <summary>What its devices may do at a broker of our own.</summary>
    public LanAccess Access { get; }

    /// <summary>Where its events wait for the hub.</summary>
    public Outbox.Outbox Outbox => outbox;

    public GatewayHealth Health => new(IsConnected, outbox.Fill, outbox.Last - outbox.Acknowledged, doors.Snapshot.Revision, clock.GetUtcNow() - doors.Snapshot.IssuedAt, quality());

    public bool IsConnected => line?.IsConnected ?? false;

    /// <summary>Opens the outbox and begins to watch the doors. <see cref="OutboxException"/> when its folder cannot be used.</summary>
    public static SiteGateway Start(GatewaySettings settings, ILan lan, TimeProvider clock, ILoggerFactory logs)
    {
        var outbox = Gateway.Outbox.Outbox.Open(settings.OutboxFile, clock);
        var gateway = new SiteGateway(settings, outbox, lan, clock, logs);
        gateway.looking = clock.CreateTimer(_ => gateway.Watch(gateway.doors.Look()), null, BetweenLooks, BetweenLooks);
        return gateway;
    }

    /// <summary>Takes up the snapshot that was kept, and the line to the hub: in the background, for ever. Once.</summary>
    /// <param name="hub">Where the hub's broker is, and as whom.</param>
    public Task Connect(MqttClientOptions hub)
    {
        uplink = new Uplink(keys, trust, outbox, hub, clock, logs.CreateLogger<Uplink>());
        Use(uplink);
        return uplink.Start(new UplinkHandlers(Apply, Demand, Obey) { Heard = Heard });
    }

    /// <summary>Another line to the hub than <see cref="Connect"/> makes.</summary>
    public void Use(IHubLine hub) => line = hub;

    public Task<LinkMessage.Answer?> Ask(LinkAsk.Entry question) => line?.Ask(question) ?? Task.FromResult<LinkMessage.Answer?>(null);

    /// <summary>A snapshot whose signature and revision have been found right.</summary>
    public Task Apply(AccessSnapshot snapshot)
    {
        Heard(snapshot.IssuedAt);
        var applied = doors.Apply(snapshot);
        lan.Follow([.. doors.Snapshot.Devices.All.SelectMany(FiltersOf).Distinct(StringComparer.Ordinal)]);
        return applied;
    }

    /// <summary>What the hub demands of the doors.</summary>
    public Task Demand(LinkMessage.Mode demanded) => doors.Demand(demanded);

    /// <summary>A command of the hub.</summary>
    public Task Obey(LinkMessage.Command command)
    {
        Heard(command.IssuedAt);
        return doors.Obey(command);
    }

    /// <summary>
    /// A message of a device. Only when this ends with success may it be acknowledged: then it is on disk. <paramref name="isReplay"/>: another broker kept it from before; a broker of our own sees every message as it
    /// is published, and its retain flag says no more than that it is to be kept.
    /// </summary>
    public async ValueTask<ReasonCode> Take(string device, MqttMessage message, bool isReplay = false)
    {
        var devices = doors.Snapshot.Devices;
        // The hub may know a device before its snapshot does: the device will say it again.
        if (devices.Find(device) is not { } known)
            return ReasonCode.ServerUnavailable;
        if (DriverCatalog.Find(known.Driver) is not { } driver)
            return ReasonCode.Success;

        try
        {
            var (reading, isOld) = Read(driver, new DriverMessage(message.Topic, message.Payload, isReplay, clock.GetUtcNow()), devices);
            if (!isOld && SpeakerOf(reading, known) is { } speaker)
                doors.Heard(speaker);

            await Handle(reading, message.Topic, known);
            return ReasonCode.Success;
        }
        catch (IOException full)
        {
            LogNotKept(log, Site, device, full.Message);
            return ReasonCode.QuotaExceeded;
        }
    }

    /// <summary>As above, for a message that came from somebody else's broker: whose topic it is says who sent it. <see cref="IOException"/> when it could not be kept; then it is not acknowledged.</summary>
    public async Task Take(MqttMessage message)
    {
        var speaker = doors.Snapshot.Devices.All.FirstOrDefault(device => FiltersOf(device).Any(filter => TopicFilters.Matches(filter, message.Topic)));
        if (speaker is not null && await Take(speaker.Id, message, message.Retain) != ReasonCode.Success)
            throw new IOException("The outbox did not take the message.");
    }

    /// <summary>A device's own connection has come: that of which the client identifier is the device's id.</summary>
    public void Came(string device) => Watch(doors.Seen(device, isOnline: true));

    /// <summary>A device's own connection is gone. Not to be said when another one of the same device took its place.</summary>
    /// <param name="device">Its id.</param>
    /// <param name="isGoodbye">It took its leave, as one does that sleeps between two messages.</param>
    public void Gone(string device, bool isGoodbye)
    {
        if (!isStopping)
            Watch(doors.Seen(device, isOnline: false, isGoodbye));
    }

    /// <summary>A device wanted to publish where it may not.</summary>
    public void RefusedPublish(string device, string topic, string why)
    {
        if (doors.Snapshot.Devices.Find(device) is not null)
            Watch(doors.Refused(device, topic, why));
    }

    /// <summary>Nothing is lost: what waits for the disk is written first.</summary>
    public async ValueTask DisposeAsync()
    {
        isStopping = true;
        if (looking is not null)
            await looking.DisposeAsync();

        if (uplink is not null)
            await uplink.DisposeAsync();

        await outbox.DisposeAsync();
        doors.Dispose();
        trust.Dispose();
    }

    private IReadOnlyList<string> FiltersOf(SnapshotDevice device) => doors.Snapshot.Devices.TopicsOf(device).Says;

    /// <summary>What a message says, and whether it is an old one: that shows of nobody that he is there.</summary>
    private (DriverReading Reading, bool IsOld) Read(IDriver driver, DriverMessage message, DeviceTable devices)
    {
        var reading = driver.Read(message, devices);
        return driver.Name == Zigbee2MqttDriver.DriverName && replays.Has(message.Topic, reading, message.ReceivedAt, message.Retained)
            ? (driver.Read(message with { Retained = true }, devices), true)
            : (reading, message.Retained);
    }

    /// <summary>Who shows by a message that holds no signal that it is there; signals show it themselves.</summary>
    private static string? SpeakerOf(DriverReading reading, SnapshotDevice from) => reading switch
    {
        DriverReading.Ignored ignored => ignored.Device ?? from.Id,
        DriverReading.Unreadable unreadable => unreadable.Device ?? from.Id,
        _ => null,
    };

    private async Task Handle(DriverReading reading, string topic, SnapshotDevice from)
    {
        if (reading is DriverReading.Unreadable unreadable)
            await doors.SetAside(unreadable with { Device = unreadable.Device ?? from.Id }, topic);
        if (reading is not DriverReading.Signals(var all, var once) || copies.Has(once))
            return;

        foreach (var signal in all)
        {
            if (MaySpeakFor(from, signal.Device))
                await doors.Handle(signal);
            else if (from.Role == DeviceAddress.Bridge && strangers.IsWorthNoting(signal.Device, signal.ReceivedAt))
                await doors.SetAside(new DriverReading.Unreadable("unknown device", from.Id), topic);
        }

        copies.Add(once);
    }

    /// <summary>A device speaks for itself; a bridge for the site's devices of its family besides.</summary>
    private bool MaySpeakFor(SnapshotDevice from, string device) =>
        device == from.Id || (from.Role == DeviceAddress.Bridge && doors.Snapshot.Devices.Find(device) is { } known && known.Driver == from.Driver && known.Role != DeviceAddress.Bridge);

    private void Heard(DateTimeOffset signedAt)
    {
        if (clockTrust.Heard(signedAt) is { } agreed)
            Watch(outbox.Save(new StateChange(ClockTrust.MemoryKey, agreed)));
    }

    /// <summary>Nobody waits for it; that it failed is said.</summary>
    private void Watch(Task work) => _ = Watched(work);

    private async Task Watched(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException)
        {
            LogNotWritten(log, Site, broken.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Site}: what {Device} says cannot be kept, and is not acknowledged: {Why}")]
    private static partial void LogNotKept(ILogger log, SiteId site, string device, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Site}: what happened could not be written: {Why}")]
    private static partial void LogNotWritten(ILogger log, SiteId site, string why);
}
