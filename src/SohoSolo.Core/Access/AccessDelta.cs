using SohoSolo.Core.Presence;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Access;

/// <summary>The difference between two snapshots of one site. A part that did not change is null.</summary>
public sealed record AccessDelta
{
    public required SiteId Site { get; init; }

    /// <summary>The revision it applies to, and no other.</summary>
    public required long Previous { get; init; }

    public required long Revision { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Every entry of a hash that is new or has changed.</summary>
    public IReadOnlyList<AccessEntry> Add { get; init; } = [];

    /// <summary>Hashes that have no entry any more.</summary>
    public IReadOnlyList<string> Remove { get; init; } = [];

    public IReadOnlyList<string>? Revoked { get; init; }

    public IReadOnlyList<TimeRange>? Open { get; init; }

    public IReadOnlyList<SnapshotDoor>? Doors { get; init; }

    public IReadOnlyList<SnapshotDevice>? Devices { get; init; }

    public AccessRules? Rules { get; init; }

    public PresenceRules? Presence { get; init; }

    public static AccessDelta Between(AccessSnapshot before, AccessSnapshot after)
    {
        var (old, now) = (ByHash(before.Content.Entries), ByHash(after.Content.Entries));
        return new AccessDelta
        {
            Site = after.Site,
            Previous = before.Revision,
            Revision = after.Revision,
            IssuedAt = after.IssuedAt,
            ExpiresAt = after.ExpiresAt,
            Add = [.. after.Content.Entries.Where(entry => !old.TryGetValue(entry.Hash, out var was) || !Same(was, now[entry.Hash]))],
            Remove = [.. old.Keys.Where(hash => !now.ContainsKey(hash)).Order(StringComparer.Ordinal)],
            Revoked = before.Content.Revoked.SequenceEqual(after.Content.Revoked) ? null : after.Content.Revoked,
            Open = before.Content.Open.SequenceEqual(after.Content.Open) ? null : after.Content.Open,
            Doors = SameDoors(before.Content.Doors, after.Content.Doors) ? null : after.Content.Doors,
            Devices = before.Content.Devices.SequenceEqual(after.Content.Devices) ? null : after.Content.Devices,
            Rules = before.Content.Rules == after.Content.Rules ? null : after.Content.Rules,
            Presence = before.Content.Presence == after.Content.Presence ? null : after.Content.Presence,
        };
    }

    /// <summary>Whether it says nothing but that time has gone on.</summary>
    public bool IsEmpty => Add.Count == 0 && Remove.Count == 0 && Revoked is null && Open is null && Doors is null && Devices is null && Rules is null && Presence is null;

    /// <summary>The snapshot after this change, or null when it is another one's: then the full one is to be asked for. What it held from before stays: a change only follows.</summary>
    public AccessSnapshot? ApplyTo(AccessSnapshot before)
    {
        if (before.Site != Site || before.Revision != Previous || Revision <= Previous) return null;

        var changed = Add.Select(entry => entry.Hash).Concat(Remove).ToHashSet(StringComparer.Ordinal);
        var content = before.Content;
        return before with
        {
            Revision = Revision,
            IssuedAt = IssuedAt,
            ExpiresAt = ExpiresAt,
            Content = content with
            {
                Entries = AccessEntry.InOrder(content.Entries.Where(entry => !changed.Contains(entry.Hash)).Concat(Add)),
                Revoked = Revoked ?? content.Revoked,
                Open = Open ?? content.Open,
                Doors = Doors ?? content.Doors,
                Devices = Devices ?? content.Devices,
                Rules = Rules ?? content.Rules,
                Presence = Presence ?? content.Presence,
            },
        };
    }

    private static Dictionary<string, List<AccessEntry>> ByHash(IEnumerable<AccessEntry> entries) =>
        entries.GroupBy(entry => entry.Hash, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);

    private static bool Same(List<AccessEntry> one, List<AccessEntry> other) => one.Count == other.Count && one.Zip(other).All(pair => Same(pair.First, pair.Second));

    private static bool Same(AccessEntry one, AccessEntry other) =>
        (one.Hash, one.Ref, one.Traits, one.Holder) == (other.Hash, other.Ref, other.Traits, other.Holder) && one.Windows.SequenceEqual(other.Windows) && one.Doors.SequenceEqual(other.Doors);

    private static bool SameDoors(IReadOnlyList<SnapshotDoor> one, IReadOnlyList<SnapshotDoor> other) =>
        one.Count == other.Count && one.Zip(other).All(pair => pair.First with { Schedule = pair.Second.Schedule } == pair.Second && pair.First.Schedule.SequenceEqual(pair.Second.Schedule));
}
