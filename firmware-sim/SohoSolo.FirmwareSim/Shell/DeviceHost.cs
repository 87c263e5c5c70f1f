using SohoSolo.FirmwareSim.Devices;
using SohoSolo.FirmwareSim.Faults;

namespace SohoSolo.FirmwareSim.Shell;

/// <summary>
/// Lets one device live on a clock: inputs go in one after the other, messages go out over a line that may be faulty, and the clock wakes it when it wants to be woken. It waits for nothing, so
/// that a day on a clock moved by hand is over as soon as the clock was moved.
/// </summary>
internal sealed class DeviceHost : IDisposable
{
    private readonly Lock gate = new();
    private readonly Queue<DeviceInput> inbox = new();
    private readonly TimeProvider clock;
    private readonly FaultyLine line;
    private readonly ITimer timer;
    private IDevice device;
    private bool isWorking;

    public DeviceHost(IDevice device, TimeProvider clock, FaultyLine? line = null)
    {
        (this.device, this.clock, this.line) = (device, clock, line ?? FaultyLine.Perfect());
        timer = clock.CreateTimer(_ => Post(new DeviceInput.Ticked()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Takes the device's messages to the broker. Must not wait.</summary>
    public Action<DeviceMessage>? Wire { get; set; }

    /// <summary>Sees everything the device does, in order. Must not wait.</summary>
    public event Action<DeviceOutput, DateTimeOffset>? Did;

    public IDevice Device
    {
        get
        {
            lock (gate)
                return device;
        }
    }

    public DeviceIdentity Identity => Device.Identity;

    /// <summary>May be called from anywhere, also from <see cref="Did"/>.</summary>
    public void Post(DeviceInput input)
    {
        lock (gate)
        {
            inbox.Enqueue(input);
            if (isWorking)
                return;

            isWorking = true;
        }

        while (TakeNext() is { } next)
            Step(next);
    }

    /// <summary>A message for the device, over its line.</summary>
    public void Deliver(string topic, ReadOnlyMemory<byte> payload, bool isRetained) =>
        Travel(() => Post(new DeviceInput.MessageReceived(topic, payload, isRetained)));

    public void Dispose() => timer.Dispose();

    private DeviceInput? TakeNext()
    {
        lock (gate)
        {
            if (inbox.TryDequeue(out var next))
                return next;

            // Nothing may come between the last step and this: whoever posts from now on works itself.
            isWorking = false;
            return null;
        }
    }

    private void Step(DeviceInput input)
    {
        var at = clock.GetUtcNow();
        IReadOnlyList<DeviceOutput> outputs;
        lock (gate)
        {
            (device, outputs) = device.Step(input, at);
            timer.Change(device.Due is { } due ? due - at > TimeSpan.Zero ? due - at + TimeSpan.FromMilliseconds(1) : TimeSpan.FromMilliseconds(1) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        foreach (var output in outputs)
        {
            if (output is DeviceOutput.Published(var message))
                Travel(() => Wire?.Invoke(message));

            Did?.Invoke(output, at);
        }
    }

    private void Travel(Action arrive)
    {
        foreach (var delay in line.Fate())
        {
            if (delay == TimeSpan.Zero)
                arrive();
            else
                Moments.After(clock, delay, arrive);
        }
    }
}
