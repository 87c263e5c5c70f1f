using System.Text.Json;
using SohoSolo.Core.Devices;
using SohoSolo.FirmwareSim.Devices;
using SohoSolo.Months.World;
using SohoSolo.Storage;

namespace SohoSolo.Months.Checks;

/// <summary>Every event is in the hub once: the numbers of each gateway's outbox have no hole and no double, what a device has noted has come and has come once, and what was denied says why.</summary>
internal sealed class EventCheck(Violations violations)
{
    private const int Page = 5000;

    private readonly Dictionary<string, HashSet<(string Boot, long Seq)>> noted = new(StringComparer.Ordinal);

    public long Events { get; private set; }

    public void Noted(string device, string boot, long seq)
    {
        if (!noted.TryGetValue(device, out var its))
            noted[device] = its = [];

        its.Add((boot, seq));
    }

    /// <summary>Its flash was full, or is gone with it.</summary>
    public void Lost(string device, string boot, long seq) => noted.GetValueOrDefault(device)?.Remove((boot, seq));

    public void LostAll(SimDevice device)
    {
        if (device.Device is not PirSensor sensor)
            return;

        foreach (var stored in sensor.Board.Flash.Events)
            Lost(device.Id, stored.Boot, stored.Seq);
    }

    public async Task Look(SimHub hub, SiteId site, DateTimeOffset now, CancellationToken stop)
    {
        var events = await All(hub, site, stop);
        Events += events.Count;
        foreach (var life in events.GroupBy(happened => (happened.Id.Gateway, happened.Id.Epoch)))
        {
            var numbers = life.Select(happened => happened.Id.Seq).Order().ToList();
            if (!numbers.SequenceEqual(Enumerable.Range(1, numbers.Count).Select(number => (long)number)))
                violations.Add(now, $"{site}: the events of {life.Key} have a hole or a double");
        }

        var seen = events.Where(happened => happened.Device is not null && happened.Kind != "gap").Select(happened => (Device: happened.Device!, Number: NumberOf(happened))).Where(row => row.Number is not null).ToList();
        foreach (var twice in seen.GroupBy(row => row).Where(group => group.Count() > 1).Take(3))
            violations.Add(now, $"{site}: {twice.Key.Device} {twice.Key.Number} is in the hub {twice.Count()} times");

        var known = seen.ToHashSet();
        foreach (var missing in noted.Where(its => its.Key.StartsWith($"{site}-", StringComparison.Ordinal)).SelectMany(its => its.Value.Select(number => (Device: its.Key, Number: ((string, long)?)number)))
            .Where(row => !known.Contains((row.Device, row.Number))).Take(3))
            violations.Add(now, $"{site}: {missing.Device} {missing.Number} never came");

        foreach (var silent in events.Where(happened => happened.Decision is "denied" or "granted" && string.IsNullOrEmpty(happened.Reason)).Take(3))
            violations.Add(now, $"{site}: {silent.Id} was {silent.Decision} and does not say why");
    }

    public static async Task<IReadOnlyList<SiteEvent>> All(SimHub hub, SiteId site, CancellationToken stop)
    {
        List<SiteEvent> all = [];
        for (EventId? after = null; ;)
        {
            var page = await hub.Queries.Events(new EventFilter { Site = site, After = after, Most = Page }, stop);
            all.AddRange(page);
            if (page.Count < Page)
                return all;

            after = page[^1].Id;
        }
    }

    private static (string, long)? NumberOf(SiteEvent happened)
    {
        if (happened.Detail is null)
            return null;

        using var detail = JsonDocument.Parse(happened.Detail);
        return detail.RootElement.TryGetProperty("boot", out var boot) && detail.RootElement.TryGetProperty("seq", out var seq) ? (boot.GetString()!, seq.GetInt64()) : null;
    }
}
