using System.Text.Json;
using SohoSolo.Core.Access;

namespace SohoSolo.Gateway.Drivers.EspRfid;

/// <summary>esp-rfid: <c>/ID/send</c>, and <c>/ID/tag</c>, <c>/ID/avty</c>, <c>/ID/io/door</c> where it speaks for Home Assistant.</summary>
public sealed class EspRfidDriver : IDriver
{
    public string Name => "esp-rfid";

    public DeviceTopics Topics(DeviceAddress device) => new([$"/{device.Id}", $"/{device.Id}/#"], [$"/{device.Id}/cmd"]) { Keeps = [$"/{device.Id}/avty", $"/{device.Id}/io/#"] };

    public DriverReading Read(DriverMessage message, DeviceTable devices)
    {
        var levels = message.Topic.TrimStart('/').Split('/');
        if (levels is not [{ Length: > 0 } device, .. var leaf] || leaf is not ([] or ["send" or "cmd" or "tag" or "avty"] or ["io", _] or [_, "send"]) || device is "homeassistant" or "homie")
            return Foreign.Topic(message.Topic, Name);
        if (leaf is ["cmd"])
            return new DriverReading.Ignored("a command to the device");
        if (VendorJson.IsEmpty(message.Payload))
            return new DriverReading.Ignored("the topic was cleared", device);

        var found = new Findings(message, device, devices.Find(device));
        return leaf is ["avty"] or ["io", _] ? OfText(message.Payload, leaf, found) : OfObject(message.Payload, leaf, found);
    }

    private static DriverReading OfText(ReadOnlyMemory<byte> payload, string[] leaf, Findings found)
    {
        if (VendorJson.Text(payload, out var why) is not { } text)
            return new DriverReading.Unreadable(why, found.Device);

        if (leaf is ["avty"])
            found.Alive(VendorWords.Liveness(text));
        else if (leaf[1] == "door")
            found.Answered("door", VendorWords.Door(text, trueIsOpen: true), found.Door);
        else if (leaf[1] == "tamper")
            found.Answered("tamper", VendorWords.Tamper(text), found.Tamper);
        else
            found.Left(leaf[1]);

        return found.Reading();
    }

    private static DriverReading OfObject(ReadOnlyMemory<byte> payload, string[] leaf, Findings found)
    {
        using var json = VendorJson.Object(payload, out var why);
        if (json is null)
            return new DriverReading.Unreadable(why, found.Device);

        var said = json.RootElement;
        found.Time(said.Find("time"));
        if (leaf is ["tag"])
            Shown(said, found);
        else
            OfType(said, found);

        return found.Reading();
    }

    private static void OfType(JsonElement said, Findings found)
    {
        switch (said.Text("type")?.ToLowerInvariant())
        {
            case "boot" or "heartbeat":
                found.Online(true);
                break;
            case "access":
                Shown(said, found);
                break;
            case "info" or "warn" or "erro" or "debg":
                EspRfidEvents.Read(said, found);
                break;
            case { } other:
                found.Left($"an answer ({other})");
                break;
            case null when said.Find("command") is not null:
                found.Left("an entry of its list");
                break;
            default:
                found.Fault("no type");
                break;
        }
    }

    /// <summary>Whether it would let her in is its own opinion: the door is decided here. A badge whose second factor was wrong is no badge.</summary>
    private static void Shown(JsonElement said, Findings found)
    {
        if (said.Text("access")?.Contains("wrong pin", StringComparison.OrdinalIgnoreCase) == true)
            found.Left("a wrong PIN after the badge");
        else if (said.Find("uid") is not { } uid)
            found.Fault("no uid");
        else
            found.Card(uid.ValueKind switch
            {
                JsonValueKind.String when VendorJson.IsWhole(uid) => EspRfidCards.Read(uid.GetString()!),
                JsonValueKind.Number => EspRfidCards.Read(uid.GetRawText()),
                _ => null,
            });
    }
}
