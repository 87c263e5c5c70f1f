using SohoSolo.Benchmarks.Loads.Mqtt;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>How long a well-behaved client waits for its round trip while others misbehave, against its quiet round trips just before, and how much memory that takes.</summary>
internal static class MqttAttacks
{
    public static async Task Run(Effort effort, TextWriter to)
    {
        var table = new Table("attack", "actions", "quiet p50 ms", "p50 ms", "p50 ÷ quiet", "memory MB");
        foreach (var (name, start) in Attack.All)
            await Add(table, name, effort, [start]);

        await Add(table, "all at once", effort, [.. Attack.All.Select(attack => attack.Start)]);
        to.WriteLine($"MQTT 3.1.1, QoS 1 to an echo and back, {effort.Round.TotalSeconds:0} s quiet and {effort.Round.TotalSeconds:0} s under attack, our broker in memory, attackers on the same machine:");
        table.Print(to);
    }

    private static async Task Add(Table table, string name, Effort effort, IReadOnlyList<Func<int, Attack>> starts)
    {
        var broker = await MqttBrokers.StartOurs();
        await using var process = broker.Process;
        await Measure(process, effort);
        var quiet = await Measure(process, effort);
        var attacks = starts.Select(start => start(process.Port)).ToList();
        var under = await Measure(process, effort);
        var memory = process.ResidentBytes;
        table.Add(
            name,
            $"{attacks.Sum(attack => attack.Actions):N0}",
            Table.Ms(quiet.Echo.P50),
            Table.Ms(under.Echo.P50),
            Table.Ratio(under.Echo.P50, quiet.Echo.P50),
            $"{memory / 1024 / 1024}");
        foreach (var attack in attacks)
            await attack.DisposeAsync();
    }

    private static async Task<RoundTripFigures> Measure(TestBroker broker, Effort effort)
    {
        using var trip = new RoundTrip(broker.Port);
        return await trip.Run(effort.Round);
    }
}
