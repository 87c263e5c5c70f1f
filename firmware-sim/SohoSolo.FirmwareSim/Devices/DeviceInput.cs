namespace SohoSolo.FirmwareSim.Devices;

/// <summary>What happens to a device: by people, by its cable, by time.</summary>
internal abstract record DeviceInput
{
    private DeviceInput()
    {
    }

    internal sealed record Presented(PresentedCredential Credential) : DeviceInput;

    /// <summary>The inside handle, or the button beside the door.</summary>
    internal sealed record ExitRequested : DeviceInput;

    internal sealed record DoorMoved(bool IsOpen) : DeviceInput;

    internal sealed record CaseMoved(bool IsOpened) : DeviceInput;

    /// <summary>Somebody moved before the sensor.</summary>
    internal sealed record MotionSeen : DeviceInput;

    /// <summary>None left ends its life: nothing is heard of it any more.</summary>
    internal sealed record BatteryMeasured(int Percent) : DeviceInput;

    /// <summary>So many people are in the room now, says who stands at its counter.</summary>
    internal sealed record PeopleCounted(int People) : DeviceInput;

    /// <summary>Something that was never there: cheap readers find whole numbers in noise.</summary>
    internal sealed record GhostRead(PresentedCredential Credential) : DeviceInput;

    /// <summary>What happens to one of the devices that a bridge speaks for.</summary>
    internal sealed record Of(string Child, DeviceInput What) : DeviceInput;

    internal sealed record MessageReceived(string Topic, ReadOnlyMemory<byte> Payload, bool IsRetained = false) : DeviceInput;

    internal sealed record Connected : DeviceInput;

    internal sealed record Disconnected : DeviceInput;

    /// <summary>Time went by: whatever is due is done.</summary>
    internal sealed record Ticked : DeviceInput;

    /// <summary>Power was gone and is back: flash is kept, memory is not, and the clock has to be set again. <paramref name="Boot"/> is random, made by the shell.</summary>
    internal sealed record Rebooted(string Boot) : DeviceInput;

    /// <summary>The clock was set, and is <paramref name="Skew"/> ahead of true time.</summary>
    internal sealed record ClockSet(TimeSpan Skew) : DeviceInput;

    internal sealed record ClockLost : DeviceInput;
}
