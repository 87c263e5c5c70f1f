using SohoSolo.Core;
using SohoSolo.Core.Presence;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>Presence: what sensors said, and what follows from it.</summary>
internal sealed partial class Writes
{
    public void Put(SpaceRecord? before, SpaceRecord after, string? what)
    {
        if (what is null && before?.Version != after.Version)
            throw new ArgumentException($"A state that is not told keeps its version, and the first one is told; got {before?.Version} and then {after.Version}.");

        if (what is not null)
            MustStep(before?.Version, after.Version);

        rows.Add(before is null ? OccupancyTable.Insert(after) : sql.Occupancies.Update(before, after));
        if (what is not null)
            Note(Entry("occupancy", after.Space.Value, after.Version, what) with { SiteId = after.Site.Value });
    }

    public void PutCheckpoint(SpaceId space, DateTimeOffset at, SpaceState state) => rows.Add(OccupancyTable.Put(space, at, state));

    public void UndoCheckpoints(SpaceId space, DateTimeOffset after) => rows.Add(OccupancyTable.UndoAfter(space, after));

    public void ForgetCheckpoints(SpaceId space, IEnumerable<(DateTimeOffset Before, TimeSpan Mark)> thinned, DateTimeOffset before) =>
        rows.AddRange([.. thinned.Select(thin => OccupancyTable.Thin(space, thin.Before, thin.Mark)), OccupancyTable.Forget(space, before)]);

    public void Put(Reconciliation? before, Reconciliation after, string what)
    {
        MustStep(before?.Version, after.Version);
        rows.Add(before is null ? ReconciliationTable.Insert(after) : sql.Reconciliations.Update(before, after));
        Note(Entry("reconciliation", after.Id, after.Version, what) with { MemberId = after.Member?.Value, SiteId = after.Site.Value });
    }
}
