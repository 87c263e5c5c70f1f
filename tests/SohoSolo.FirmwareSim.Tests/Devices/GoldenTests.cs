using System.Text;
using System.Text.Json;
using SohoSolo.FirmwareSim.Devices;

namespace SohoSolo.FirmwareSim.Tests.Devices;

/// <summary>What the firmware writes is what the contract says, byte for byte.</summary>
public sealed class GoldenTests
{
    private static readonly double Now = Board.Epoch(Some.Morning);

    public static TheoryData<string> Events { get; } = [.. Written.Keys];

    private static Dictionary<string, (long Seq, DeviceEvent What)> Written => new()
    {
        ["evt-tag"] = (118, new DeviceEvent.Presented("in", Some.Badge)),
        ["evt-pin"] = (119, new DeviceEvent.Presented("in", PresentedCredential.Pin("482913"))),
        ["evt-qr"] = (120, new DeviceEvent.Presented("in", PresentedCredential.Pass("TC1.1.eyJiIjoiYi0xIn0.c2ln"))),
        ["evt-door"] = (121, new DeviceEvent.Door(IsOpen: true)),
        ["evt-rex"] = (122, new DeviceEvent.Rex()),
        ["evt-tamper"] = (123, new DeviceEvent.Tamper(IsOpened: true)),
        ["evt-occ"] = (124, new DeviceEvent.Occupancy(IsOccupied: true)),
        ["evt-count"] = (125, new DeviceEvent.Count(3)),
        ["evt-batt"] = (126, new DeviceEvent.Battery(87)),
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_is_written_as_the_contract_has_it(string file)
    {
        var (seq, what) = Written[file];

        Golden(file, Payloads.Event(new StoredEvent(Some.Boot, seq, what, Some.Morning, Now, IsSynced: true), lowest: 118, age: null));
    }

    [Fact]
    public void Without_a_clock_an_event_says_how_old_it_is() => Golden(
        "evt-unset",
        Payloads.Event(new StoredEvent(Some.Boot, 3, new DeviceEvent.Presented("in", Some.Badge), Some.Morning, 12.5, IsSynced: false), lowest: 2, age: TimeSpan.FromSeconds(4.25)));

    [Fact]
    public void A_device_says_that_it_is_there() => Golden("state", Payloads.Online(Some.Boot, TimeSpan.FromSeconds(12.5)));

    [Fact]
    public void Its_will_says_that_it_is_gone() => Golden("will", Payloads.Will);

    [Fact]
    public void A_command_is_answered()
    {
        Golden("ack", Payloads.Ack("MFRGGZDFMZTWQ2LKNNWG23TPOA", refused: null, Now));
        Golden("ack-refused", Payloads.Ack("MFRGGZDFMZTWQ2LKNNWG23TPOA", refused: "expired", Now + 20));
    }

    [Fact]
    public void What_the_gateway_says_is_understood()
    {
        Assert.Equal(new Receipt(Some.Boot, 118), Orders.Receipt(Bytes("rcv")));
        Assert.Equal(new Command("MFRGGZDFMZTWQ2LKNNWG23TPOA", "unlock", 5000, Now + 10, "grant", null), Orders.Command(Bytes("cmd-unlock")));
        Assert.Equal(new Command("MFRGGZDFMZTWQ2LKNNWG23TPOB", "beep", null, Now + 10, null, "no-booking"), Orders.Command(Bytes("cmd-beep")));
        Assert.Equal(new ModeOrder(42, "lockdown", null), Orders.Mode(Bytes("mode")));
    }

    [Fact]
    public void The_whole_way_from_the_reader_to_the_wire_gives_the_golden_bytes()
    {
        var (_, outputs) = Some.OnlineDoor().Step(new DeviceInput.Presented(Some.Badge), Some.Morning);

        var expected = Contract.Text("evt-tag").Replace("\"seq\":118", "\"seq\":1", StringComparison.Ordinal).Replace("\"lo\":118", "\"lo\":1", StringComparison.Ordinal);
        Assert.Equal(expected, Assert.Single(outputs.Messages("/evt")).Text());
    }

    /// <summary>Every file is listed with its topic, and small enough for a device.</summary>
    [Fact]
    public void The_list_of_messages_is_whole()
    {
        using var list = JsonDocument.Parse(Contract.Text("messages"));
        var listed = list.RootElement.EnumerateArray().Select(message => message.GetProperty("file").GetString()!).ToList();

        Assert.Equal(Contract.Files.Where(file => file != "messages").Order(), listed.Order());
        Assert.All(listed, file => Assert.InRange(Bytes(file).Length, 1, 4096));
    }

    private static byte[] Bytes(string file) => Encoding.UTF8.GetBytes(Contract.Text(file));

    private static void Golden(string file, byte[] written) => Assert.Equal(Contract.Text(file), Encoding.UTF8.GetString(written));
}
