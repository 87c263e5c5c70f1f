namespace SohoSolo.Gateway.Drivers.Zigbee2Mqtt;

/// <summary>What a topic below the base is about.</summary>
internal enum ZigbeeLeaf
{
    Report,
    Availability,
    Attribute,
    Command,
    BridgeState,
    Bridge,
}

/// <summary>Which device a topic is of. A name may hold slashes, so only the last levels tell what the topic is about.</summary>
internal static class ZigbeeTopic
{
    private static readonly string[] Attributes = ["occupancy", "presence", "contact", "battery", "tamper", "motion"];

    /// <param name="below">The topic without its base.</param>
    /// <param name="payload">An object is a whole report, whatever the name ends with.</param>
    public static (string Name, ZigbeeLeaf Leaf) Parse(string below, ReadOnlyMemory<byte> payload)
    {
        var levels = below.Split('/');
        return levels switch
        {
            ["bridge", "state"] => ("bridge", ZigbeeLeaf.BridgeState),
            ["bridge", .. var what] => (string.Join('/', what), ZigbeeLeaf.Bridge),
            [_, .., "set" or "get"] or [_, .., "set" or "get", _] => (levels[0], ZigbeeLeaf.Command),
            [_, .., "availability"] => (Before(below), ZigbeeLeaf.Availability),
            [_, .., var last] when levels.Length > 1 && Attributes.Contains(last) && !VendorJson.IsObject(payload) => (Before(below), ZigbeeLeaf.Attribute),
            _ => (below, ZigbeeLeaf.Report),
        };
    }

    public static string AttributeOf(string topic) => topic[(topic.LastIndexOf('/') + 1)..];

    private static string Before(string below) => below[..below.LastIndexOf('/')];
}
