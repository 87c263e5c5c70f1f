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

    [Fact]
    public async Task Who_listens_is_told_when_the_board_has_changed()
    {
        await using var network = await DoorNetwork.Start();
        await MustWatch(network, "samatan", "samatan-desk-1");
        using var stream = await network.Listen("samatan");
        await new MosquittoClients(network.Broker, "311", "-u", "samatan-desk-1", "-P", "demo").Publish("-q", "1", "-t", "zigbee2mqtt/samatan-desk-1", "-m", """{"occupancy":true}""");

        await MustTell(stream, "samatan-desk-1");
        Assert.True(await Occupancy(network, "samatan", "samatan-desk-1") is "maybe" or "occupied");
    }

    [Fact]
    public async Task A_bridges_long_list_of_devices_goes_through_and_its_sensors_after_it()
    {
        await using var network = await DoorNetwork.Start();
        await MustWatch(network, "samatan", "samatan-desk-1");
        using var stream = await network.Listen("samatan");
        var bridge = new MosquittoClients(network.Broker, "311", "-u", "zigbee2mqtt", "-P", "demo");
        var device = """{"friendly_name":"samatan-desk-1","definition":null,"supported":false,"type":"EndDevice"}""";
        var list = Path.Combine(network.Folder, "devices.json");
        await File.WriteAllTextAsync(list, $"[{string.Join(',', Enumerable.Repeat(device, 64 * 1024 / device.Length))}]", TestContext.Current.CancellationToken);

        await bridge.Publish("-q", "1", "-r", "-t", "zigbee2mqtt/bridge/devices", "-f", list);
        await bridge.Publish("-q", "1", "-t", "zigbee2mqtt/samatan-desk-1", "-m", """{"occupancy":true}""");

        await MustTell(stream, "samatan-desk-1");
    }

    /// <summary>Returns when the site's gateway hears its sensors: then it has told what it knows of the space.</summary>
    private static async Task MustWatch(DoorNetwork network, string site, string space)
    {
        await using var observer = await new MosquittoClients(network.Broker, "311", "-u", "observer", "-P", "demo").Subscribe("-t", $"sohosolo/1/{site}/space/{space}/occ", "-q", "1");
        await observer.Message();
    }

    /// <summary>Reads on until the stream says of a space that somebody is there; that nothing is known of it comes before.</summary>
    private static async Task MustTell(StreamReader stream, string space)
    {
        using var patient = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patient.CancelAfter(TimeSpan.FromSeconds(30));
        var isOccupancy = false;
        while (await stream.ReadLineAsync(patient.Token) is { } line)
        {
            if (isOccupancy && line.Contains($"\"space\":\"{space}\",\"what\":\"maybe\"", StringComparison.Ordinal))
                return;
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                isOccupancy = line == "event: occupancy";
        }

        throw new InvalidOperationException("The stream ended.");
    }

    private static async Task<string?> Occupancy(DoorNetwork network, string site, string space)
    {
        var board = await network.Must(200, HttpMethod.Get, $"telecentres/{site}/board", DoorNetwork.Chamber);
        return board.Body.GetProperty("spaces").EnumerateArray().Single(shown => shown.GetProperty("id").GetString() == space).GetProperty("occupancy").GetString();
    }
}
