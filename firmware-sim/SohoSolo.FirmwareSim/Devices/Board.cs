namespace SohoSolo.FirmwareSim.Devices;

/// <summary>
/// What every device of ours has in common: a life with a name, a clock that may be unset, a flash of unacknowledged events, a connection. Devices are made of it and of what hangs on them.
/// </summary>
internal sealed record Board(DeviceIdentity Identity, string Boot, DateTimeOffset BootedAt)
{
    public const int UsualCapacity = 500;

    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(60);

    /// <summary>How old an event without a time of day is at least, once the device that noticed it was restarted: how long the power was gone it cannot know.</summary>
    private static readonly TimeSpan RestartAge = TimeSpan.FromMinutes(1);

    public EventFlash Flash { get; init; } = new(UsualCapacity);

    /// <summary>How often it says that it is there. Who hears nothing for two of them may think that it is not.</summary>
    public TimeSpan Beat { get; init; } = Heartbeat;

    public long LastSeq { get; private init; }

    /// <summary>How far its clock is ahead of true time; null while it was never set in this life.</summary>
    public TimeSpan? Skew { get; private init; }

    /// <summary>Since when; null while there is no connection.</summary>
    public DateTimeOffset? ConnectedAt { get; private init; }

    public DateTimeOffset NextHeartbeat { get; private init; }

    public DateTimeOffset? Due
    {
        get
        {
            if (ConnectedAt is null)
                return null;

            return Flash.Due is { } repeat && repeat < NextHeartbeat ? repeat : NextHeartbeat;
        }
    }

    /// <summary>Epoch seconds, or seconds since the boot while the clock is unset.</summary>
    public double Time(DateTimeOffset at) => Skew is { } skew ? Epoch(at + skew) : (at - BootedAt).TotalSeconds;

    /// <summary>Null while the clock is unset.</summary>
    public DateTimeOffset? Now(DateTimeOffset at) => Skew is { } skew ? at + skew : null;

    public Board Note(DeviceEvent what, DateTimeOffset at, List<DeviceOutput> outputs)
    {
        var stored = new StoredEvent(Boot, LastSeq + 1, what, at, Time(at), Skew is not null);
        var (flash, lost) = Flash.Add(stored);
        outputs.Add(new DeviceOutput.Noted(stored.Boot, stored.Seq, what));
        if (lost is not null)
            outputs.Add(new DeviceOutput.Lost(lost.Boot, lost.Seq));

        return this with { Flash = flash, LastSeq = stored.Seq };
    }

    /// <summary>Sends what is due, the oldest first. The last part of every step.</summary>
    public Board Send(DateTimeOffset at, List<DeviceOutput> outputs)
    {
        if (ConnectedAt is null)
            return this;

        var (flash, toSend) = Flash.Send(at);
        foreach (var stored in toSend)
            outputs.Add(Publish(Identity.Events, Payloads.Event(stored, flash.Lowest(stored.Boot), Age(stored, at))));

        var board = this with { Flash = flash };
        return at < NextHeartbeat ? board : board.SayOnline(at, outputs);
    }

    public Board Forget(Receipt receipt, List<DeviceOutput> outputs)
    {
        var (flash, forgotten) = Flash.Forget(receipt.Boot!, receipt.Upto!.Value);
        if (forgotten.Count > 0)
            outputs.Add(new DeviceOutput.Forgotten(receipt.Boot!, forgotten));

        return this with { Flash = flash };
    }

    public Board Connect(DateTimeOffset at, List<DeviceOutput> outputs) => (this with { ConnectedAt = at, Flash = Flash.Unsent() }).SayOnline(at, outputs);

    public Board Disconnect() => this with { ConnectedAt = null };

    /// <summary>A new life with the same flash: numbers begin anew, and the clock is unset until somebody sets it.</summary>
    public Board Restart(string boot, DateTimeOffset at) =>
        this with { Boot = boot, BootedAt = at, LastSeq = 0, Skew = null, ConnectedAt = null, Flash = Flash.Unsent() };

    public Board Set(TimeSpan? skew) => this with { Skew = skew };

    public static double Epoch(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).TotalSeconds;

    public static DeviceOutput Publish(string topic, byte[] payload, bool isRetained = false) => new DeviceOutput.Published(new DeviceMessage(topic, payload, isRetained));

    private Board SayOnline(DateTimeOffset at, List<DeviceOutput> outputs)
    {
        outputs.Add(Publish(Identity.State, Payloads.Online(Boot, at - BootedAt), isRetained: true));
        return this with { NextHeartbeat = at + Beat };
    }

    private TimeSpan? Age(StoredEvent stored, DateTimeOffset at)
    {
        if (stored.IsSynced)
            return null;

        return stored.Boot == Boot ? at - stored.HappenedAt : at - BootedAt + RestartAge;
    }
}
