using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Time;
using SohoSolo.Gateway.Drivers;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Doors;

/// <summary>A snapshot made ready to be asked in an instant. Immutable: another snapshot is another index, put in its place at once.</summary>
public sealed class SnapshotIndex
{
    private static readonly Standing Unknown = new Standing.Unknown();

    private readonly AccessSnapshot? snapshot;
    private readonly Dictionary<string, Standing> byHash = new(StringComparer.Ordinal);
    private readonly HashSet<string> revoked;
    private readonly Dictionary<string, SnapshotDoor> doors;

    public SnapshotIndex(SiteId site, AccessSnapshot? snapshot)
    {
        this.snapshot = snapshot;
        Site = site;
        var content = snapshot?.Content ?? AccessContent.None;
        foreach (var entries in content.Entries.GroupBy(entry => entry.Hash, StringComparer.Ordinal))
            byHash[entries.Key] = new Standing.Known([.. entries]);

        foreach (var hash in content.Revoked)
            byHash[hash] = new Standing.Revoked((byHash.GetValueOrDefault(hash) as Standing.Known)?.Entries[0].Ref);

        revoked = [.. content.Revoked];
        doors = content.Doors.ToDictionary(door => door.Id, StringComparer.Ordinal);
        Devices = new DeviceTable(site, content.Devices);
        Rules = content.Rules;
        Open = content.Open;
        Presence = content.Presence;
    }

    public SiteId Site { get; }

    /// <summary>0 while there is none.</summary>
    public long Revision => snapshot?.Revision ?? 0;

    public DateTimeOffset? IssuedAt => snapshot?.IssuedAt;

    public DeviceTable Devices { get; }

    public AccessRules Rules { get; }

    public IReadOnlyList<TimeRange> Open { get; }

    public PresenceRules Presence { get; }

    public IReadOnlyCollection<SnapshotDoor> Doors => doors.Values;

    public SnapshotDoor? Door(string? id) => id is null ? null : doors.GetValueOrDefault(id);

    public Standing Of(string hash) => byHash.GetValueOrDefault(hash, Unknown);

    public bool IsCancelled(PassClaims claims) => revoked.Contains(PassRefs.Of(claims.Nonce));

    /// <summary>
    /// Whatever the clock is worth: one that was never set stands long before, where nothing has run out; one that nobody compared for a week has gone on, and says rightly that its time is over.
    /// </summary>
    public bool IsExpired(DateTimeOffset now) => snapshot is null || now >= snapshot.ExpiresAt;
}
