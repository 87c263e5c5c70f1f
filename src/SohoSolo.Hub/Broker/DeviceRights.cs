using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Gateway.Drivers;
using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Hub.Broker;

/// <summary>What one client of the hub's broker may do: the filters that its topics and subscriptions must stay within.</summary>
internal sealed record DeviceRights(DeviceTopics Topics)
{
    /// <summary>A device's own (contract §4).</summary>
    public static readonly ClientLimits Limits = new() { MaximumPacketSize = 16 * 1024, MessagesPerSecond = 20, Burst = 60 };

    /// <summary>Of a bridge, which speaks for a site's sensors and lists them all in one message.</summary>
    public static readonly ClientLimits BridgeLimits = Limits with { MaximumPacketSize = 128 * 1024, MessagesPerSecond = 500, Burst = 1_000 };

    /// <summary>Of who only looks on in a demo: what it missed is not kept, for badge numbers and PINs would be in it.</summary>
    public static readonly ClientLimits GuestLimits = Limits with { MaximumSessionExpiryInterval = 0 };

    /// <summary>A gateway's, which speaks for a whole site.</summary>
    public static readonly ClientLimits GatewayLimits = new() { MaximumPacketSize = 256 * 1024 };

    /// <summary>The hub's own: its largest snapshot, and the topic before it.</summary>
    public static readonly ClientLimits HubLimits = new() { MaximumPacketSize = 512 * 1024 };

    /// <summary>The hub's own link reaches every site.</summary>
    public static readonly DeviceRights Hub = new(new DeviceTopics(["sohosolo/1/+/dn/#"], ["sohosolo/1/+/up/#"]));

    public bool MayPublish(string topic, bool retain = false) => Topics.MayPublish(topic, retain);

    public bool MaySubscribe(string filter) => Topics.MaySubscribe(filter);

    /// <summary>A gateway says what happened at its site, and hears what the hub wants there.</summary>
    public static DeviceRights OfGateway(SiteId site) => new(new DeviceTopics([$"sohosolo/1/{site}/up/#"], [$"sohosolo/1/{site}/dn/#"]));

    /// <summary>A device's are what its driver says of it.</summary>
    public static DeviceRights Of(Device device) => new(DriverCatalog.TopicsOf(device.Driver, new DeviceAddress(device.Site, device.Id, device.Role, device.Door)));

    public static ClientLimits LimitsOf(Device device) => device.Role == DeviceAddress.Bridge ? BridgeLimits : Limits;
}
