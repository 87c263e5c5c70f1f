using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Presence;

namespace SohoSolo.Gateway.Doors;

/// <summary>What a site's doors share. All of it is changed under one gate alone.</summary>
internal sealed class DoorParts
{
    public DoorParts(SiteId site, Recognition recognition, IEventLog log, ILan lan, IHubLine hub, Func<ClockQuality> clock)
    {
        var memory = log.Memory;
        (Site, Recognition, Hub, Clock) = (site, recognition, hub, clock);
        Locks = new Locks(site, lan);
        Lockouts = new Lockouts(memory);
        UsedPasses = new OnceOnly("pass:", memory);
        Commands = new OnceOnly("cmd:", memory);
        Alarms = new Alarms(memory, clock);
        Modes = new Modes(site, lan, memory, clock);
        Watches = new Watches(Modes, Alarms);
        Spaces = new SpacePictures(site, log, lan);
        Devices = new DeviceBook(Alarms, Spaces, clock, memory);
    }

    public SiteId Site { get; }

    public Recognition Recognition { get; }

    public IHubLine Hub { get; }

    public Func<ClockQuality> Clock { get; }

    public Locks Locks { get; }

    public Lockouts Lockouts { get; }

    /// <summary>Passes that open once, and did.</summary>
    public OnceOnly UsedPasses { get; }

    /// <summary>Commands of the hub that were carried out or refused.</summary>
    public OnceOnly Commands { get; }

    public Alarms Alarms { get; }

    public Modes Modes { get; }

    public Watches Watches { get; }

    public DeviceBook Devices { get; }

    public SpacePictures Spaces { get; }
}
