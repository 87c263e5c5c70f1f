using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Broker;

/// <summary>The demo's devices and what each may do (contract §1, §3). Outside demo the devices' table will say so.</summary>
internal static class DemoDevices
{
    public const string Password = "demo";

    private const string Door = "main";
    private const string Reader = "-reader-main";
    private const string Pir = "-pir";
    private const string ZigbeeSite = "samatan";

    private static readonly Dictionary<string, DeviceRights> Others = new(StringComparer.Ordinal)
    {
        ["observer"] = new([], ["sohosolo/1/#"]),
        ["rfid-auch"] = new(["/rfid-auch/#"], ["/rfid-auch/cmd"]),
        ["wiegand-condom"] = new(["wiegand-condom/#"], ["wiegand-condom/+/+/command", "wiegand-condom/command"]),
        ["rfid-eauze"] = new(["tele/rfid-eauze/#", "stat/rfid-eauze/#"], ["cmnd/rfid-eauze/#"]),
        ["zigbee2mqtt"] = new(["zigbee2mqtt/#"], ["zigbee2mqtt/+/set/#", "zigbee2mqtt/+/get/#", "zigbee2mqtt/bridge/request/#"]),
    };

    /// <summary>Null for a name that is no device of the network.</summary>
    public static DeviceRights? Find(string id, Network network)
    {
        if (Others.TryGetValue(id, out var rights))
            return rights;

        if (id.EndsWith(Reader, StringComparison.Ordinal) && network.Sites.ContainsKey(new SiteId(id[..^Reader.Length])))
            return AtDoor(id[..^Reader.Length], id);

        if (id.EndsWith(Pir, StringComparison.Ordinal) && DeskOf(id[..^Pir.Length], network) is { } desk)
            return Own(desk.Site.Value, id);

        // Zigbee2MQTT speaks for its sensors in one connection, or the simulator for each in one of its own.
        return DeskOf(id, network)?.Site.Value == ZigbeeSite ? new DeviceRights([$"zigbee2mqtt/{id}/#"], []) : null;
    }

    private static DeviceRights Own(string site, string id) => new([$"sohosolo/1/{site}/dev/{id}/#"], [$"sohosolo/1/{site}/dev/{id}/rcv"]);

    private static DeviceRights AtDoor(string site, string id)
    {
        var own = Own(site, id);
        return own with { Reads = [.. own.Reads, $"sohosolo/1/{site}/door/{Door}/cmd", $"sohosolo/1/{site}/door/{Door}/mode"] };
    }

    private static Space? DeskOf(string space, Network network) =>
        network.Sites.Values.SelectMany(site => site.Spaces).FirstOrDefault(candidate => candidate.Kind == SpaceKind.Desk && candidate.Id.Value == space);
}
