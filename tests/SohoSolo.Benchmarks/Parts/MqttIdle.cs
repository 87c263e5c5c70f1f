using System.Globalization;
using SohoSolo.Benchmarks.Loads.Mqtt;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>What connections cost on which nothing is said.</summary>
internal static class MqttIdle
{
    private const int Connections = 5_000;
    private const double Megabyte = 1024 * 1024;

    /// <summary>Beside the connections, each process has files, libraries and pipes open.</summary>
    private const int FilesNeeded = Connections + 500;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public static async Task Run(Effort effort, TextWriter to)
    {
        RequireFiles();
        List<Memory> mosquittos = [], ours = [];
        for (var round = 0; round < effort.Rounds; round++)
        {
            mosquittos.Add(await Measure(await MqttBrokers.StartMosquitto()));
            ours.Add(await Measure(await MqttBrokers.StartOurs()));
        }

        var table = new Table("broker", "MB before", $"MB with {Table.Count(Connections)}", "KB each", "MB each subscribed", "KB each");
        Add(table, "Mosquitto", mosquittos);
        Add(table, "ours", ours);
        to.WriteLine($"Resident memory of the broker's process with {Table.Count(Connections)} idle connections, and once each has a subscription of its own; a fresh broker each round, {Settling.TotalSeconds:0} s after the last packet.");
        table.Print(to);
    }

    private static async Task<Memory> Measure(NamedBroker broker)
    {
        await using var process = broker.Process;
        var before = await Resident(process);
        using var clients = new IdleClients(process.Port, Connections);
        var connected = await Resident(process);
        clients.Subscribe();
        return new Memory(before, connected, await Resident(process));
    }

    private static async Task<double> Resident(TestBroker broker)
    {
        await Task.Delay(Settling);
        return broker.ResidentBytes;
    }

    /// <summary>.NET raises its own limit of open files as far as the system lets it, and a broker that it starts inherits that: only the system's own limit can be in the way.</summary>
    private static void RequireFiles()
    {
        var limit = File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var soft = limit.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
        if (soft != "unlimited" && long.Parse(soft, CultureInfo.InvariantCulture) < FilesNeeded)
            throw new InvalidOperationException($"{Connections} connections need {FilesNeeded} open files and the limit is {soft}: raise it first (ulimit -Hn {FilesNeeded}).");
    }

    private static void Add(Table table, string broker, List<Memory> rounds)
    {
        var before = Figures.Median(rounds.Select(round => round.Before));
        var connected = Figures.Median(rounds.Select(round => round.Connected));
        var subscribed = Figures.Median(rounds.Select(round => round.Subscribed));
        table.Add(broker, Megabytes(before), Megabytes(connected), Each(connected - before), Megabytes(subscribed), Each(subscribed - before));
    }

    private static string Megabytes(double bytes) => (bytes / Megabyte).ToString("0", CultureInfo.InvariantCulture);

    private static string Each(double bytes) => (bytes / 1024 / Connections).ToString("0.0", CultureInfo.InvariantCulture);

    private sealed record Memory(double Before, double Connected, double Subscribed);
}
