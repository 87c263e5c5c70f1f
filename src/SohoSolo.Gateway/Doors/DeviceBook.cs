using SohoSolo.Core.Access;
using SohoSolo.Gateway.Drivers;
using SohoSolo.Gateway.Presence;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Doors;

/// <summary>What is known of each device besides what it reports: whether it is there, since when it runs, how its clock and its battery are.</summary>
internal sealed class DeviceBook(Alarms alarms, SpacePictures spaces, Func<ClockQuality> clock, IReadOnlyDictionary<string, string> memory)
{
    private const string Prefix = "online:";
    private const string Silent = "silent";
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
    private readonly SilenceWatch silence = new();
    private bool wasUnset = clock() == ClockQuality.Unset;

    public bool? IsOnline(string device) => pages.TryGetValue(device, out var page) ? page.IsOnline : null;

    /// <summary>When that life of the device began; null when it has not said so.</summary>
    public DateTimeOffset? StartedAt(string device, string? boot) => pages.TryGetValue(device, out var page) && page.Boot == boot ? page.StartedAt : null;

    public void State(Signal signal, SnapshotDevice? device, Recording recording)
    {
        var page = PageOf(signal.Device);
        if (signal is { Flag: true, Boot: { } boot, UptimeSeconds: { } uptime })
            (page.Boot, page.StartedAt) = (boot, signal.ReceivedAt - TimeSpan.FromSeconds(uptime));
        if (signal.Flag == true)
            Spoke(signal.Device, signal.ReceivedAt);
        if (device is not null)
            silence.Promised(device, signal.Flag == true);

        Online(signal.Device, signal.Flag == true, device, signal.ReceivedAt, recording);
    }

    public void Online(string device, bool isOnline, SnapshotDevice? known, DateTimeOffset at, Recording recording, string? why = null)
    {
        var page = PageOf(device);
        if (page.IsOnline == isOnline)
            return;

        page.IsOnline = isOnline;
        page.OnlineSince = isOnline ? at : null;
        page.AwaySince = isOnline ? null : at;
        spaces.Hear(known, isOnline, at);
        // It was there before the process started, and still is: nothing has happened.
        if (missed.Remove(device) && isOnline)
            return;

        recording.Remember(Prefix + device, isOnline ? "1" : null);
        recording.Add(EventOf.Own(EventKinds.Online, at, clock()) with { Device = device, Door = known?.Door, Value = isOnline ? "true" : "false", Reason = why });
        alarms.Set(AlarmWords.DeviceOffline, new About(device), !isOnline, at, recording);
    }

    /// <summary>The device has said something, if only what nobody needs: it is not silent.</summary>
    public void Spoke(string device, DateTimeOffset at) => silence.Heard(device, at);

    /// <summary>The device's own connection has come, or is gone. A sensor that took its leave may be asleep: it is there until it has been silent for too long.</summary>
    public void Connection(string device, bool isThere, bool isGoodbye, SnapshotDevice? known, DateTimeOffset at, Recording recording)
    {
        silence.Connected(device, isThere);
        if (isThere || isGoodbye)
            Spoke(device, at);
        if (!isThere && known is not null)
            silence.Promised(known, isThere: false);
        if (!isThere && isGoodbye && known is not null && SilenceWatch.IsSensor(known))
            return;

        Online(device, isThere, known, at, recording);
    }

    /// <summary>
    /// Anything that a device says shows how its clock is, and perhaps how full its battery. That it is there it shows of a sensor; of any other device that follows its state and its own connection.
    /// </summary>
    public void Heard(Signal signal, SnapshotDevice known, Recording recording)
    {
        Spoke(signal.Device, signal.ReceivedAt);
        if (SilenceWatch.IsSensor(known))
            Online(signal.Device, isOnline: true, known, signal.ReceivedAt, recording);

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
            foreach (var device in missed.Where(device => snapshot.Devices.Find(device) is not { } known || !SilenceWatch.IsSensor(known)).ToList())
                Online(device, isOnline: false, snapshot.Devices.Find(device), now, recording);
        }

        Listen(now, snapshot, recording);

        foreach (var (device, page) in pages.Where(entry => entry.Value.RefusedAt is { } last && now - last > ForgivenAfter))
        {
            page.RefusedAt = null;
            alarms.Set(AlarmWords.RefusedPublish, new About(device), stands: false, now, recording);
        }
    }

    /// <summary>Sensors that are heard again, and sensors that are not heard any more.</summary>
    private void Listen(DateTimeOffset now, SnapshotIndex snapshot, Recording recording)
    {
        if (wasUnset && clock() != ClockQuality.Unset)
            silence.Restart();

        wasUnset = clock() == ClockQuality.Unset;
        foreach (var device in snapshot.Devices.All.Where(device => SilenceWatch.IsSensor(device) && IsOnline(device.Id) != true && silence.LastHeard(device.Id) is { } last && !(last <= AwaySince(device.Id))))
            Online(device.Id, isOnline: true, device, now, recording);

        foreach (var device in silence.Silent(snapshot.Devices, AwaySince, now))
            Online(device.Id, isOnline: false, device, now, recording, Silent);
    }

    private DateTimeOffset? AwaySince(string device) => pages.TryGetValue(device, out var page) && page.IsOnline == false ? page.AwaySince : null;

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
            pages[device] = page = new Page { IsOnline = alarms.Stands(AlarmWords.DeviceOffline, new About(device)) ? false : null };

        return page;
    }

    private sealed class Page
    {
        public bool? IsOnline { get; set; }

        public DateTimeOffset? OnlineSince { get; set; }

        /// <summary>Null for a device that was gone when the process started.</summary>
        public DateTimeOffset? AwaySince { get; set; }

        public string? Boot { get; set; }

        public DateTimeOffset? StartedAt { get; set; }

        public DateTimeOffset? RefusedAt { get; set; }

        public DateTimeOffset NotedAt { get; set; }

        public (string Topic, string Why) Unreadable { get; set; }

        public DateTimeOffset UnreadableAt { get; set; }
    }
}
