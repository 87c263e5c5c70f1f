using SohoSolo.FirmwareSim.Devices;
using SohoSolo.FirmwareSim.Faults;

namespace SohoSolo.Months.World;

/// <summary>One device of a site: it lives by the agenda, and what it says takes its way over a line that may be bad.</summary>
internal sealed class SimDevice(string id, IDevice device, Agenda agenda, FaultyLine line)
{
    private readonly List<(DateTimeOffset From, DateTimeOffset Until)> broken = [];
    private DateTimeOffset? wakes;
    private int lives;

    public string Id => id;

    public IDevice Device { get; private set; } = device;

    /// <summary>It is broken and says nothing until it is mended.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Takes what it says to the gateway.</summary>
    public required Func<SimDevice, DeviceMessage, Task> Wire { get; init; }

    /// <summary>Told everything it does.</summary>
    public required Action<SimDevice, DeviceOutput> Did { get; init; }

    public async Task Do(DeviceInput input)
    {
        if (IsBroken)
            return;

        var (after, outputs) = Device.Step(input, agenda.Now);
        Device = after;
        Wake();
        foreach (var output in outputs)
        {
            Did(this, output);
            if (output is DeviceOutput.Published(var message))
                await Travel(() => Wire(this, message));
        }
    }

    /// <summary>A message of the gateway is on its way to it.</summary>
    public Task Hear(LanMessage message, bool isRetained) => Travel(() => Do(new DeviceInput.MessageReceived(message.Topic, message.Payload, isRetained)));

    public async Task Restart(TimeSpan? skew)
    {
        await Do(new DeviceInput.Rebooted(NextBoot()));
        if (skew is { } set)
            await Do(new DeviceInput.ClockSet(set));
    }

    /// <summary>How long of a span it was broken.</summary>
    public TimeSpan Silence(DateTimeOffset from, DateTimeOffset to) => broken.Aggregate(TimeSpan.Zero, (all, span) =>
    {
        var (start, end) = (span.From > from ? span.From : from, span.Until < to ? span.Until : to);
        return end > start ? all + (end - start) : all;
    });

    public void Break()
    {
        IsBroken = true;
        broken.Add((agenda.Now, DateTimeOffset.MaxValue));
    }

    public async Task Mend()
    {
        IsBroken = false;
        broken[^1] = (broken[^1].From, agenda.Now);
        await Restart(TimeSpan.Zero);
    }

    private string NextBoot() => $"{Chance.Of(++lives, id).Between(0, int.MaxValue - 1):x16}";

    private void Wake()
    {
        if (Device.Due is not { } due || (wakes is { } set && set <= due && set > agenda.Now))
            return;

        var mine = due > agenda.Now ? due : agenda.Now.AddMilliseconds(1);
        wakes = mine;
        agenda.At(mine, async () =>
        {
            // Woken earlier meanwhile, it has set itself another time.
            if (wakes != mine)
                return;

            wakes = null;
            if (Device.Due <= agenda.Now)
                await Do(new DeviceInput.Ticked());
            else
                Wake();
        });
    }

    private async Task Travel(Func<Task> arrive)
    {
        foreach (var delay in line.Fate())
        {
            if (delay == TimeSpan.Zero)
                await arrive();
            else
                agenda.In(delay, arrive);
        }
    }
}
