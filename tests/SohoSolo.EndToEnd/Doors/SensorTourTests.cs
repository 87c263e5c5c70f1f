using System.Diagnostics;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.EndToEnd.Doors;

/// <summary>The tour of sensors: what three families send, published with Mosquitto's own client, changes the board and what is told of the space.</summary>
public sealed class SensorTourTests
{
    [Theory]
    [InlineData("nogaro", "nogaro-desk-2", "nogaro-desk-2-pir", "sohosolo/1/nogaro/dev/nogaro-desk-2-pir/evt", """{"boot":"tour","seq":1,"k":"occ","v":true}""")]
    [InlineData("samatan", "samatan-desk-1", "samatan-desk-1", "zigbee2mqtt/samatan-desk-1", """{"occupancy":true,"battery":100,"linkquality":120}""")]
    [InlineData("nogaro", "nogaro-desk-1", "chirpstack", "application/1/device/24e124535b316056/event/up", """{"deduplicationId":"3ac7e3c4-4401-4b8d-9386-000000000001","deviceInfo":{"applicationId":"1","devEui":"24e124535b316056"},"fCnt":1,"fPort":85,"data":"AXVkAwAB","object":{"battery":100,"occupancy":"occupied"}}""")]
    public async Task A_sensors_message_changes_the_board_and_the_topic_of_its_space(string site, string space, string user, string topic, string message)
    {
        await using var network = await DoorNetwork.Start();
        await using var observer = await new MosquittoClients(network.Broker, "311", "-u", "observer", "-P", "demo").Subscribe("-t", $"sohosolo/1/{site}/space/{space}/occ", "-q", "1");
        Assert.Contains("\"occ\":\"unknown\"", await observer.Message(), StringComparison.Ordinal);
        Assert.Equal("unknown", await Occupancy(network, site, space));

        var said = Stopwatch.GetTimestamp();
        await new MosquittoClients(network.Broker, "311", "-u", user, "-P", "demo").Publish("-q", "1", "-t", topic, "-m", message);
        await Patience.Until(
            async () => await Occupancy(network, site, space) is "maybe" or "occupied",
            TimeSpan.FromSeconds(20),
            () => network.Hub.Output,
            TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine($"On the board after {Stopwatch.GetElapsedTime(said).TotalMilliseconds:0} ms, the client's start included.");
        await Patience.Until(
            async () => await observer.Message() is var told && (told.Contains("\"maybe\"", StringComparison.Ordinal) || told.Contains("\"occupied\"", StringComparison.Ordinal)),
            TimeSpan.FromSeconds(20),
            () => "The space's topic says nothing of it.",
            TestContext.Current.CancellationToken);
    }

    private static async Task<string?> Occupancy(DoorNetwork network, string site, string space)
    {
        var board = await network.Must(200, HttpMethod.Get, $"telecentres/{site}/board", DoorNetwork.Chamber);
        return board.Body.GetProperty("spaces").EnumerateArray().Single(shown => shown.GetProperty("id").GetString() == space).GetProperty("occupancy").GetString();
    }
}
