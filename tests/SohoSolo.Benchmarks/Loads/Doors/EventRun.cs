using System.Diagnostics;
using SohoSolo.Benchmarks.Loads.Mqtt;
using SohoSolo.Benchmarks.Measuring;

namespace SohoSolo.Benchmarks.Loads.Doors;

/// <summary>What the readers of a load say.</summary>
internal enum Said
{
    /// <summary>Badges of members: each is decided, answered at the door and has its entry in the journal.</summary>
    Badges,

    /// <summary>Requests to exit: only noted.</summary>
    Exits,
}

/// <summary>Many readers of one site say so much a second together, each at its own beat and one thing at a time: the next one when the last is on the gateway's disk.</summary>
internal sealed class EventRun : IDisposable
{
    private readonly IReadOnlyList<Reader> readers;
    private readonly IReadOnlyList<string> badges;
    private readonly Said said;
    private readonly DoorLock door;
    private readonly long[] keptAt;
    private long kept;

    /// <param name="lan">The gateway's port.</param>
    /// <param name="site">Where.</param>
    /// <param name="accounts">The lock's first, then the readers'.</param>
    /// <param name="badges">Shown in turn.</param>
    /// <param name="said">What is said.</param>
    /// <param name="most">More is not said.</param>
    public EventRun(int lan, string site, IReadOnlyList<MqttAccount> accounts, IReadOnlyList<string> badges, Said said, int most)
    {
        (this.badges, this.said) = (badges, said);
        keptAt = new long[most];
        door = new DoorLock(lan, site, accounts[0]);
        readers = [.. accounts.Skip(1).Select(account => new Reader(lan, site, account))];
    }

    /// <summary>Events that are on the gateway's disk and acknowledged to their reader.</summary>
    public long Kept => Interlocked.Read(ref kept);

    /// <summary>How long the oldest event waits that the hub does not have, when it has so many.</summary>
    public TimeSpan Behind(long committed) =>
        committed < Kept && committed >= 0 ? Stopwatch.GetElapsedTime(Volatile.Read(ref keptAt[committed])) : TimeSpan.Zero;

    /// <summary>Events kept a second, and how long each took from its send to its PUBACK.</summary>
    public async Task<Figures> Run(int perSecond, TimeSpan during)
    {
        var listening = Lane.Start(door.Listen);
        var between = TimeSpan.FromSeconds((double)readers.Count / perSecond);
        var started = Stopwatch.GetTimestamp();
        var each = await Task.WhenAll(readers.Select((_, number) => Lane.Start(() => Speak(number, between, started, during))));
        var took = Stopwatch.GetElapsedTime(started);
        door.Leave();
        await listening;
        return Figures.Of([.. each.SelectMany(ticks => ticks)], 0, took < during ? during : took);
    }

    public void Dispose()
    {
        door.Dispose();
        foreach (var reader in readers)
            reader.Dispose();
    }

    private List<long> Speak(int number, TimeSpan between, long started, TimeSpan during)
    {
        var ticks = new List<long>(2_000);
        for (var turn = 0; ; turn++)
        {
            var due = between * (turn + ((double)number / readers.Count));
            if (due >= during)
                return ticks;

            Pace.Until(started, due);

            // Who is late says what is due at once: a device's burst allows three seconds of that.
            var before = Stopwatch.GetTimestamp();
            if (said == Said.Badges)
                readers[number].Present(badges[((turn * readers.Count) + number) % badges.Count]);
            else
                readers[number].Leave();

            readers[number].IsKept();
            var after = Stopwatch.GetTimestamp();
            ticks.Add(after - before);
            Volatile.Write(ref keptAt[Interlocked.Increment(ref kept) - 1], after);
        }
    }
}
