using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>The devices of the sites, and the alarms that devices and people raise.</summary>
internal sealed class DeviceTable(Dialect dialect)
{
    public const string Columns =
        "d.id, d.version, d.site_id, d.driver, d.role, d.door, d.space_id, d.password_hash, d.made_at, d.removed_at, d.is_online, d.last_seen, d.battery_percent, "
        + "d.sensor, d.report_minutes";

    public const string AlarmColumns =
        "a.id, a.version, a.site_id, a.kind, a.about, a.raised_at, a.cleared_at, a.acknowledged_at, a.acknowledged_by, a.note, a.raised_by";

    private const string InsertSql = """
        INSERT INTO device (id, version, site_id, driver, role, door, space_id, password_hash, made_at, removed_at, is_online, last_seen, battery_percent,
            sensor, report_minutes)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """;

    // When a device was last heard of is no step of its history: it changes with every message.
    private const string SeenSql = "UPDATE device SET last_seen = $2 WHERE id = $1 AND (last_seen IS NULL OR last_seen < $2)";

    private const string InsertAlarmSql = """
        INSERT INTO alarm (id, version, site_id, kind, about, raised_at, cleared_at, acknowledged_at, acknowledged_by, note, raised_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    private readonly string updateSql = dialect.Guard("""
        UPDATE device SET version = $3, site_id = $4, driver = $5, role = $6, door = $7, space_id = $8, password_hash = $9, removed_at = $10, is_online = $11,
            last_seen = $12, battery_percent = $13, sensor = $14, report_minutes = $15
        WHERE id = $1 AND version = $2
        """);

    private readonly string updateAlarmSql = dialect.Guard("""
        UPDATE alarm SET version = $3, cleared_at = $4, acknowledged_at = $5, acknowledged_by = $6, note = $7 WHERE id = $1 AND version = $2
        """);

    public static SqlStatement Insert(Device d) => new(InsertSql,
    [
        d.Id, d.Version, d.Site.Value, d.Driver, d.Role, d.Door, d.Space?.Value, d.PasswordHash, d.MadeAt, d.RemovedAt, d.IsOnline, d.LastSeen, d.BatteryPercent,
        Sensor(d), Minutes(d),
    ]);

    public SqlStatement Update(Device before, Device d) => new(updateSql,
    [
        d.Id, before.Version, d.Version, d.Site.Value, d.Driver, d.Role, d.Door, d.Space?.Value, d.PasswordHash, d.RemovedAt, d.IsOnline, d.LastSeen, d.BatteryPercent,
        Sensor(d), Minutes(d),
    ])
    {
        Guarded = true,
    };

    public static SqlStatement Seen(string device, DateTimeOffset at) => new(SeenSql, [device, at]);

    public static SqlStatement Insert(Alarm a) => new(InsertAlarmSql,
    [
        a.Id, a.Version, a.Site.Value, a.Kind, a.About, a.RaisedAt, a.ClearedAt, a.AcknowledgedAt, a.AcknowledgedBy?.Value, a.Note, a.RaisedBy?.Value,
    ]);

    public SqlStatement Update(Alarm before, Alarm a) => new(updateAlarmSql,
        [a.Id, before.Version, a.Version, a.ClearedAt, a.AcknowledgedAt, a.AcknowledgedBy?.Value, a.Note])
    {
        Guarded = true,
    };

    public static Device Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Version = row.GetInt32(1),
        Site = new SiteId(row.GetString(2)),
        Driver = row.GetString(3),
        Role = row.GetString(4),
        Door = row.Text(5),
        Space = row.Text(6) is { } space ? new SpaceId(space) : null,
        PasswordHash = row.GetString(7),
        MadeAt = row.Instant(8),
        RemovedAt = row.InstantOrNull(9),
        IsOnline = row.IsDBNull(10) ? null : row.GetBoolean(10),
        LastSeen = row.InstantOrNull(11),
        BatteryPercent = row.Number(12),
        Sensor = row.Text(13) is { } sensor ? Stored.Read<SensorKind>(sensor) : null,
        ReportsEvery = row.Number(14) is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
    };

    public static Alarm ReadAlarm(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Version = row.GetInt32(1),
        Site = new SiteId(row.GetString(2)),
        Kind = row.GetString(3),
        About = row.GetString(4),
        RaisedAt = row.Instant(5),
        ClearedAt = row.InstantOrNull(6),
        AcknowledgedAt = row.InstantOrNull(7),
        AcknowledgedBy = row.Text(8) is { } member ? new MemberId(member) : null,
        Note = row.Text(9),
        RaisedBy = row.Text(10) is { } reporter ? new MemberId(reporter) : null,
    };

    private static string? Sensor(Device d) => d.Sensor is { } sensor ? Stored.Word(sensor) : null;

    private static int? Minutes(Device d) => d.ReportsEvery is { } period ? (int)period.TotalMinutes : null;
}
