using System.Diagnostics;

namespace SohoSolo.FirmwareSim.Devices;

/// <summary>A motion sensor above a desk: occupied with the first movement, free again when none was seen for a while.</summary>
internal sealed record PirSensor(Board Board) : IDevice
{
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(60);

    /// <summary>A sensor sleeps as much as it can.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMinutes(5);

    /// <summary>Its battery is empty: it notices nothing, and nobody hears of it.</summary>
    public bool IsDead { get; init; }

    /// <summary>Null while nobody is there.</summary>
    public DateTimeOffset? OccupiedUntil { get; init; }

    public DeviceIdentity Identity => Board.Identity;

    public IReadOnlyList<string> Filters => [Identity.Received];

    public DateTimeOffset? Due
    {
        get
        {
            DateTimeOffset?[] all = [Board.Due, OccupiedUntil];
            return IsDead ? null : all.Min();
        }
    }

    public static PirSensor New(string site, string id, string boot, DateTimeOffset at, int capacity = Board.UsualCapacity) =>
        new(new Board(new DeviceIdentity(site, id), boot, at) { Flash = new EventFlash(capacity), Beat = Beat });

    DeviceStep IDevice.Step(DeviceInput input, DateTimeOffset at)
    {
        var (sensor, outputs) = Step(input, at);
        return new DeviceStep(sensor, outputs);
    }

    public (PirSensor Sensor, IReadOnlyList<DeviceOutput> Outputs) Step(DeviceInput input, DateTimeOffset at)
    {
        List<DeviceOutput> outputs = [];
        if (IsDead && input is not DeviceInput.BatteryMeasured)
            return (this, outputs);

        var sensor = Expire(at, outputs).Take(input, at, outputs);
        return (sensor with { Board = sensor.Board.Send(at, outputs) }, outputs);
    }

    private PirSensor Expire(DateTimeOffset at, List<DeviceOutput> outputs) =>
        OccupiedUntil <= at ? Note(new DeviceEvent.Occupancy(false), at, outputs) with { OccupiedUntil = null } : this;

    private PirSensor Take(DeviceInput input, DateTimeOffset at, List<DeviceOutput> outputs)
    {
        switch (input)
        {
            case DeviceInput.MotionSeen:
                var seen = OccupiedUntil is null ? Note(new DeviceEvent.Occupancy(true), at, outputs) : this;
                return seen with { OccupiedUntil = at + Hold };
            case DeviceInput.CaseMoved(var isOpened):
                return Note(new DeviceEvent.Tamper(isOpened), at, outputs);
            case DeviceInput.BatteryMeasured(<= 0):
                return this with { IsDead = true, OccupiedUntil = null, Board = Board.Disconnect() };
            case DeviceInput.BatteryMeasured(var percent):
                return (this with { IsDead = false }).Note(new DeviceEvent.Battery(percent), at, outputs);
            case DeviceInput.MessageReceived(var topic, var payload, _):
                return topic == Identity.Received && Orders.Receipt(payload) is { } receipt ? this with { Board = Board.Forget(receipt, outputs) } : this;
            case DeviceInput.Connected:
                return this with { Board = Board.Connect(at, outputs) };
            case DeviceInput.Disconnected:
                return this with { Board = Board.Disconnect() };
            case DeviceInput.Rebooted(var boot):
                return this with { Board = Board.Restart(boot, at), OccupiedUntil = null };
            case DeviceInput.ClockSet(var skew):
                return this with { Board = Board.Set(skew) };
            case DeviceInput.ClockLost:
                return this with { Board = Board.Set(null) };
            case DeviceInput.Presented or DeviceInput.GhostRead or DeviceInput.ExitRequested or DeviceInput.DoorMoved or DeviceInput.PeopleCounted or DeviceInput.Of or DeviceInput.Ticked:
                return this;
            default:
                throw new UnreachableException($"{input}");
        }
    }

    private PirSensor Note(DeviceEvent what, DateTimeOffset at, List<DeviceOutput> outputs) => this with { Board = Board.Note(what, at, outputs) };
}
