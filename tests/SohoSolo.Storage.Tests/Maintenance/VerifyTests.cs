namespace SohoSolo.Storage.Tests.Maintenance;

public sealed class VerifyTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Everything_holds_in_a_database_that_only_decisions_wrote(string engine)
    {
        await using var database = await Tampered.Open(engine);

        Assert.All(await Verify(database), finding => Assert.True(finding.Ok, $"{finding.Check}: {finding.Says}"));
    }

    public static TheoryData<string, string, string> Tamperings()
    {
        (string Check, string Sql)[] cases =
        [
            ("places", "UPDATE booking SET space_id = 'nogaro-desk-1' WHERE id = 'booking-of-paul'"),
            ("leases", "INSERT INTO entitlement SELECT 'lease-2', 1, member_id, kind, funder, 20261231, NULL, units, per_site_cap, payer, space_id, made_at FROM entitlement WHERE id = 'lease-1'"),
            ("members", "UPDATE booking SET member_id = 'm001' WHERE id = 'booking-of-paul'"),
            ("holds", "UPDATE booking SET holds = FALSE WHERE id = 'booking-of-anne'"),
            ("holds", "UPDATE booking SET due_at = NULL WHERE id = 'booking-of-anne'"),
            ("holds", "UPDATE booking SET due_at = end_at WHERE id = 'booking-over'"),
            ("balances", "UPDATE balance SET held = held + 1 WHERE entitlement_id = 'grant-m001'"),
            ("balances", "DELETE FROM balance WHERE entitlement_id = 'grant-m001'"),
            ("balances", "INSERT INTO balance VALUES ('grant-m009', '2026-11', 'nogaro', 0, 1)"),
            ("balances", "DELETE FROM charge WHERE booking_id = 'booking-of-anne'"),
            ("charges", "UPDATE charge SET used = TRUE WHERE booking_id = 'booking-of-anne'"),
            ("charges", "UPDATE charge SET used = FALSE WHERE booking_id = 'booking-over'"),
            ("charges", "UPDATE booking SET status = 'refused', holds = FALSE, due_at = NULL WHERE id = 'booking-of-anne'"),
            ("charges", "UPDATE charge SET entitlement_id = 'grant-m002' WHERE booking_id = 'booking-of-anne'"),
            ("charges", "INSERT INTO charge VALUES ('nobody', 'grant-m001', '2026-11', 1, TRUE)"),
            ("offers", "UPDATE waiting SET offer = NULL WHERE id = 'waiting-1'"),
            ("journal of bookings", "DELETE FROM journal WHERE entity = 'booking' AND entity_id = 'booking-over' AND version = 1"),
            ("journal of bookings", "UPDATE journal SET version = 1 WHERE entity = 'booking' AND entity_id = 'booking-over'"),
            ("journal of bookings", "UPDATE booking SET version = 2 WHERE id = 'booking-of-anne'"),
            ("journal of bookings", "DELETE FROM booking WHERE id = 'booking-of-anne'"),
            ("journal of waiting entries", "UPDATE waiting SET version = 2 WHERE id = 'waiting-1'"),
            ("journal of entitlements", "UPDATE entitlement SET version = 1 WHERE id = 'lease-1'"),
            ("journal of members", "DELETE FROM journal WHERE entity = 'member' AND entity_id = 'm007'"),
            ("journal of sites", "DELETE FROM journal WHERE entity = 'site' AND version = 3"),
            ("journal of closures", "UPDATE closure SET removed_at = 1 WHERE id = 'closure-1'"),
            ("journal of tokens", "UPDATE token SET revoked_at = 1 WHERE id = 'token-1'"),
            ("journal of the policy", "UPDATE policy SET version = 2"),
            ("presence", "DELETE FROM presence"),
            ("events", "DELETE FROM site_event WHERE seq = 2"),
            ("events", "DELETE FROM site_event WHERE seq = 6"),
            ("events", "UPDATE gateway_cursor SET upto = 5"),
            ("events", "UPDATE gateway_cursor SET upto = 7"),
            ("events", "DELETE FROM gateway_cursor"),
            ("events", "DELETE FROM event_gap"),
            ("events", "UPDATE site_event SET epoch = 'other' WHERE seq = 6"),
            ("access log", "DELETE FROM journal WHERE entity = 'access' AND what = 'denied'"),
            ("access log", "UPDATE site_event SET decision = 'granted' WHERE seq = 3"),
            ("access log", "UPDATE journal SET entity_id = 'gw-nogaro/c3/1' WHERE entity = 'access'"),
            ("badges", "UPDATE credential SET lookup = 'lookup-2', revoked_at = NULL WHERE id = 'credential-1'"),
            ("walk-ins", "UPDATE walk_in SET booking_id = 'nobody'"),
            ("walk-ins", "UPDATE booking SET walk_in = FALSE WHERE id = 'booking-walk-in'"),
            ("walk-ins", "UPDATE walk_in SET member_id = 'm009'"),
            ("passes", "DELETE FROM journal WHERE entity = 'pass'"),
            ("journal of credentials", "DELETE FROM journal WHERE entity = 'credential' AND version = 2"),
            ("journal of enrolments", "UPDATE enrolment SET version = 3"),
            ("journal of doors", "UPDATE door SET version = 2"),
            ("journal of doors", "UPDATE journal SET entity_id = 'auch/main' WHERE entity = 'door'"),
            ("journal of doors", "DELETE FROM door"),
            ("journal of devices", "DELETE FROM journal WHERE entity = 'device'"),
            ("reconciliations", "UPDATE reconciliation SET booking_id = 'nobody' WHERE id = 'booking-of-anne'"),
            ("reconciliations", "UPDATE reconciliation SET booking_id = 'booking-of-paul' WHERE id = 'booking-of-anne'"),
            ("reconciliations", "UPDATE reconciliation SET site_id = 'auch' WHERE id = 'booking-of-anne'"),
            ("checkpoints", "DELETE FROM occupancy_checkpoint"),
            ("checkpoints", "UPDATE occupancy SET site_id = 'auch'"),
            ("checkpoints", "UPDATE occupancy_checkpoint SET space_id = 'nogaro-desk-2' WHERE state LIKE '%true%'"),
            ("occupancy", "UPDATE occupancy SET state = '{}x'"),
            ("occupancy", "UPDATE occupancy SET folded_to = folded_to - 1"),
            ("occupancy", "UPDATE occupancy_checkpoint SET state = (SELECT state FROM occupancy)"),
            ("occupancy", "UPDATE occupancy_checkpoint SET state = 'null'"),
            ("journal of spaces' occupancy", "UPDATE occupancy SET version = 3"),
            ("journal of accounts of presence", "DELETE FROM journal WHERE entity = 'reconciliation'"),
            ("journal of alarms", "DELETE FROM alarm"),
        ];
        var data = new TheoryData<string, string, string>();
        foreach (var (check, sql) in cases)
        {
            data.Add(TestDatabase.Sqlite, check, sql);
            data.Add(TestDatabase.Postgres, check, sql);
        }

        return data;
    }

    [Theory, MemberData(nameof(Tamperings))]
    public async Task A_row_changed_behind_the_stores_back_is_found(string engine, string check, string sql)
    {
        await using var database = await Tampered.Open(engine);
        await database.Tamper([.. WithoutGuards(engine), sql]);

        var found = (await Verify(database)).Single(finding => finding.Check == check);

        Assert.False(found.Ok, found.Says);
    }

    /// <summary>The checks must see for themselves what the database's own guards would have refused.</summary>
    private static string[] WithoutGuards(string engine) => engine == TestDatabase.Sqlite
        ? ["DROP TRIGGER booking_no_overlap_update", "DROP TRIGGER lease_no_overlap_insert", "DROP INDEX credential_active"]
        : ["ALTER TABLE booking DROP CONSTRAINT booking_no_overlap", "ALTER TABLE entitlement DROP CONSTRAINT lease_no_overlap", "DROP INDEX credential_active"];

    private static Task<IReadOnlyList<Finding>> Verify(TestDatabase database) =>
        new StoreMaintenance(database.Store).Verify(TestContext.Current.CancellationToken);
}
