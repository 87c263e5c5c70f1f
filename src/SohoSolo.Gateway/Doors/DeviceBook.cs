using SohoSolo.Core.Access;
using SohoSolo.Gateway.Drivers;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Doors;

/// <summary>What is known of each device besides what it reports: whether it is there, since when it runs, how its clock and its battery are.</summary>
internal sealed class DeviceBook(Alarms alarms, Func<ClockQuality> clock, IReadOnlyDictionary<string, string> memory)
{
    private const string Prefix = "online:";
    private const int LowPercent = 15;
    private const int GoodPercent = 25;

    private static readonly TimeSpan SameClock = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ForgivenAfter = TimeSpan.FromMinutes(10);

    /// <summary>After a start a device has so long to come back.</summary>
    private static readonly TimeSpan ToComeBack = TimeSpan.FromMinutes(3);

    /// <summary>Devices that were there when the process ended, and have not been heard of since.</summary>
    private readonly HashSet<string> missed = [.. memory.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal)).Select(key => key[Prefix.Length..])];

    private DateTimeOffset? missedSince;

    private readonly Dictionary<string, Page> pages = new(StringComparer.Ordinal);

    public bool? IsOnline(string device) => pages.TryGetValue(device, out var page) ? page.IsOnline : null;

    /// <summary>When that life of the device began; null when it has not said so.</summary>
    public DateTimeOffset? StartedAt(string device, string? boot) => pages.TryGetValue(device, out var page) && page.Boot == boot ? page.StartedAt : null;

    public void State(Signal signal, SnapshotDevice? device, Recording recording)
    {
        var page = PageOf(signal.Device);
        if (signal is { Flag: true, Boot: { } boot, UptimeSeconds: { } uptime })
            (page.Boot, page.StartedAt) = (boot, signal.ReceivedAt - TimeSpan.FromSeconds(uptime));

        Online(signal.Device, signal.Flag == true, device, signal.ReceivedAt, recording);
    }

    public void Online(string device, bool isOnline, SnapshotDevice? known, DateTimeOffset at, Recording recording)
    {
        var page = PageOf(device);
        if (page.IsOnline == isOnline)
            return;

        page.IsOnline = isOnline;
        page.OnlineSince = isOnline ? at : null;
        // It was there before the process started, and still is: nothing has happened.
        if (missed.Remove(device) && isOnline)
            return;

        recording.Remember(Prefix + device, isOnline ? "1" : null);
        recording.Add(EventOf.Own(EventKinds.Online, at, clock()) with { Device = device, Door = known?.Door, Value = isOnline ? "true" : "false" });
        alarms.Set(AlarmWords.DeviceOffline, new About(device), !isOnline, at, recording);
    }

    /// <summary>Anything that a device says shows how its clock is, and perhaps how full its battery. Not that it is there: that follows its state and its own connection.</summary>
    public void Heard(Signal signal, Recording recording)
    {
        var (page, about) = (PageOf(signal.Device), new About(signal.Device));
        if (signal.Clock is { } said)
            alarms.Set(AlarmWords.ClockUnset, about, said == DeviceClock.Unset, signal.ReceivedAt, recording);
        if (signal is { Clock: DeviceClock.Synced, DeviceSeconds: { } seconds })
            Compare(page, about, DeviceTimes.FromSeconds(seconds), signal.ReceivedAt, recording);
        if (signal is { Kind: SignalKind.Batt, Number: <= LowPercent or >= GoodPercent } battery)
            alarms.Set(AlarmWords.BatteryLow, about, battery.Number <= LowPercent, signal.ReceivedAt, recording);
    }

    /// <summary>The broker refused what it wanted to publish: an alarm that ends when it has behaved for a while.</summary>
    public void Refused(string device, string topic, string why, DateTimeOffset now, Recording recording)
    {
        var page = PageOf(device);
        if (page.RefusedAt is null || now - page.NotedAt >= BetweenNotes)
        {
            page.NotedAt = now;
            recording.Add(EventOf.Own(EventKinds.Refused, now, clock()) with { Device = device, Reason = why, Message = topic });
        }

        page.RefusedAt = now;
        alarms.Set(AlarmWords.RefusedPublish, new About(device), stands: true, now, recording, topic);
    }

    /// <summary>Whether what cannot be read is to be written down: the same from the same device once a minute, for it may send it for ever.</summary>
    public bool IsWorthNoting(string device, string topic, string why, DateTimeOffset now)
    {
        var page = PageOf(device);
        if (page.Unreadable == (topic, why) && now - page.UnreadableAt < BetweenNotes)
            return false;

        (page.Unreadable, page.UnreadableAt) = ((topic, why), now);
        return true;
    }

    public void Look(DateTimeOffset now, SnapshotIndex snapshot, Recording recording)
    {
        missedSince ??= now;
        if (missed.Count > 0 && now - missedSince >= ToComeBack)
        {
            foreach (var device in missed.ToList())
                Online(device, isOnline: false, snapshot.Devices.Find(device), now, recording);
        }

        foreach (var (device, page) in pages.Where(entry => entry.Value.RefusedAt is { } last && now - last > ForgivenAfter))
        {
            page.RefusedAt = null;
            alarms.Set(AlarmWords.RefusedPublish, new About(device), stands: false, now, recording);
        }
    }

    // A time long past may be a message that was kept while the device was away; one from when it was connected, or from the future, is a wrong clock.
    private void Compare(Page page, About about, DateTimeOffset said, DateTimeOffset receivedAt, Recording recording)
    {
        if ((said - receivedAt).Duration() <= SameClock)
            alarms.Set(AlarmWords.ClockSkew, about, stands: false, receivedAt, recording);
        else if (said > receivedAt || page.OnlineSince <= said)
            alarms.Set(AlarmWords.ClockSkew, about, stands: true, receivedAt, recording);
    }

    private Page PageOf(string device)
    {
        if (!pages.TryGetValue(device, out var page))
            pages[device] = page = new Page();

        return page;
    }

    private sealed class Page
    {
        public bool? IsOnline { get; set; }

        public DateTimeOffset? OnlineSince { get; set; }

        public string? Boot { get; set; }

        public DateTimeOffset? StartedAt { get; set; }

        public DateTimeOffset? RefusedAt { get; set; }

        public DateTimeOffset NotedAt { get; set; }

        public (string Topic, string Why) Unreadable { get; set; }

        public DateTimeOffset UnreadableAt { get; set; }
    }
}
