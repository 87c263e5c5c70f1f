using System.Diagnostics;
using SohoSolo.Benchmarks.Loads.Mqtt;
using SohoSolo.Benchmarks.Measuring;

namespace SohoSolo.Benchmarks.Loads.Doors;

/// <summary>How long the door took to be told to open, and how long until the badge was on the gateway's disk.</summary>
internal sealed record UnlockFigures(Figures Unlock, Figures Kept);

/// <summary>One badge at a time: from the reader's send to the lock's command. The readers take turns, so that none says more than a device may, and no reader sees a badge again within two seconds.</summary>
internal sealed class UnlockTrips : IDisposable
{
    private readonly IReadOnlyList<Reader> readers;
    private readonly DoorLock door;
    private readonly IReadOnlyList<string> badges;
    private int next;

    public UnlockTrips(int lan, string site, IReadOnlyList<MqttAccount> accounts, IReadOnlyList<string> badges)
    {
        this.badges = badges;
        door = new DoorLock(lan, site, accounts[0]);
        readers = [.. accounts.Skip(1).Select(account => new Reader(lan, site, account))];
    }

    /// <summary>Badges shown so far: as many events have become.</summary>
    public int Shown => next;

    public UnlockFigures Run(TimeSpan during, TimeSpan between)
    {
        var (unlocks, kept) = (new List<long>(10_000), new List<long>(10_000));
        var pace = new Pace(between);
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < during;)
        {
            pace.Wait();
            var (reader, badge) = (readers[next % readers.Count], badges[next / readers.Count % badges.Count]);
            next++;
            var shown = Stopwatch.GetTimestamp();
            reader.Present(badge);
            if (!door.Opens())
                throw new InvalidOperationException($"Badge {next} was to open the door, and it did not.");

            unlocks.Add(Stopwatch.GetTimestamp() - shown);
            reader.IsKept();
            kept.Add(Stopwatch.GetTimestamp() - shown);
        }

        return new UnlockFigures(Figures.Of([.. unlocks], 0, during), Figures.Of([.. kept], 0, during));
    }

    public void Dispose()
    {
        door.Dispose();
        foreach (var reader in readers)
            reader.Dispose();
    }
}
