using System.Text;
using System.Text.Json;
using SohoSolo.FirmwareSim.Devices;

namespace SohoSolo.FirmwareSim.Tests;

/// <summary>Devices at Nogaro on a Monday morning, and what is said to them.</summary>
internal static class Some
{
    public const string Boot = "9f3c52d1a07be846";
    public const string OtherBoot = "1122334455667788";
    public const string Receipts = "sohosolo/1/nogaro/dev/nogaro-reader-main/rcv";
    public const string Commands = "sohosolo/1/nogaro/door/main/cmd";
    public const string Mode = "sohosolo/1/nogaro/door/main/mode";

    public static readonly DateTimeOffset Morning = new(2026, 11, 30, 8, 2, 11, 120, TimeSpan.Zero);

    public static readonly PresentedCredential Badge = PresentedCredential.Badge("04D0000000A11E");

    /// <summary>Not connected, its clock set.</summary>
    public static DoorController Door(int capacity = Board.UsualCapacity) =>
        DoorController.New("nogaro", "nogaro-reader-main", "main", Boot, Morning - TimeSpan.FromSeconds(12.5), capacity).After(new DeviceInput.ClockSet(TimeSpan.Zero));

    /// <summary>Connected long enough that what comes is for now.</summary>
    public static DoorController OnlineDoor() => Door().After(new DeviceInput.Connected(), Morning - TimeSpan.FromSeconds(10));

    public static PirSensor Pir() => PirSensor.New("nogaro", "nogaro-desk-1-pir", Boot, Morning - TimeSpan.FromSeconds(12.5));

    public static DoorController After(this DoorController door, DeviceInput input, DateTimeOffset? at = null) => door.Step(input, at ?? Morning).Door;

    public static DeviceInput Says(string topic, string json, bool isRetained = false) => new DeviceInput.MessageReceived(topic, Encoding.UTF8.GetBytes(json), isRetained);

    public static DeviceInput Received(string boot, long upTo) => Says(Receipts, $$"""{"boot":"{{boot}}","upto":{{upTo}}}""");

    public static DeviceInput Unlock(string id, DateTimeOffset? notAfter = null, bool isRetained = false) => Says(
        Commands,
        FormattableString.Invariant($$"""{"id":"{{id}}","op":"unlock","ms":5000,"naf":{{Board.Epoch(notAfter ?? Morning.AddSeconds(10))}},"why":"grant"}"""),
        isRetained);

    public static DeviceInput ModeOf(string mode, long revision = 1, string until = "null") =>
        Says(Mode, $$"""{"rev":{{revision}},"mode":"{{mode}}","until":{{until}}}""", isRetained: true);

    public static IReadOnlyList<DeviceMessage> Messages(this IReadOnlyList<DeviceOutput> outputs, string ending) =>
        [.. outputs.OfType<DeviceOutput.Published>().Select(published => published.Message).Where(message => message.Topic.EndsWith(ending, StringComparison.Ordinal))];

    public static string Text(this DeviceMessage message) => Encoding.UTF8.GetString(message.Payload.Span);

    public static IEnumerable<(string Boot, long Seq)> Events(this IReadOnlyList<DeviceOutput> outputs) => outputs.Messages("/evt").Select(Number);

    public static (string Boot, long Seq) Number(DeviceMessage message)
    {
        using var read = JsonDocument.Parse(message.Payload);
        return (read.RootElement.GetProperty("boot").GetString()!, read.RootElement.GetProperty("seq").GetInt64());
    }
}
