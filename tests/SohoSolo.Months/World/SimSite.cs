using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SohoSolo.Core.Time;
using SohoSolo.FirmwareSim.Devices;
using SohoSolo.FirmwareSim.Faults;
using SohoSolo.Gateway;
using SohoSolo.Gateway.Link;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Ingest;
using SohoSolo.Mqtt;

namespace SohoSolo.Months.World;

/// <summary>One télécentre: its gateway with its outbox on disk, its devices, its line to the hub.</summary>
internal sealed class SimSite : IAsyncDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan IdleAtNight = TimeSpan.FromMinutes(60);

    private readonly GatewaySettings settings;
    private readonly SimHub hub;
    private readonly Agenda agenda;
    private readonly SiteClock clock;
    private readonly HubTrust trust;
    private readonly SiteLan lan = new();
    private readonly Chance chance;
    private SiteGateway? gateway;
    private SnapshotKeeper? keeper;
    private DateTimeOffset saidAt;
    private DateTimeOffset pumpsAt;

    public SimSite(SimHub hub, GatewayKeys keys, string folder, Agenda agenda, ManualClock world, Chance chance)
    {
        (this.hub, this.agenda, this.chance) = (hub, agenda, chance);
        Id = keys.Site;
        settings = new GatewaySettings(keys, folder);
        trust = new HubTrust(keys);
        clock = new SiteClock(world, TimeSpan.FromMilliseconds(chance.Between(-1500, 1500)));
        Line = new SimLine(hub, keys, trust, world);
        Devices = [.. Equipment.Of(Id, agenda.Now).Select(Play)];
        Door = Devices.Single(device => device.Id == Equipment.ReaderOf(Id));
        Sensors = Villages.SpacesOf(Id).ToDictionary(space => space, space => Devices.Single(device => device.Id == Equipment.SensorOf(space)));
    }

    public SiteId Id { get; }

    public SimLine Line { get; }

    public IReadOnlyList<SimDevice> Devices { get; }

    public SimDevice Door { get; }

    public IReadOnlyDictionary<SpaceId, SimDevice> Sensors { get; }

    /// <summary>When what the gateway lets people in by was signed; null while it has nothing.</summary>
    public DateTimeOffset? SnapshotAt => keeper?.Current?.IssuedAt;

    public bool IsUp => gateway is not null;

    /// <summary>Up to when the hub has everything.</summary>
    public DateTimeOffset DeliveredTo { get; private set; }

    /// <summary>When the gateway last heard each device.</summary>
    public Dictionary<string, DateTimeOffset> HeardAt { get; } = new(StringComparer.Ordinal);

    /// <summary>Told everything that devices do.</summary>
    public Action<SimDevice, DeviceOutput>? Did { get; set; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The gateway's process begins with what is on its disk; its devices connect one by one.</summary>
    public async Task Begin()
    {
        gateway = SiteGateway.Start(settings, lan, clock, NullLoggerFactory.Instance);
        gateway.Use(Line);
        keeper = new SnapshotKeeper(trust, gateway.Outbox, clock);
        if (keeper.Current is { } kept)
            await gateway.Apply(kept);

        await TakeSnapshot();
        foreach (var device in Devices)
            agenda.In(chance.Between(TimeSpan.Zero, TimeSpan.FromSeconds(30)), () => Connect(device));
    }

    /// <summary>It ends, and with it the broker that the devices spoke with.</summary>
    public async Task End()
    {
        if (gateway is null)
            return;

        await gateway.DisposeAsync();
        keeper!.Dispose();
        (gateway, keeper) = (null, null);
        foreach (var device in Devices)
            await device.Do(new DeviceInput.Disconnected());
    }

    public async Task Connect(SimDevice device)
    {
        if (gateway is null || device.IsBroken)
            return;

        if (SpeaksForItself(device))
            gateway.Came(device.Id);

        await device.Do(new DeviceInput.Connected());
        foreach (var kept in lan.Kept.Values.Where(kept => device.Device.Filters.Contains(kept.Topic)).ToList())
            await device.Hear(kept, isRetained: true);
    }

    /// <summary>Its cable is pulled, or its battery is empty.</summary>
    public void Lose(SimDevice device)
    {
        device.Break();
        if (SpeaksForItself(device))
            gateway?.Gone(device.Id, isGoodbye: false);
    }

    public async Task Mend(SimDevice device)
    {
        await device.Mend();
        await Connect(device);
    }

    private bool SpeaksForItself(SimDevice device) => device == Door || !Equipment.IsLorawan(Id);

    /// <summary>Who may enter, as the hub has it, if the line stands.</summary>
    public async Task TakeSnapshot()
    {
        if (gateway is null || !Line.IsConnected || await hub.Queries.SiteLink(Id, Stop) is not { Content: { } content } stored || stored.Revision == keeper!.Current?.Revision)
            return;

        var verdict = await keeper.Take(Convert.FromBase64String(content), gateway.Apply);
        Assert.True(verdict.IsTaken || verdict.Why is null or Refusal.Expired, $"{Id} refuses a snapshot: {verdict.Why}");
        await Drain();
    }

    /// <summary>
    /// Brings what waits to the hub: now and then the hub hears it twice, or its word is lost on the way back. A real gateway does so each quarter of a minute; here what only sensors have said waits until the
    /// hub looks at it, and sometimes longer.
    /// </summary>
    public async Task Pump(bool isUrgent = false)
    {
        if (gateway is null || !Line.IsConnected || (!isUrgent && agenda.Now < pumpsAt))
            return;

        pumpsAt = DateTimeOffset.MaxValue;

        // What the clock made the gateway note is on its way to the disk.
        await gateway.Outbox.Save();
        while (true)
        {
            var page = gateway.Outbox.Read(gateway.Outbox.Acknowledged + 1, BatchCodec.MostBytes - BatchCodec.Overhead);
            if (page.Events.Count == 0 && agenda.Now - saidAt < (agenda.Now.Hour is >= 6 and < 19 ? Idle : IdleAtNight))
                return;

            saidAt = agenda.Now;
            if (!await Send(BatchCodec.Write(settings.Keys, gateway.Outbox.Epoch, page.From, page.Events, page.Watermark)) || page.Events.Count == 0)
                return;
        }
    }

    /// <summary>What the gateway said since is on its way to the devices.</summary>
    public async Task Drain()
    {
        while (lan.Next() is { } said)
        {
            foreach (var device in Devices.Where(device => device.Device.Filters.Contains(said.Topic)))
                await device.Hear(said, isRetained: false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        trust.Dispose();
    }

    /// <summary>Whether the gateway has heard up to where the hub has it.</summary>
    private async Task<bool> Send(byte[] message)
    {
        var ring = hub.Get<GatewayRing>();
        var batch = BatchCodec.Read(message, ring.Accepted(Id)).Value ?? throw new InvalidOperationException($"{Id}: the hub cannot read a batch.");
        var outcome = await hub.Get<EventIngest>().Apply(batch, Stop);
        hub.Get<GatewayWatch>().Heard(Id);
        if (chance.Happens(0.01))
            outcome = await hub.Get<EventIngest>().Apply(batch, Stop);

        Assert.True(outcome is IngestOutcome.Applied or IngestOutcome.Repeated, string.Create(CultureInfo.InvariantCulture, $"{Id}: batch from {batch.From}: {outcome}"));
        DeliveredTo = batch.Watermark > DeliveredTo ? batch.Watermark : DeliveredTo;
        if (chance.Happens(0.01))
            return false;

        await gateway!.Outbox.Acknowledge(outcome.Upto);
        return true;
    }

    private SimDevice Play(Core.Devices.Device device)
    {
        var lives = Chance.Of(0, device.Id).Between(0, int.MaxValue - 1);
        var isOurs = device.Driver == "sohosolo";
        var rates = chance.Percent(40) && isOurs ? new FaultRates(0.01, 0.02, 0.03, TimeSpan.FromSeconds(2)) : FaultRates.None;
        var made = new SimDevice(device.Id, Equipment.Play(device, $"{lives:x16}", agenda.Now), agenda, new FaultyLine(rates, new Chance((ulong)lives)))
        {
            Wire = Take,
            Did = (who, output) => Did?.Invoke(who, output),
        };
        agenda.At(agenda.Now, () => made.Do(new DeviceInput.ClockSet(TimeSpan.FromMilliseconds(chance.Between(-2000, 2000)))));
        return made;
    }

    private async Task Take(SimDevice device, DeviceMessage message)
    {
        if (gateway is null)
            return;

        HeardAt[device.Id] = agenda.Now;
        pumpsAt = message.Topic == Door.Device.Identity.Events ? agenda.Now : pumpsAt;
        await gateway.Take(device.Id, new MqttMessage { Topic = message.Topic, Payload = message.Payload, Retain = message.IsRetained, QualityOfService = QualityOfService.AtLeastOnce });
        await Drain();
    }
}
