using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>The secret addresses of calendars. One that is ended leaves no row, only its entries in the journal.</summary>
internal sealed class CalendarLinkTable(Dialect dialect)
{
    public const string Columns = "c.id, c.hash, c.member_id, c.space_id, c.shows_names, c.name, c.made_at";

    private const string InsertSql = "INSERT INTO calendar_link (id, hash, member_id, space_id, shows_names, name, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";

    private readonly string removeSql = dialect.Guard("DELETE FROM calendar_link WHERE id = $1");

    public static SqlStatement Insert(CalendarLink link) =>
        new(InsertSql, [link.Id, link.Hash, link.Member.Value, link.Space?.Value, link.ShowsNames, link.Name, link.MadeAt]);

    public SqlStatement Remove(CalendarLink link) => new(removeSql, [link.Id]) { Guarded = true };

    public static CalendarLink Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Hash = row.GetString(1),
        Member = new MemberId(row.GetString(2)),
        Space = row.Text(3) is { } space ? new SpaceId(space) : null,
        ShowsNames = row.GetBoolean(4),
        Name = row.GetString(5),
        MadeAt = row.Instant(6),
    };
}
