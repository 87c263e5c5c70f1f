using System.Diagnostics;

namespace SohoSolo.FirmwareSim.Devices;

/// <summary>
/// Our own door controller: reader, bolt, contact and the inside handle (contract §3). It decides nothing about people: it tells what it read and does what it is told, once, and never late.
/// The inside handle frees the door in every state: leaving is never software.
/// </summary>
internal sealed record DoorController(Board Board) : IDevice
{
    public const string Reader = "in";

    private static readonly TimeSpan ExitTime = TimeSpan.FromSeconds(5);

    public string Mode { get; init; } = DoorModes.Normal;

    public long? ModeRevision { get; init; }

    public DateTimeOffset? ModeUntil { get; init; }

    /// <summary>The end of the running unlock.</summary>
    public DateTimeOffset? UnlockedUntil { get; init; }

    /// <summary>The end of the running exit.</summary>
    public DateTimeOffset? ExitUntil { get; init; }

    public bool IsOpen { get; init; }

    public bool IsReleased { get; init; }

    public DateTimeOffset? LastRead { get; init; }

    public CommandMemory Commands { get; init; } = new();

    public DeviceIdentity Identity => Board.Identity;

    /// <summary>False for a second reader beside the door, whose bolt hangs at the first.</summary>
    public bool HasLock { get; init; } = true;

    public IReadOnlyList<string> Filters => HasLock ? [Identity.Received, Identity.Commands!, Identity.Mode!] : [Identity.Received];

    public DateTimeOffset? Due
    {
        get
        {
            DateTimeOffset?[] all = [Board.Due, UnlockedUntil, ExitUntil, Board.Skew is { } skew ? ModeUntil - skew : null];
            return all.Min();
        }
    }

    public static DoorController New(string site, string id, string door, string boot, DateTimeOffset at, int capacity = Board.UsualCapacity) =>
        new(new Board(new DeviceIdentity(site, id, door), boot, at) { Flash = new EventFlash(capacity) });

    DeviceStep IDevice.Step(DeviceInput input, DateTimeOffset at)
    {
        var (door, outputs) = Step(input, at);
        return new DeviceStep(door, outputs);
    }

    public (DoorController Door, IReadOnlyList<DeviceOutput> Outputs) Step(DeviceInput input, DateTimeOffset at)
    {
        List<DeviceOutput> outputs = [];
        var door = Expire(at).Take(input, at, outputs).Settle(outputs);
        return (door with { Board = door.Board.Send(at, outputs) }, outputs);
    }

    /// <summary>What ended by itself before this step.</summary>
    private DoorController Expire(DateTimeOffset at)
    {
        var modeIsOver = ModeUntil is { } until && Board.Now(at) >= until;
        return this with
        {
            UnlockedUntil = UnlockedUntil <= at ? null : UnlockedUntil,
            ExitUntil = ExitUntil <= at ? null : ExitUntil,
            Mode = modeIsOver ? DoorModes.Normal : Mode,
            ModeUntil = modeIsOver ? null : ModeUntil,
        };
    }

    private DoorController Take(DeviceInput input, DateTimeOffset at, List<DeviceOutput> outputs) => input switch
    {
        DeviceInput.Presented(var credential) => Note(new DeviceEvent.Presented(Reader, credential), at, outputs) with { LastRead = at },
        DeviceInput.ExitRequested => Note(new DeviceEvent.Rex(), at, outputs) with { ExitUntil = at + ExitTime },
        DeviceInput.DoorMoved(var isOpen) => isOpen == IsOpen ? this : Moved(isOpen, at, outputs),
        DeviceInput.CaseMoved(var isOpened) => Note(new DeviceEvent.Tamper(isOpened), at, outputs),
        DeviceInput.BatteryMeasured(var percent) => Note(new DeviceEvent.Battery(percent), at, outputs),
        DeviceInput.MessageReceived(var topic, var payload, var isRetained) => Receive(topic, payload, isRetained, at, outputs),
        DeviceInput.Connected => this with { Board = Board.Connect(at, outputs), ModeRevision = null },
        DeviceInput.Disconnected => this with { Board = Board.Disconnect() },
        DeviceInput.Rebooted(var boot) => Restart(boot, at),
        DeviceInput.ClockSet(var skew) => this with { Board = Board.Set(skew) },
        DeviceInput.ClockLost => this with { Board = Board.Set(null) },
        DeviceInput.GhostRead(var credential) => Note(new DeviceEvent.Presented(Reader, credential), at, outputs),
        DeviceInput.MotionSeen or DeviceInput.PeopleCounted or DeviceInput.Of or DeviceInput.Ticked => this,
        _ => throw new UnreachableException($"{input}"),
    };

    private DoorController Note(DeviceEvent what, DateTimeOffset at, List<DeviceOutput> outputs) => this with { Board = Board.Note(what, at, outputs) };

    /// <summary>One unlock lets one party in: the bolt falls back as soon as the door has closed behind them.</summary>
    private DoorController Moved(bool isOpen, DateTimeOffset at, List<DeviceOutput> outputs)
    {
        var noted = Note(new DeviceEvent.Door(isOpen), at, outputs) with { IsOpen = isOpen };
        return isOpen ? noted : noted with { UnlockedUntil = null, ExitUntil = null };
    }

    private DoorController Restart(string boot, DateTimeOffset at) => this with
    {
        Board = Board.Restart(boot, at),
        Mode = DoorModes.Normal,
        ModeRevision = null,
        ModeUntil = null,
        UnlockedUntil = null,
        ExitUntil = null,
        LastRead = null,
    };

    private DoorController Receive(string topic, ReadOnlyMemory<byte> payload, bool isRetained, DateTimeOffset at, List<DeviceOutput> outputs)
    {
        if (topic == Identity.Received && Orders.Receipt(payload) is { } receipt)
            return this with { Board = Board.Forget(receipt, outputs) };
        if (topic == Identity.Mode && Orders.Mode(payload) is { } order)
            return Obey(order, outputs);

        // A command is for now: one that was kept for whoever comes is nobody's.
        return topic == Identity.Commands && !isRetained && Orders.Command(payload) is { } command ? Obey(command, at, outputs) : this;
    }

    /// <summary>An order that was overtaken on its way is dropped; a new connection takes the one that the broker kept, whatever its number.</summary>
    private DoorController Obey(ModeOrder order, List<DeviceOutput> outputs)
    {
        if (!DoorModes.All.Contains(order.Mode) || order.Rev < ModeRevision)
            return this;

        if (order.Mode != Mode)
            outputs.Add(new DeviceOutput.ModeTaken(order.Mode!));

        return this with
        {
            Mode = order.Mode!,
            ModeRevision = order.Rev,
            ModeUntil = order.Until is > 0 and < 1e11 and var until ? DateTimeOffset.UnixEpoch.AddSeconds(until) : null,
            UnlockedUntil = order.Mode == DoorModes.Lockdown ? null : UnlockedUntil,
        };
    }

    private DoorController Obey(Command command, DateTimeOffset at, List<DeviceOutput> outputs)
    {
        var id = command.Id!;
        if (Commands.Knows(id, out var before))
        {
            outputs.Add(Answer(id, before, at));
            return this;
        }

        var refused = CommandRules.WhyNot(command, Board, LastRead, at);
        outputs.Add(Does(command, refused));
        outputs.Add(Answer(id, refused, at));
        var done = this with { Commands = Commands.With(id, refused) };
        return refused is null && command.Op == CommandRules.Unlock ? done with { UnlockedUntil = at + CommandRules.Duration(command) } : done;
    }

    private static DeviceOutput Does(Command command, string? refused)
    {
        if (refused is not null)
            return new DeviceOutput.CommandRefused(command.Id!, refused);

        return command.Op == CommandRules.Unlock
            ? new DeviceOutput.Unlocked(command.Id!, command.Why, command.Naf ?? 0)
            : new DeviceOutput.Beeped(command.Id!, command.Deny);
    }

    private DeviceOutput Answer(string id, string? refused, DateTimeOffset at) => Board.Publish(Identity.Acks, Payloads.Ack(id, refused, Board.Time(at)));

    /// <summary>The bolt follows mode, unlock and exit.</summary>
    private DoorController Settle(List<DeviceOutput> outputs)
    {
        var shall = DoorModes.Frees(Mode) || UnlockedUntil is not null || ExitUntil is not null;
        if (shall == IsReleased)
            return this;

        outputs.Add(new DeviceOutput.LockMoved(shall));
        return this with { IsReleased = shall };
    }
}
