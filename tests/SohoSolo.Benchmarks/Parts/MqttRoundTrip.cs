using SohoSolo.Benchmarks.Loads.Mqtt;
using SohoSolo.Benchmarks.Measuring;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>How long one message takes to an echo and back at QoS 1: what a badge waits for at a door, without the decision.</summary>
internal static class MqttRoundTrip
{
    public static async Task Run(Effort effort, TextWriter to)
    {
        await using var brokers = await MqttBrokers.Start();
        var rounds = await brokers.InTurn(effort, Measure);
        var mosquitto = Figures.MedianOf(rounds[0]);
        var table = new Table("broker", "round trips /s", "p50 ms", "p99 ms", "p50 ÷ Mosquitto", "p99 ÷ Mosquitto");
        foreach (var (broker, figures) in brokers.All.Zip(rounds))
            Add(table, broker.Name, Figures.MedianOf(figures), mosquitto);

        to.WriteLine($"MQTT 3.1.1, QoS 1: to an echo and back, one message of {RoundTrip.PayloadSize} bytes at a time; neither end's session is persistent.");
        table.Print(to);
    }

    private static async Task<Figures> Measure(NamedBroker broker, TimeSpan during)
    {
        using var trip = new RoundTrip(broker.Process.Port);
        return await trip.Run(during);
    }

    private static void Add(Table table, string name, Figures seen, Figures mosquitto) => table.Add(
        name,
        Table.Rate(seen.PerSecond),
        Table.Ms(seen.P50),
        Table.Ms(seen.P99),
        Table.Ratio(seen.P50, mosquitto.P50),
        Table.Ratio(seen.P99, mosquitto.P99));
}
