using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Core.Presence;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>What is known of spaces from their sensors, and the checkpoints from which it can be folded again.</summary>
internal sealed class OccupancyTable(Dialect dialect)
{
    public const string Columns = "o.space_id, o.site_id, o.version, o.state, o.announced, o.announced_at";

    private const string InsertSql = """
        INSERT INTO occupancy (space_id, site_id, version, state, folded_to, announced, announced_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string CheckpointSql = """
        INSERT INTO occupancy_checkpoint (space_id, at, state) VALUES ($1, $2, $3)
        ON CONFLICT (space_id, at) DO UPDATE SET state = excluded.state
        """;

    private const string UndoSql = "DELETE FROM occupancy_checkpoint WHERE space_id = $1 AND at > $2";

    private const string ThinSql = "DELETE FROM occupancy_checkpoint WHERE space_id = $1 AND at < $2 AND at % $3 <> 0";

    // The newest of the old ones stays: it is the one from which the oldest day that is kept is folded.
    private const string ForgetSql = """
        DELETE FROM occupancy_checkpoint WHERE space_id = $1 AND at < (SELECT max(c.at) FROM occupancy_checkpoint c WHERE c.space_id = $1 AND c.at <= $2)
        """;

    private readonly string updateSql = dialect.Guard("""
        UPDATE occupancy SET version = $3, state = $4, folded_to = $5, announced = $6, announced_at = $7 WHERE space_id = $1 AND version = $2
        """);

    public static SqlStatement Insert(SpaceRecord o) => new(InsertSql,
        [o.Space.Value, o.Site.Value, o.Version, StoredState.Write(o.State), o.State.FoldedTo, Stored.Word(o.Announced), o.AnnouncedAt]);

    public SqlStatement Update(SpaceRecord before, SpaceRecord o) => new(updateSql,
        [o.Space.Value, before.Version, o.Version, StoredState.Write(o.State), o.State.FoldedTo, Stored.Word(o.Announced), o.AnnouncedAt])
    {
        Guarded = true,
    };

    public static SqlStatement Put(SpaceId space, DateTimeOffset at, SpaceState state) => new(CheckpointSql, [space.Value, at, StoredState.Write(state)]);

    public static SqlStatement UndoAfter(SpaceId space, DateTimeOffset at) => new(UndoSql, [space.Value, at]);

    /// <summary>Leaves those at full marks.</summary>
    public static SqlStatement Thin(SpaceId space, DateTimeOffset before, TimeSpan mark) => new(ThinSql, [space.Value, before, (long)mark.TotalMilliseconds]);

    public static SqlStatement Forget(SpaceId space, DateTimeOffset before) => new(ForgetSql, [space.Value, before]);

    public static SpaceRecord Read(DbDataReader row) => new(
        new SpaceId(row.GetString(0)),
        new SiteId(row.GetString(1)),
        row.GetInt32(2),
        StoredState.Read(row.GetString(3)),
        Stored.Read<OccupancyLevel>(row.GetString(4)),
        row.Instant(5));
}
