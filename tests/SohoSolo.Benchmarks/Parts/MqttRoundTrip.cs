using SohoSolo.Benchmarks.Loads.Mqtt;
using SohoSolo.Benchmarks.Measuring;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>How long one message takes to an echo and back at QoS 1: what a badge waits for at a door, without the decision.</summary>
internal static class MqttRoundTrip
{
    public static async Task Run(Effort effort, TextWriter to)
    {
        await using var brokers = await MqttBrokers.Start(isInMemory: true, isOnDisk: true);
        var rounds = await brokers.InTurn(effort, Measure);
        var mosquitto = Figures.MedianOf([.. rounds[0].Select(round => round.Echo)]);
        var table = new Table("broker", "round trips /s", "echo p50 ms", "p99 ms", "p50 ÷ Mosquitto", "PUBACK p50 ms", "p99 ms");
        foreach (var (broker, figures) in brokers.All.Zip(rounds))
        {
            var echo = Figures.MedianOf([.. figures.Select(round => round.Echo)]);
            var acknowledged = Figures.MedianOf([.. figures.Select(round => round.Acknowledgement)]);
            table.Add(
                broker.Name,
                Table.Rate(echo.PerSecond),
                Table.Ms(echo.P50),
                Table.Ms(echo.P99),
                Table.Ratio(echo.P50, mosquitto.P50),
                Table.Ms(acknowledged.P50),
                Table.Ms(acknowledged.P99));
        }

        to.WriteLine($"MQTT 3.1.1, QoS 1: to an echo and back, one message of {RoundTrip.PayloadSize} bytes at a time, persistent sessions; and until the broker has acknowledged it.");
        table.Print(to);
    }

    private static async Task<RoundTripFigures> Measure(NamedBroker broker, TimeSpan during)
    {
        using var trip = new RoundTrip(broker.Process.Port);
        return await trip.Run(during);
    }
}
