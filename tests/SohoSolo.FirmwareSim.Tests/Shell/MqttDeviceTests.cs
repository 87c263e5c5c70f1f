using System.Globalization;
using SohoSolo.FirmwareSim.Devices;
using SohoSolo.FirmwareSim.Faults;
using SohoSolo.FirmwareSim.Shell;
using SohoSolo.Mqtt.Client;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.FirmwareSim.Tests.Shell;

/// <summary>Devices at a real Mosquitto, seen through its own clients.</summary>
public sealed class MqttDeviceTests : IAsyncLifetime
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);

    private MosquittoBroker broker = null!;
    private MosquittoClients clients = null!;

    public async ValueTask InitializeAsync()
    {
        broker = await MosquittoBroker.Start(new BrokerOptions { AllowAnonymous = true });
        clients = new MosquittoClients(broker.Port, "311");
    }

    public ValueTask DisposeAsync() => broker.DisposeAsync();

    [Theory]
    [InlineData(MqttVersionPreference.Only311)]
    [InlineData(MqttVersionPreference.Only5)]
    public async Task A_badge_goes_out_and_an_unlock_comes_back(MqttVersionPreference version)
    {
        await using var listener = await clients.Subscribe("-t", "sohosolo/1/#", "-q", "1");
        await using var door = await Connected(broker.Port, version);

        door.Host.Post(new DeviceInput.Presented(Some.Badge));
        var said = await Message(listener, "/evt|");
        await clients.Publish("-q", "1", "-t", Some.Commands, "-m", Unlock("a"));
        var answered = await Message(listener, "/ack|");

        Assert.Contains("\"cred\":{\"kind\":\"mifare-uid\",\"v\":\"04D0000000A11E\"}", said, StringComparison.Ordinal);
        Assert.StartsWith("sohosolo/1/nogaro/dev/nogaro-reader-main/ack|1|0|{\"id\":\"a\",\"ok\":true,", answered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_empties_the_flash()
    {
        await using var door = await Connected(broker.Port);
        door.Host.Post(new DeviceInput.ExitRequested());
        await clients.Publish("-q", "1", "-t", Some.Receipts, "-m", $$"""{"boot":"{{Some.Boot}}","upto":1}""");

        await Until(() => Door(door).Board.Flash.Events.Count == 0, "The flash was not emptied.");
    }

    [Fact]
    public async Task When_the_plug_is_pulled_the_broker_says_so_and_the_next_life_tells_what_was_left()
    {
        await using var door = await Connected(broker.Port);
        door.Host.Post(new DeviceInput.ExitRequested());
        await using var listener = await clients.Subscribe("-t", "sohosolo/1/#", "-q", "1");

        await door.Reboot(Some.OtherBoot, skew: TimeSpan.Zero);

        Assert.EndsWith("""{"s":"offline"}""", await Message(listener, "offline"), StringComparison.Ordinal);
        Assert.Contains(Some.OtherBoot, await Message(listener, $"state|1|0|{{\"s\":\"online\",\"boot\":\"{Some.OtherBoot}"), StringComparison.Ordinal);
        Assert.Contains("\"seq\":1", await Message(listener, $"evt|1|0|{{\"boot\":\"{Some.Boot}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_was_killed_gets_everything_again()
    {
        await using var door = await Connected(broker.Port);
        broker.Kill9();
        await Until(() => Door(door).Board.ConnectedAt is null, "The device did not notice.");
        door.Host.Post(new DeviceInput.ExitRequested());
        await broker.Start(TestContext.Current.CancellationToken);
        await using var listener = await clients.Subscribe("-t", "sohosolo/1/#", "-q", "1");

        Assert.Contains("\"seq\":1", await Message(listener, "/evt|"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_line_is_noticed_and_forgotten_once_it_is_mended()
    {
        await using var line = CuttableLine.To(broker.Port);
        await using var door = await Connected(line.Port);

        line.Cut();
        await Until(() => Door(door).Board.ConnectedAt is null, "The device did not notice the cut.");
        line.Restore();
        await Until(() => Door(door).Board.ConnectedAt is not null, "The device did not come back.");
    }

    private static async Task<MqttDevice> Connected(int port, MqttVersionPreference version = MqttVersionPreference.Version5OrFallBack)
    {
        var controller = DoorController.New("nogaro", "nogaro-reader-main", "main", Some.Boot, TimeProvider.System.GetUtcNow());
        var device = new MqttDevice(new DeviceHost(controller, TimeProvider.System), new BrokerAddress("127.0.0.1", port) { Version = version });
        device.Host.Post(new DeviceInput.ClockSet(TimeSpan.Zero));
        device.Start();
        await Until(() => Door(device).Board.ConnectedAt is not null && device.IsSubscribed, "The device did not connect.");
        return device;
    }

    private static DoorController Door(MqttDevice device) => (DoorController)device.Host.Device;

    private static Task Until(Func<bool> isReached, string otherwise) => Patience.Until(() => Task.FromResult(isReached()), Patient, () => otherwise);

    private static string Unlock(string id) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"id":"{{id}}","op":"unlock","ms":5000,"naf":{{Board.Epoch(TimeProvider.System.GetUtcNow()) + 10}},"why":"grant"}""");

    private static async Task<string> Message(LineProcess listener, string containing)
    {
        var line = await listener.Line(line => line.StartsWith(MosquittoClients.Mark, StringComparison.Ordinal) && line.Contains(containing, StringComparison.Ordinal));
        return line[MosquittoClients.Mark.Length..];
    }
}
