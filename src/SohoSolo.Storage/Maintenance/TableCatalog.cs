using System.Data.Common;
using Dapper;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage;

/// <summary>A column's type as both engines declare it.</summary>
internal enum ColumnKind
{
    Text,
    Integer,
    Long,
    Flag,
    Real,
}

internal sealed record Column(string Name, ColumnKind Kind);

internal sealed record Table(string Name, IReadOnlyList<Column> Columns)
{
    public string Names => string.Join(", ", Columns.Select(column => column.Name));
}

/// <summary>The tables of a database with their columns, as the database itself tells them; what others keep in it is passed over.</summary>
internal static class TableCatalog
{
    /// <summary>Every table, each after those it refers to: the order in which rows can be written. A test holds it against the schema.</summary>
    public static readonly IReadOnlyList<string> InOrder =
    [
        "community", "commune", "hub_secret", "policy", "site", "presence", "space", "plan_picture", "closure", "member", "person", "member_home", "keeper_site", "token", "entitlement", "lent_day",
        "balance", "booking", "charge", "evidence", "waiting", "door", "device", "alarm", "credential", "enrolment", "guest_pass", "gateway_key", "site_link",
        "gateway_cursor", "event_gap", "site_event", "walk_in", "occupancy", "occupancy_checkpoint", "reconciliation", "gateway_lease", "preference", "consent", "mail", "mail_about", "mail_refusal", "sign_in",
        "passkey", "passkey_try", "sensor_hour", "erasure", "erased", "job_run", "calendar_link", "calendar_source", "calendar_entry", "webhook", "webhook_lane", "webhook_delivery",
        "offer", "usage_month", "usage_day", "usage_person", "frozen_month", "frozen_use", "frozen_cell", "frozen_hour",
        "journal", "journal_cursor", "command", "meta",
    ];

    /// <summary>What every start of the program loads, or makes, where it is missing.</summary>
    public static readonly IReadOnlyList<string> Reference = ["community", "commune", "hub_secret", "job_run"];

    private const string PostgresSql = """
        SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c JOIN information_schema.tables t
            ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
        WHERE c.table_schema = current_schema() ORDER BY c.table_name, c.ordinal_position
        """;

    private const string SqliteSql = """
        SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid
        """;

    public static async Task<IReadOnlyDictionary<string, Table>> Read(DbConnection connection, Dialect dialect, DbTransaction transaction)
    {
        var sql = dialect.IsPostgres ? PostgresSql : SqliteSql;
        var rows = await connection.QueryAsync<(string Table, string Column, string Type)>(sql, transaction: transaction).ConfigureAwait(false);
        return rows
            .GroupBy(row => row.Table)
            .Where(table => table.All(row => Kind(row.Type) is not null))
            .Select(table => new Table(table.Key, [.. table.Select(row => new Column(row.Column, Kind(row.Type)!.Value))]))
            .ToDictionary(table => table.Name);
    }

    /// <summary>Null for a type that no column of ours has: that table is somebody else's, such as the scheduler's.</summary>
    private static ColumnKind? Kind(string type) => type.ToLowerInvariant() switch
    {
        "text" or "idtext" => ColumnKind.Text,
        "integer" => ColumnKind.Integer,
        "bigint" => ColumnKind.Long,
        "boolean" => ColumnKind.Flag,
        "double precision" => ColumnKind.Real,
        _ => null,
    };
}
