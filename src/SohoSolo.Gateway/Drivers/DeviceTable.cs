using SohoSolo.Core;
using SohoSolo.Core.Access;

namespace SohoSolo.Gateway.Drivers;

/// <summary>The devices of a site by their id. Immutable: another snapshot brings another table.</summary>
public sealed class DeviceTable
{
    private readonly Dictionary<string, SnapshotDevice> byId;

    public DeviceTable(SiteId site, IEnumerable<SnapshotDevice> devices)
    {
        Site = site;
        byId = devices.ToDictionary(device => device.Id, StringComparer.Ordinal);
    }

    public SiteId Site { get; }

    public IReadOnlyCollection<SnapshotDevice> All => byId.Values;

    /// <summary>What a device of the table may do at a broker.</summary>
    public DeviceTopics TopicsOf(SnapshotDevice device) => DriverCatalog.TopicsOf(device.Driver, new DeviceAddress(Site, device.Id, device.Role, device.Door));

    public SnapshotDevice? Find(string? id) => id is null ? null : byId.GetValueOrDefault(id);
}
