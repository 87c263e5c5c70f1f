using System.Globalization;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Testing;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>How soon a hub that was here before answers again, and what it needs while nobody asks anything.</summary>
internal static class SecondStart
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public static async Task Run(Effort effort, TextWriter to)
    {
        var folder = Directory.CreateTempSubdirectory("sohosolo-bench-");
        var server = await PostgresServer.Require();
        try
        {
            var table = new Table("database", "start s", "idle MB", "after load MB");
            await Add(table, "SQLite", effort, HubOptions.Sqlite(Path.Combine(folder.FullName, "hub.db")));
            await Add(table, "PostgreSQL", effort, HubOptions.Postgres(await server.CreateDatabase()));
            to.WriteLine($"From starting the built program a second time to the first good answer of /health/ready (asked every 25 ms); resident memory {Idle.TotalSeconds:0} s later, and {Idle.TotalSeconds:0} s after a load of 8 clients.");
            table.Print(to);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Add(Table table, string database, Effort effort, HubOptions options)
    {
        await using var hub = await BenchHub.Start(options);
        var (starts, idle) = (new List<double>(), new List<double>());
        for (var round = 0; round < effort.Rounds; round++)
        {
            await hub.Process.Stop();
            var started = TimeProvider.System.GetTimestamp();
            await hub.Process.Start();
            starts.Add(TimeProvider.System.GetElapsedTime(started).TotalSeconds);
            await Task.Delay(Idle);
            idle.Add(ResidentMegabytes(hub.Process.Id));
        }

        hub.Book(8, HubOptions.MondayMorning.AddDays(7), effort.Round);
        await Task.Delay(Idle);
        table.Add(database, Number(Figures.Median(starts), "0.00"), Number(Figures.Median(idle), "0"), Number(ResidentMegabytes(hub.Process.Id), "0"));
    }

    /// <summary>As the kernel counts it, code of shared libraries included.</summary>
    private static double ResidentMegabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
