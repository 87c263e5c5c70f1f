using SohoSolo.Core.Access;
using SohoSolo.Core.Devices;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>What a decision at a site's doors reads: the gateway's place, the doors, the devices, the alarms, and credentials by id.</summary>
internal sealed class DoorRows(Scope scope)
{
    private readonly string[] credentialIds = [.. scope.Credentials];
    private readonly string[] enrolmentIds = [.. scope.Enrolments];
    private readonly string[] members = [.. scope.Members.Select(id => id.Value)];
    private readonly string[] asks = [.. scope.WalkIns];
    private readonly List<GatewayCursor> cursors = [];
    private readonly List<GatewayKeyRow> keys = [];
    private readonly List<Alarm> alarms = [];
    private readonly List<Device> devices = [];
    private readonly List<Door> doors = [];
    private readonly List<Credential> credentials = [];
    private readonly List<Enrolment> enrolments = [];
    private readonly List<WalkInRow> walkIns = [];
    private long counter;
    private long revision;

    /// <summary>Before every other lock (<c>rulings</c> 10).</summary>
    public void AddLock(List<SqlStatement> batch, DoorSql sql)
    {
        if (scope.Presence is { } presence && sql.LockPresence is not null)
            batch.Add(new SqlStatement(sql.LockPresence, [presence.Value], static _ => { }));
    }

    public void AddReads(List<SqlStatement> batch, DoorSql sql)
    {
        if (scope.Presence is { } presence)
            batch.Add(new SqlStatement(DoorSql.Counter, [presence.Value], row => (counter, revision) = (row.GetInt64(0), row.GetInt64(1))));

        if (scope.Gateway is { } gateway)
        {
            batch.Add(new SqlStatement(DoorSql.Cursors, [gateway], row => cursors.Add(EventTable.ReadCursor(row))));
            batch.Add(new SqlStatement(DoorSql.Keys, [gateway], row => keys.Add(LinkTable.ReadKey(row))));
        }

        if (scope.Site is { } site)
            AddSiteReads(batch, site.Value);

        if (credentialIds.Length > 0)
            batch.Add(new SqlStatement(sql.Credentials.For(credentialIds), [ByIds.Which(credentialIds)], row => Keep(CredentialTable.Read(row))));

        if (scope.CredentialsOfMembers && members.Length > 0)
            batch.Add(new SqlStatement(sql.CredentialsOfMembers.For(members), [ByIds.Which(members)], row => Keep(CredentialTable.Read(row))));

        if (enrolmentIds.Length > 0)
            batch.Add(new SqlStatement(sql.Enrolments.For(enrolmentIds), [ByIds.Which(enrolmentIds)], row => Keep(CredentialTable.ReadEnrolment(row))));

        if (asks.Length > 0)
            batch.Add(new SqlStatement(sql.WalkIns.For(asks), [ByIds.Which(asks)], row => walkIns.Add(LinkTable.ReadWalkIn(row))));
    }

    public Facts Into(Facts facts) => facts with
    {
        Cursors = cursors,
        GatewayKeys = keys,
        OpenAlarms = alarms,
        Devices = devices,
        Doors = doors,
        Credentials = credentials,
        Enrolments = enrolments,
        WalkIns = walkIns,
        LinkCounter = counter,
        LinkRevision = revision,
    };

    private void AddSiteReads(List<SqlStatement> batch, string site)
    {
        if (scope.OpenAlarms)
            batch.Add(new SqlStatement(DoorSql.OpenAlarms, [site], row => alarms.Add(DeviceTable.ReadAlarm(row))));

        if (scope.Devices)
            batch.Add(new SqlStatement(DoorSql.Devices, [site], row => devices.Add(DeviceTable.Read(row))));

        if (scope.PendingEnrolments)
            batch.Add(new SqlStatement(DoorSql.PendingEnrolments, [site], row => Keep(CredentialTable.ReadEnrolment(row))));

        if (scope.Doors)
            batch.Add(new SqlStatement(DoorSql.Doors, [site], row => doors.Add(DoorTable.Read(row))));
    }

    // What is asked for in two ways is kept once.
    private void Keep(Credential read)
    {
        if (!credentials.Exists(known => known.Id == read.Id))
            credentials.Add(read);
    }

    private void Keep(Enrolment read)
    {
        if (!enrolments.Exists(known => known.Id == read.Id))
            enrolments.Add(read);
    }
}

/// <summary>The locks and reads of decisions at doors. Cost depends on what stands at the site, never on history.</summary>
internal sealed class DoorSql(Dialect dialect)
{
    public const string Counter = "SELECT l.counter, l.rev FROM site_link l WHERE l.site_id = $1";

    public const string Cursors = $"SELECT {EventTable.CursorColumns} FROM gateway_cursor g WHERE g.gateway = $1 ORDER BY g.seen_at, g.epoch";

    public const string Keys = $"SELECT {LinkTable.KeyColumns} FROM gateway_key k WHERE k.gateway = $1 ORDER BY k.kid DESC LIMIT 4";

    public const string OpenAlarms = $"SELECT {DeviceTable.AlarmColumns} FROM alarm a WHERE a.site_id = $1 AND a.cleared_at IS NULL ORDER BY a.raised_at, a.id";

    public const string Devices = $"SELECT {DeviceTable.Columns} FROM device d WHERE d.site_id = $1 AND d.removed_at IS NULL ORDER BY d.id";

    public const string Doors = $"SELECT {DoorTable.Columns} FROM door d WHERE d.site_id = $1 ORDER BY d.id";

    public const string PendingEnrolments = $"""
        SELECT {CredentialTable.EnrolmentColumns} FROM enrolment e WHERE e.status = 'pending' AND e.site_id = $1 ORDER BY e.made_at, e.id
        """;

    /// <summary>Null on SQLite, where the writer is alone.</summary>
    public string? LockPresence { get; } = dialect.Locks ? "SELECT site_id FROM presence WHERE site_id = $1 FOR NO KEY UPDATE" : null;

    public ByIds Credentials { get; } = ByIds.Of(dialect, ids => $"SELECT {CredentialTable.Columns} FROM credential c WHERE c.id {ids} ORDER BY c.id");

    public ByIds CredentialsOfMembers { get; } = ByIds.Of(dialect, ids => $"""
        SELECT {CredentialTable.Columns} FROM credential c WHERE c.member_id {ids} AND c.revoked_at IS NULL ORDER BY c.id
        """);

    public ByIds Enrolments { get; } = ByIds.Of(dialect, ids => $"SELECT {CredentialTable.EnrolmentColumns} FROM enrolment e WHERE e.id {ids} ORDER BY e.id");

    public ByIds WalkIns { get; } = ByIds.Of(dialect, ids => $"SELECT {LinkTable.WalkInColumns} FROM walk_in w WHERE w.ask {ids} ORDER BY w.ask");
}
