using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Tests.Doors;

/// <summary>Words of the hub.</summary>
internal static class Demanded
{
    public static LinkMessage.Mode Of(string door, DoorMode mode, DateTimeOffset? until = null) =>
        new(new SiteId(TestSite.Site), 1, 1, [new DoorDemands(door, [new DoorDemand(mode, until)])]);

    public static LinkMessage.Mode Nothing => new(new SiteId(TestSite.Site), 1, 1, []);
}
