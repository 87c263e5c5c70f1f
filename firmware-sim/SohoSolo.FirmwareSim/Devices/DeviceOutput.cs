namespace SohoSolo.FirmwareSim.Devices;

/// <summary>One message of a device, all at QoS 1.</summary>
internal sealed record DeviceMessage(string Topic, ReadOnlyMemory<byte> Payload, bool IsRetained = false);

/// <summary>What a device does.</summary>
internal abstract record DeviceOutput
{
    private DeviceOutput()
    {
    }

    internal sealed record Published(DeviceMessage Message) : DeviceOutput;

    /// <summary>The bolt itself moved.</summary>
    internal sealed record LockMoved(bool IsReleased) : DeviceOutput;

    /// <summary>A command to unlock was acted on, once.</summary>
    internal sealed record Unlocked(string Command, string? Why, double NotAfter) : DeviceOutput;

    internal sealed record Beeped(string Command, string? Deny) : DeviceOutput;

    /// <summary>A command was understood and not acted on: <c>expired</c>, <c>no-clock</c>.</summary>
    internal sealed record CommandRefused(string Command, string Why) : DeviceOutput;

    internal sealed record ModeTaken(string Mode) : DeviceOutput;

    /// <summary>An event is in flash, under the number it will be known by.</summary>
    internal sealed record Noted(string Boot, long Seq, DeviceEvent What) : DeviceOutput;

    /// <summary>The gateway has these on disk; they left the flash.</summary>
    internal sealed record Forgotten(string Boot, IReadOnlyList<long> Seqs) : DeviceOutput;

    /// <summary>The flash was full and its oldest event had to go.</summary>
    internal sealed record Lost(string Boot, long Seq) : DeviceOutput;
}
