using SohoSolo.Core;

namespace SohoSolo.Gateway.Wire;

/// <summary>The topics of contract §3 and §4, all below <c>sohosolo/1/SITE/</c>.</summary>
public static class Topics
{
    /// <summary>What every topic begins with.</summary>
    public const string Root = "sohosolo/1/";

    /// <summary>Batches of all sites, shared between the hub's nodes.</summary>
    public const string AllBatches = $"$share/ingest/{Root}+/up/batch";

    /// <summary>Questions of all sites, shared between the hub's nodes.</summary>
    public const string AllAsks = $"$share/ingest/{Root}+/up/ask";

    /// <summary>Gateway to hub: events.</summary>
    public static string Batch(SiteId site) => $"{Root}{site.Value}/up/batch";

    /// <summary>Gateway to hub: questions.</summary>
    public static string Ask(SiteId site) => $"{Root}{site.Value}/up/ask";

    /// <summary>Hub to gateway: which events are committed.</summary>
    public static string Ack(SiteId site) => $"{Root}{site.Value}/dn/ack";

    /// <summary>Hub to gateway, retained: the whole snapshot.</summary>
    public static string Snapshot(SiteId site) => $"{Root}{site.Value}/dn/snapshot";

    /// <summary>Hub to gateway: a change of the snapshot.</summary>
    public static string Delta(SiteId site) => $"{Root}{site.Value}/dn/delta";

    /// <summary>Hub to gateway: the answer to a question.</summary>
    public static string Answer(SiteId site) => $"{Root}{site.Value}/dn/answer";

    /// <summary>Hub to gateway, never retained: a command.</summary>
    public static string Command(SiteId site) => $"{Root}{site.Value}/dn/cmd";

    /// <summary>Hub to gateway, retained: what modes are asked of the doors.</summary>
    public static string Mode(SiteId site) => $"{Root}{site.Value}/dn/mode";

    /// <summary>Device to gateway, retained: whether it is online.</summary>
    public static string DeviceState(SiteId site, string device) => $"{Root}{site.Value}/dev/{device}/state";

    /// <summary>Device to gateway: an event.</summary>
    public static string DeviceEvent(SiteId site, string device) => $"{Root}{site.Value}/dev/{device}/evt";

    /// <summary>Device to gateway: what became of a command.</summary>
    public static string DeviceAck(SiteId site, string device) => $"{Root}{site.Value}/dev/{device}/ack";

    /// <summary>Gateway to device: up to where its events are on disk.</summary>
    public static string DeviceReceived(SiteId site, string device) => $"{Root}{site.Value}/dev/{device}/rcv";

    /// <summary>Gateway to device, never retained: unlock or beep.</summary>
    public static string DoorCommand(SiteId site, string door) => $"{Root}{site.Value}/door/{door}/cmd";

    /// <summary>Gateway to device, retained: the door's mode.</summary>
    public static string DoorMode(SiteId site, string door) => $"{Root}{site.Value}/door/{door}/mode";

    /// <summary>Gateway to whoever watches, retained: whether a space is occupied.</summary>
    public static string SpaceOccupancy(SiteId site, SpaceId space) => $"{Root}{site.Value}/space/{space.Value}/occ";

    /// <summary>The site that a topic is below; null for a topic of nobody.</summary>
    public static SiteId? SiteOf(string topic)
    {
        if (!topic.StartsWith(Root, StringComparison.Ordinal)) return null;

        var end = topic.IndexOf('/', Root.Length);
        return end > Root.Length ? new SiteId(topic[Root.Length..end]) : null;
    }
}
