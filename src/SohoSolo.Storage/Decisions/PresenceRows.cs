using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>What a decision about presence reads: the spaces' folded signals, what late ones must be folded again with, and the accounts of a window.</summary>
internal sealed class PresenceRows(Scope scope)
{
    private readonly string[] spaces = [.. scope.Occupancies.Keys.Select(space => space.Value)];
    private readonly Dictionary<SpaceId, SpaceRecord> records = [];
    private readonly Dictionary<SpaceId, (DateTimeOffset From, SpaceState State)> checkpoints = [];
    private readonly Dictionary<SpaceId, List<SiteEvent>> since = [];
    private readonly Dictionary<SpaceId, List<SpaceSensor>> sensors = [];
    private readonly List<Reconciliation> reconciliations = [];
    private readonly BookingRows standing = new();

    public void AddReads(List<SqlStatement> batch, FactSql facts)
    {
        if (scope.Site is { } site)
            AddSiteReads(batch, facts.Presence, site.Value);

        if (spaces.Length > 0)
            AddSpaceReads(batch, facts.Presence);

        if (scope is { StandingBookings: { } window, Site: { } here })
            standing.AddStanding(batch, here, window);
    }

    public Facts Into(Facts facts) => facts with
    {
        Occupancies = records,
        Refolds = checkpoints.ToDictionary(
            pair => pair.Key,
            pair => new Refold(pair.Value.State, since.GetValueOrDefault(pair.Key, [])) { From = pair.Value.From, Sensors = sensors.GetValueOrDefault(pair.Key, []) }),
        StandingBookings = standing.Whole(),
        Reconciliations = reconciliations,
    };

    private void AddSiteReads(List<SqlStatement> batch, PresenceSql sql, string site)
    {
        if (scope.AllOccupancies)
            batch.Add(new SqlStatement(PresenceSql.AllOccupancies, [site], Keep));

        if (scope.Reconciliations is { } window)
            batch.Add(new SqlStatement(sql.Reconciliations, PresenceSql.Touching(site, window), row => reconciliations.Add(ReconciliationTable.Read(row))));
    }

    private void AddSpaceReads(List<SqlStatement> batch, PresenceSql sql)
    {
        var asked = scope.Occupancies.Select(pair => (string?)Stored.Ms(pair.Value).ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        batch.Add(new SqlStatement(sql.Occupancies.For(spaces), [ByIds.Which(spaces)], Keep));
        batch.Add(new SqlStatement(sql.Checkpoints, [spaces, asked], row => checkpoints[new SpaceId(row.GetString(0))] = (row.Instant(1), StoredState.Read(row.GetString(2)))));
        batch.Add(new SqlStatement(sql.SensorsOfLate, [spaces, asked], row => ListOf(sensors, row.GetString(0)).Add(new SpaceSensor(row.GetString(1), Stored.Read<SensorKind>(row.GetString(2))))));
        batch.Add(new SqlStatement(sql.EventsOfLate, [spaces, asked], row => ListOf(since, row.GetString(row.FieldCount - 1)).Add(EventTable.Read(row))));
    }

    private void Keep(System.Data.Common.DbDataReader row)
    {
        var record = OccupancyTable.Read(row);
        records[record.Space] = record;
    }

    private static List<T> ListOf<T>(Dictionary<SpaceId, List<T>> lists, string space)
    {
        var id = new SpaceId(space);
        if (!lists.TryGetValue(id, out var list))
            lists.Add(id, list = []);

        return list;
    }
}
