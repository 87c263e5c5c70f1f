using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>Doors: what is asked of them, and what was last seen of them.</summary>
internal sealed class DoorTable(Dialect dialect)
{
    public const string Columns = "d.site_id, d.id, d.version, d.name, d.has_request_to_exit, d.has_contact, d.schedule, d.demands, d.contact, d.reported";

    private const string InsertSql = """
        INSERT INTO door (site_id, id, version, name, has_request_to_exit, has_contact, schedule, demands, contact, reported)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    private readonly string updateSql = dialect.Guard("""
        UPDATE door SET version = $4, name = $5, has_request_to_exit = $6, has_contact = $7, schedule = $8, demands = $9, contact = $10, reported = $11
        WHERE site_id = $1 AND id = $2 AND version = $3
        """);

    /// <summary>A door's name in the journal: its own is unique within its site only.</summary>
    public static string JournalId(Door d) => $"{d.Site}/{d.Id}";

    public static SqlStatement Insert(Door d) => new(InsertSql, [d.Site.Value, d.Id, d.Version, .. Fields(d)]);

    public SqlStatement Update(Door before, Door d) => new(updateSql, [d.Site.Value, d.Id, before.Version, d.Version, .. Fields(d)]) { Guarded = true };

    public static Door Read(DbDataReader row) => new()
    {
        Site = new SiteId(row.GetString(0)),
        Id = row.GetString(1),
        Version = row.GetInt32(2),
        Name = row.GetString(3),
        HasRequestToExit = row.GetBoolean(4),
        HasContact = row.GetBoolean(5),
        Schedule = row.Text(6) is { } hours ? StoredHours.Read(hours) : null,
        Demands = [.. Stored.Parse<Demand[]>(row.GetString(7)).Select(demand => new DoorDemand(Stored.Read<DoorMode>(demand.Mode), Stored.At(demand.Until)))],
        Contact = row.Text(8),
        Reported = row.Text(9) is { } mode ? Stored.Read<DoorMode>(mode) : null,
    };

    private static Value[] Fields(Door d) =>
    [
        d.Name, d.HasRequestToExit, d.HasContact, d.Schedule is null ? null : StoredHours.Write(d.Schedule),
        Stored.Json([.. d.Demands.Select(demand => new Demand(Stored.Word(demand.Mode), demand.Until?.ToUnixTimeMilliseconds()))]),
        d.Contact, d.Reported is { } mode ? Stored.Word(mode) : null,
    ];

    private sealed record Demand(string Mode, long? Until);
}
