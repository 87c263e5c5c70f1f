using System.Globalization;
using Dapper;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Schema;

namespace SohoSolo.Storage.Tests;

/// <summary>A database as the program's first schema left it: a site with a place, a member, a booking, and the journal that tells of them.</summary>
internal static class FirstSchema
{
    public static async Task Make(Engine engine, int version = 1)
    {
        await using var connection = await engine.OpenWrite(TestContext.Current.CancellationToken);
        foreach (var script in Script.Of(engine.Dialect).Where(script => script.Version <= version))
            await connection.ExecuteAsync(script.Sql);

        foreach (var script in Script.Of(engine.Dialect).Where(script => script.Version <= version))
            await connection.ExecuteAsync("INSERT INTO meta (key, value) VALUES (@Key, @Checksum)", new { Key = $"schema_script {script.Name}", script.Checksum });

        await connection.ExecuteAsync("INSERT INTO meta (key, value) VALUES ('schema_version', @version)", new { version = $"{version}" });
        foreach (var sql in Rows)
            await connection.ExecuteAsync(sql);
    }

    private static readonly string[] Rows =
    [
        """
        INSERT INTO site (id, version, name, commune, community, lat, lon, zone, hours, half_day_boundary, equipment, leases)
        VALUES ('nogaro', 1, 'Nogaro', '32296', '200035632', 43.76, -0.03, 'Europe/Paris', '{"monday":["08:00","19:00"]}', '13:30', '[]', FALSE)
        """,
        "INSERT INTO space (id, site_id, name, kind, seats, equipment, needs_approval) VALUES ('nogaro-desk-1', 'nogaro', 'Poste 1', 'desk', 1, '[]', FALSE)",
        "INSERT INTO member (id, version, name, role, status, made_at) VALUES ('m001', 1, 'Anne', 'member', 'active', 0)",
        string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO booking (id, version, site_id, space_id, kind, member_id, start_at, end_at, status, holds, rules_version, rate, made_at, due_at)
            VALUES ('booking-1', 1, 'nogaro', 'nogaro-desk-1', 'desk', 'm001', {Ms(9)}, {Ms(12)}, 'confirmed', TRUE, 1, 1, 0, {Ms(12)})
            """),
        Entry("site", "nogaro"),
        Entry("member", "m001"),
        Entry("booking", "booking-1"),
    ];

    private static long Ms(int hour) => Some.Tuesday(hour, 24).Start.ToUnixTimeMilliseconds();

    private static string Entry(string entity, string id) =>
        $"INSERT INTO journal (epoch, tx, at, entity, entity_id, version, what, actor) VALUES (1, 1, 0, '{entity}', '{id}', 1, 'made', 'system')";
}
