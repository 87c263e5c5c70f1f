using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>The lines in which members wait for places.</summary>
internal sealed class WaitingTable(Dialect dialect)
{
    public const string Columns =
        "w.id, w.version, w.member_id, w.site_id, w.space_id, w.kind, w.seats, w.equipment, w.start_at, w.end_at, w.by_day_part, w.take_at_once, "
        + "w.made_at, w.status, w.offer";

    private const string InsertSql = """
        INSERT INTO waiting (id, version, member_id, site_id, space_id, kind, seats, equipment, start_at, end_at, by_day_part, take_at_once,
            made_at, status, offer)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """;

    private readonly string updateSql = dialect.Guard(
        "UPDATE waiting SET version = $3, take_at_once = $4, status = $5, offer = $6 WHERE id = $1 AND version = $2");

    public static SqlStatement Insert(WaitingEntry w) => new(InsertSql,
    [
        w.Id, w.Version, w.Member.Value, w.Site.Value, w.Space?.Value, Stored.Word(w.Kind), w.Seats, Stored.List(w.Equipment), w.During.Start, w.During.End,
        w.ByDayPart, w.TakeAtOnce, w.MadeAt, Stored.Word(w.Status), w.Offer?.Value,
    ]);

    public SqlStatement Update(WaitingEntry before, WaitingEntry w) => new(updateSql,
        [w.Id, before.Version, w.Version, w.TakeAtOnce, Stored.Word(w.Status), w.Offer?.Value])
    {
        Guarded = true,
    };

    public static WaitingEntry Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Version = row.GetInt32(1),
        Member = new MemberId(row.GetString(2)),
        Site = new SiteId(row.GetString(3)),
        Space = row.Text(4) is { } space ? new SpaceId(space) : null,
        Kind = Stored.Read<SpaceKind>(row.GetString(5)),
        Seats = row.GetInt32(6),
        Equipment = Stored.List(row.GetString(7)),
        During = row.Range(8),
        ByDayPart = row.GetBoolean(10),
        TakeAtOnce = row.GetBoolean(11),
        MadeAt = row.Instant(12),
        Status = Stored.Read<WaitingStatus>(row.GetString(13)),
        Offer = row.Text(14) is { } offer ? new BookingId(offer) : null,
    };
}
