namespace SohoSolo.FirmwareSim.Devices;

/// <summary>A device as a value: each step makes the next one and says what it does on the way. Time and chance come in from outside.</summary>
internal interface IDevice
{
    DeviceIdentity Identity { get; }

    /// <summary>What it listens to.</summary>
    IReadOnlyList<string> Filters { get; }

    /// <summary>When it wants the next <see cref="DeviceInput.Ticked"/>, if nothing happens before; null for never.</summary>
    DateTimeOffset? Due { get; }

    /// <summary>What its broker says for it when its connection is gone; null for a device that leaves no will.</summary>
    DeviceMessage? Will => new(Identity.State, Payloads.Will, IsRetained: true);

    DeviceStep Step(DeviceInput input, DateTimeOffset at);
}

internal sealed record DeviceStep(IDevice Device, IReadOnlyList<DeviceOutput> Outputs);
