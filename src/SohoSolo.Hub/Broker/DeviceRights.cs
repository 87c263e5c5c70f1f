using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Mqtt.Access;
using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Hub.Broker;

/// <summary>What one client of the hub's broker may do: the filters that its topics and subscriptions must stay within.</summary>
internal sealed record DeviceRights(IReadOnlyList<string> Writes, IReadOnlyList<string> Reads)
{
    /// <summary>A device's own (contract §4).</summary>
    public static readonly ClientLimits Limits = new() { MaximumPacketSize = 16 * 1024, MessagesPerSecond = 20, Burst = 60 };

    /// <summary>Of who only looks on in a demo: what it missed is not kept, for badge numbers and PINs would be in it.</summary>
    public static readonly ClientLimits GuestLimits = Limits with { MaximumSessionExpiryInterval = 0 };

    /// <summary>A gateway's, which speaks for a whole site.</summary>
    public static readonly ClientLimits GatewayLimits = new() { MaximumPacketSize = 256 * 1024 };

    /// <summary>The hub's own: its largest snapshot, and the topic before it.</summary>
    public static readonly ClientLimits HubLimits = new() { MaximumPacketSize = 512 * 1024 };

    /// <summary>The hub's own link reaches every site.</summary>
    public static readonly DeviceRights Hub = new(["sohosolo/1/+/dn/#"], ["sohosolo/1/+/up/#"]);

    /// <summary>What it may leave behind for those who come later; null for all that it writes. What somebody presents at a reader must not stay on the broker's disk.</summary>
    public IReadOnlyList<string>? Keeps { get; init; }

    public bool MayPublish(string topic, bool retain = false) =>
        Writes.Any(filter => TopicFilters.Matches(filter, topic)) && (!retain || Keeps is null || Keeps.Any(filter => TopicFilters.Matches(filter, topic)));

    public bool MaySubscribe(string filter) => Reads.Any(wide => TopicFilters.Covers(wide, filter));

    /// <summary>A gateway says what happened at its site, and hears what the hub wants there.</summary>
    public static DeviceRights OfGateway(SiteId site) => new([$"sohosolo/1/{site}/up/#"], [$"sohosolo/1/{site}/dn/#"]);

    /// <summary>A device writes what its family writes under its name, and reads what is addressed to it.</summary>
    public static DeviceRights Of(Device device) => device.Driver switch
    {
        "esp-rfid" => new([$"/{device.Id}/#"], [$"/{device.Id}/cmd"]),
        "esphome" => new([$"{device.Id}/#"], [$"{device.Id}/command", $"{device.Id}/+/+/command"]),
        "tasmota" => new([$"tele/{device.Id}/#", $"stat/{device.Id}/#"], [$"cmnd/{device.Id}/#"]),
        "shelly" => new([$"{device.Id}/#", $"shellies/{device.Id}/#"], [$"{device.Id}/rpc", $"{device.Id}/command/#", $"shellies/{device.Id}/+/+/command"]),
        "zigbee2mqtt" when device.Role == "bridge" => new(["zigbee2mqtt/#"], ["zigbee2mqtt/+/set/#", "zigbee2mqtt/+/get/#", "zigbee2mqtt/bridge/request/#"]),
        "zigbee2mqtt" => new([$"zigbee2mqtt/{device.Id}", $"zigbee2mqtt/{device.Id}/#"], []),
        _ => Own(device),
    };

    private static DeviceRights Own(Device device)
    {
        var (site, own) = ($"sohosolo/1/{device.Site}", $"sohosolo/1/{device.Site}/dev/{device.Id}");
        return new([$"{own}/#"], device.Door is { } door ? [$"{own}/rcv", $"{site}/door/{door}/cmd", $"{site}/door/{door}/mode"] : [$"{own}/rcv"])
        {
            Keeps = [$"{own}/state"],
        };
    }
}
