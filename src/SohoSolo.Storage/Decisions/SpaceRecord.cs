using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;

namespace SohoSolo.Storage;

/// <summary>A space's signals as they are folded, and what was last said of them in the journal. It is written under the lock of its site's presence only.</summary>
/// <param name="Space">The space.</param>
/// <param name="Site">Its site.</param>
/// <param name="Version">Grows with each entry in the journal; a state that only moved on keeps it.</param>
/// <param name="State">Every signal so far.</param>
/// <param name="Announced">What the journal told last.</param>
/// <param name="AnnouncedAt">When it did.</param>
public sealed record SpaceRecord(SpaceId Space, SiteId Site, int Version, SpaceState State, OccupancyLevel Announced, DateTimeOffset AnnouncedAt);

/// <summary>What it takes to fold a space again because a signal came late.</summary>
/// <param name="Checkpoint">The state as every signal before <see cref="From"/> has left it.</param>
/// <param name="Since">What the space's devices have reported from then on and is kept, by time, device and number.</param>
public sealed record Refold(SpaceState Checkpoint, IReadOnlyList<SiteEvent> Since)
{
    /// <summary>The checkpoint's place.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Every sensor that watches the space or has watched it, by id: a removed one's word still counts for its time.</summary>
    public required IReadOnlyList<SpaceSensor> Sensors { get; init; }
}
