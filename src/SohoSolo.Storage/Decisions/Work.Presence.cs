using SohoSolo.Core;
using SohoSolo.Core.Presence;

namespace SohoSolo.Storage;

/// <summary>What decisions about presence put. Ingest and the sweep fold one space's signals and draw the conclusions: never at once, so the site's presence must be locked.</summary>
public sealed partial class Work
{
    /// <summary>
    /// A space's folded signals. <paramref name="what"/> is the level that the journal tells and takes a version; null where the state has only moved on. The first one of a space is told, always.
    /// </summary>
    public void Put(SpaceRecord? before, SpaceRecord after, string? what)
    {
        MustHold(after.Site);
        writes.Put(before, after, what);
    }

    /// <summary>The state as every signal of the space before <paramref name="at"/> has left it.</summary>
    public void PutCheckpoint(SpaceId space, DateTimeOffset at, SpaceState state) => writes.PutCheckpoint(space, at, state);

    /// <summary>Takes back the checkpoints after this one, because a signal has come that belongs before them; put before the new ones.</summary>
    public void UndoCheckpoints(SpaceId space, DateTimeOffset after) => writes.UndoCheckpoints(space, after);

    /// <summary>Of the checkpoints before each of the instants those at its full marks (in UTC) are kept; of those before <paramref name="before"/> the newest.</summary>
    public void ForgetCheckpoints(SpaceId space, IEnumerable<(DateTimeOffset Before, TimeSpan Mark)> thinned, DateTimeOffset before) => writes.ForgetCheckpoints(space, thinned, before);

    public void Put(Reconciliation? before, Reconciliation after, string what)
    {
        MustHold(after.Site);
        writes.Put(before, after, what);
    }

    private void MustHold(SiteId site)
    {
        if (presence != site)
            throw new InvalidOperationException($"What is known of presence at {site} is written under the lock of its presence only.");
    }
}
