using System.Data.Common;
using SohoSolo.Core.Time;

namespace SohoSolo.Storage.Tables;

internal static class ReaderExtensions
{
    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? Number(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static DateTimeOffset Instant(this DbDataReader row, int column) => Stored.At(row.GetInt64(column));

    public static DateTimeOffset? InstantOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Instant(column);

    public static DateOnly Day(this DbDataReader row, int column) => Stored.Day(row.GetInt32(column));

    public static DateOnly? DayOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Day(column);

    public static TimeRange Range(this DbDataReader row, int column) => new(row.Instant(column), row.Instant(column + 1));
}
