using System.Collections.Immutable;
using System.Text;
using SohoSolo.FirmwareSim.Devices;
using SohoSolo.FirmwareSim.Devices.Vendors;

namespace SohoSolo.FirmwareSim.Tests.Devices;

/// <summary>What other makers' devices write in a short life, byte for byte: a line for each message, its topic, whether it is retained, its payload.</summary>
public sealed class VendorTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 7, 55, 2, 123, TimeSpan.Zero);

    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private static readonly PresentedCredential Known = PresentedCredential.Badge("04D00000000007");

    public static TheoryData<string> Stories { get; } = [.. Told.Keys];

    private static Dictionary<string, Func<string>> Told => new()
    {
        ["esp-rfid"] = () => Story(EspRfid(), Shows(Known), Shows(Some.Badge), new DeviceInput.DoorMoved(true), new DeviceInput.DoorMoved(false), new DeviceInput.CaseMoved(true), Pause(180)),
        ["esphome-reader"] = () => Story(Esphome("pn532", null), Shows(Known), Pause(3)),
        ["esphome-wiegand"] = () => Story(Esphome("wiegand", null), Shows(Known), Pause(3)),
        ["esphome-sensor"] = () => Story(Esphome(null, "desk-1"), Moves, Pause(5), new DeviceInput.Disconnected(), Pause(10), new DeviceInput.Connected(), Pause(61)),
        ["zigbee2mqtt"] = () => Story(
            ZigbeeBridge.New("samatan", ["samatan-desk-1", "samatan-desk-2"], Start),
            AtDesk(Moves), Pause(63), new DeviceInput.Disconnected(), new DeviceInput.Connected(), AtDesk(new DeviceInput.BatteryMeasured(7)), AtDesk(new DeviceInput.BatteryMeasured(0)), AtDesk(Moves)),
        ["zigbee2mqtt-last-seen"] = () => string.Concat(new[] { LastSeen.Iso8601, LastSeen.Iso8601Local, LastSeen.Epoch }.Select(kind => Story(ZigbeeBridge.New("samatan", ["samatan-desk-1"], Start, kind) with { Zone = Paris }, AtDesk(Moves)))),
        ["tasmota-rc522"] = () => Story(Tasmota("RC522"), Shows(Known), Shows(Known), Pause(301)),
        ["tasmota-pn532"] = () => Story(Tasmota("PN532"), Shows(Known)),
        ["tasmota-rdm6300"] = () => Story(Tasmota("RDM6300"), Shows(Known), Pause(3), new DeviceInput.GhostRead(PresentedCredential.Badge("008EC793"))),
        ["tasmota-pir"] = () => Story(Tasmota("Switch1"), Moves, Pause(10), Moves, Pause(31)),
        ["shelly"] = () => Story(Shelly(isContact: true), new DeviceInput.DoorMoved(true), Pause(3), new DeviceInput.DoorMoved(false)) + Story(Shelly(isContact: false), new DeviceInput.ExitRequested()),
        ["chirpstack-vs341"] = () => Story(Lorawan(MilesightModel.Vs341, LorawanNetwork.ChirpStack), Moves, Pause(181)),
        ["chirpstack-vs330"] = () => Story(Lorawan(MilesightModel.Vs330, LorawanNetwork.ChirpStack), Moves),
        ["chirpstack-ws202-raw"] = () => Story(Lorawan(MilesightModel.Ws202, LorawanNetwork.ChirpStackRaw), Moves),
        ["chirpstack-doubled"] = () => Story(Lorawan(MilesightModel.Vs341, LorawanNetwork.ChirpStack) with { Counter = LorawanSensor.Doubled - 1 }),
        ["chirpstack-vs121-history"] = () => Story(
            Lorawan(MilesightModel.Vs121, LorawanNetwork.ChirpStack) with { TotalIn = 65_535, TotalOut = 65_530 },
            new DeviceInput.PeopleCounted(2), new DeviceInput.Disconnected(), Pause(60), new DeviceInput.PeopleCounted(1), Pause(60), new DeviceInput.Connected()),
        ["ttn-ws202"] = () => Story(Lorawan(MilesightModel.Ws202, LorawanNetwork.TheThings), Moves, new DeviceInput.GhostRead(Known), new DeviceInput.BatteryMeasured(2), new DeviceInput.BatteryMeasured(0), Moves, Pause(3600)),
    };

    private static DeviceInput Moves { get; } = new DeviceInput.MotionSeen();

    [Theory]
    [MemberData(nameof(Stories))]
    public void A_device_of_another_maker_writes_what_it_is_known_to_write(string device)
    {
        var file = Path.Combine(Repository.Root, "tests", "contract", "vendors", $"{device}.txt");

        Assert.Equal(File.ReadAllText(file), Told[device]());
    }

    /// <summary>No file that nobody writes, and none that is too large for a small board.</summary>
    [Fact]
    public void Every_golden_file_is_a_devices() => Assert.Equal(
        Told.Keys.Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "contract", "vendors")).Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal));

    [Fact]
    public void An_empty_battery_is_silence()
    {
        var sensor = Some.Pir().Step(new DeviceInput.ClockSet(TimeSpan.Zero), Start).Sensor.Step(new DeviceInput.Connected(), Start).Sensor;
        sensor = sensor.Step(new DeviceInput.BatteryMeasured(0), Start).Sensor;
        var (after, outputs) = sensor.Step(Moves, Start.AddHours(1));

        Assert.Null(after.Due);
        Assert.Empty(outputs);
    }

    /// <summary>A gateway calls a sensor silent that says nothing for two of its periods.</summary>
    [Fact]
    public void A_sensor_says_every_five_minutes_that_it_is_there()
    {
        var sensor = Some.Pir().Step(new DeviceInput.ClockSet(TimeSpan.Zero), Start).Sensor.Step(new DeviceInput.Connected(), Start).Sensor;

        Assert.Equal(Start.AddMinutes(5), sensor.Due);
        Assert.Single(sensor.Step(new DeviceInput.Ticked(), Start.AddMinutes(5)).Outputs.Messages("/state"));
    }

    private static DeviceInput.Presented Shows(PresentedCredential credential) => new(credential);

    private static DeviceInput.Of AtDesk(DeviceInput what) => new("samatan-desk-1", what);

    private static Wait Pause(int seconds) => new(TimeSpan.FromSeconds(seconds));

    private static EspRfid EspRfid() => new(new DeviceIdentity("auch", "rfid-auch", "main"), "/rfid-auch", Start)
    {
        Users = ImmutableDictionary<string, string>.Empty.Add(Uids.Unpadded(Known), "member-007"),
    };

    private static EsphomeNode Esphome(string? reader, string? sensor) => new(new DeviceIdentity("condom", "wiegand-condom", "main"), "wiegand-condom", reader, sensor);

    private static TasmotaDevice Tasmota(string part) => new(new DeviceIdentity("eauze", "rfid-eauze", "main"), "rfid-eauze", part, Paris);

    private static ShellyPlus Shelly(bool isContact) => new(new DeviceIdentity("nogaro", "shellyplus1-a8032abc7158", "main"), isContact);

    private static LorawanSensor Lorawan(MilesightModel model, LorawanNetwork network) => new(new DeviceIdentity("mirande", "mirande-desk-1"), model, network, "24E124785D121612");

    /// <summary>It connects, each thing happens to it in turn, and what is due is done at its time.</summary>
    private static string Story(IDevice device, params object[] steps)
    {
        var (text, now) = (new StringBuilder(), Start);
        device = Step(device, new DeviceInput.Connected(), now, text);
        foreach (var step in steps)
        {
            var until = now + (step is Wait(var span) ? span : TimeSpan.Zero);
            while (device.Due is { } due && due <= until)
            {
                now = due > now ? due : now;
                device = Step(device, new DeviceInput.Ticked(), now, text);
            }

            now = until;
            device = step is DeviceInput input ? Step(device, input, now, text) : device;
        }

        return text.ToString();
    }

    private static IDevice Step(IDevice device, DeviceInput input, DateTimeOffset at, StringBuilder text)
    {
        var (after, outputs) = device.Step(input, at);
        foreach (var message in outputs.OfType<DeviceOutput.Published>().Select(published => published.Message))
            text.Append(message.Topic).Append(message.IsRetained ? " retained " : " ").Append(Encoding.UTF8.GetString(message.Payload.Span)).Append('\n');

        return after;
    }

    private sealed record Wait(TimeSpan Span);
}
