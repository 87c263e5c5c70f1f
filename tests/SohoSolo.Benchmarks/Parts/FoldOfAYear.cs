using System.Diagnostics;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Core.Presence;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>A year of one motion sensor that speaks each minute, half a million samples, folded as a refold would; beside a plain timer over the same log, and beside putting it in order.</summary>
internal static class FoldOfAYear
{
    private const int Samples = 500_000;
    private const string Folded = "folded, with a checkpoint an hour";
    private const string Ordered = "put in order only";
    private const string Timer = "a plain timer";

    private static readonly DateTimeOffset NewYear = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Task Run(Effort effort, TextWriter to)
    {
        var log = Log(new Random(1));
        _ = Fold(log);
        var rounds = Enumerable.Range(0, Math.Max(3, effort.Rounds)).Select(_ => Round(log)).ToList();
        var table = new Table("step", "ms", "ns a sample");
        foreach (var step in new[] { Folded, Ordered, Timer })
        {
            var ms = rounds.Select(round => round[step].TotalMilliseconds).Order().ElementAt(rounds.Count / 2);
            table.Add(step, Table.Ms(ms), Table.Ms(ms * 1e6 / Samples));
        }

        to.WriteLine($"{Samples:N0} samples, one a minute, weekdays 9 to 18 with somebody who moves in a third of the minutes.");
        table.Print(to);
        return Task.CompletedTask;
    }

    private static Dictionary<string, TimeSpan> Round(PresenceSignal[] log) => new()
    {
        [Folded] = Time(() => Fold(log)),
        [Ordered] = Time(() => log.Order(PresenceSignal.InOrder).Last().Number),
        [Timer] = Time(() => Held(log)),
    };

    private static TimeSpan Time(Func<long> what)
    {
        var started = Stopwatch.GetTimestamp();
        GC.KeepAlive(what());
        return Stopwatch.GetElapsedTime(started);
    }

    private static long Fold(PresenceSignal[] log) => SpaceLog.Fold(SpaceState.Empty, log, new PresenceRules()).Checkpoints.Count;

    private static long Held(PresenceSignal[] log)
    {
        var (last, held) = (DateTimeOffset.MinValue, 0L);
        foreach (var signal in log.OfType<PresenceSignal.Noticed>())
        {
            last = signal.IsThere ? signal.At : last;
            held += signal.At - last < TimeSpan.FromMinutes(15) ? 1 : 0;
        }

        return held;
    }

    private static PresenceSignal[] Log(Random random) =>
    [
        .. Enumerable.Range(0, Samples).Select(minute => new PresenceSignal.Noticed(NewYear.AddMinutes(minute), "desk-1-pir", minute, SensorKind.Pir, IsWorking(NewYear.AddMinutes(minute)) && random.Next(3) == 0)),
    ];

    private static bool IsWorking(DateTimeOffset at) => at.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && at.Hour is >= 9 and < 18;
}
