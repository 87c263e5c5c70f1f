using System.Diagnostics;
using SohoSolo.Benchmarks.Loads.Mqtt;
using SohoSolo.Benchmarks.Measuring;

namespace SohoSolo.Benchmarks.Loads.Doors;

/// <summary>The motion sensors of many sites at one broker, each at its own beat: somebody, nobody, somebody. The next is said when the last is on a gateway's disk.</summary>
internal sealed class SensorRun : IDisposable
{
    private readonly List<Reader> sensors;
    private long kept;

    public SensorRun(int broker, IEnumerable<(string Site, string Device)> devices, string password) =>
        sensors = [.. devices.Select(device => new Reader(broker, device.Site, new MqttAccount(device.Device, password)))];

    public long Kept => Interlocked.Read(ref kept);

    /// <summary>Messages kept a second, and how long each took from its send to its PUBACK.</summary>
    public async Task<Figures> Run(int perSecond, TimeSpan during)
    {
        var between = TimeSpan.FromSeconds((double)sensors.Count / perSecond);
        var started = Stopwatch.GetTimestamp();
        var each = await Task.WhenAll(sensors.Select((sensor, number) => Lane.Start(() => Speak(sensor, between * ((double)number / sensors.Count), between, started, during))));
        var took = Stopwatch.GetElapsedTime(started);
        return Figures.Of([.. each.SelectMany(ticks => ticks)], 0, took < during ? during : took);
    }

    public void Dispose() => sensors.ForEach(sensor => sensor.Dispose());

    private List<long> Speak(Reader sensor, TimeSpan first, TimeSpan between, long started, TimeSpan during)
    {
        var ticks = new List<long>(1_000);
        for (var turn = 0; first + (between * turn) is var due && due < during; turn++)
        {
            Pace.Until(started, due);

            var before = Stopwatch.GetTimestamp();
            sensor.Notice(turn % 2 == 0);
            sensor.IsKept();
            ticks.Add(Stopwatch.GetTimestamp() - before);
            Interlocked.Increment(ref kept);
        }

        return ticks;
    }
}
