using System.Data.Common;
using SohoSolo.Core.Reporting.Suppression;

namespace SohoSolo.Storage;

/// <summary>What was kept of a published month, as it is read.</summary>
internal static class FrozenRows
{
    public const string Columns = "f.site_id, f.community, f.person, f.kind, f.home, f.funder, f.payer, f.booked, f.used, f.no_shows, f.walk_ins, f.guests, f.minutes";

    public static PersonUse Read(DbDataReader row) => new(
        row.GetString(2),
        new UsePlace(row.GetString(0), row.GetString(1), row.GetString(4), row.GetString(5), row.GetString(3)),
        row.GetString(6),
        [row.GetInt32(7), row.GetInt32(8), row.GetInt32(9), row.GetInt32(10), row.GetInt32(11), row.GetInt32(12)]);
}
