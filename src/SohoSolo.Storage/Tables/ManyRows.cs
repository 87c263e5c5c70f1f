using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>
/// Inserts any number of rows of one table at once. PostgreSQL takes a column of all rows as one array, in one statement whose text is always the same;
/// SQLite runs its prepared insert for each row, which costs it microseconds.
/// </summary>
internal sealed class ManyRows
{
    private readonly bool atOnce;
    private readonly string sql;

    /// <param name="dialect">The engine.</param>
    /// <param name="table">The table.</param>
    /// <param name="fixedColumns">Columns that have the same expression in every row.</param>
    /// <param name="columns">Columns whose values come with the rows, in their order.</param>
    public ManyRows(Dialect dialect, string table, IReadOnlyList<(string Name, string Expression)> fixedColumns, IReadOnlyList<(string Name, ValueKind Kind)> columns)
    {
        atOnce = dialect.IsPostgres;
        var names = string.Join(", ", fixedColumns.Select(column => column.Name).Concat(columns.Select(column => column.Name)));
        var expressions = fixedColumns.Select(column => column.Expression);
        sql = atOnce
            ? $"INSERT INTO {table} ({names}) SELECT {string.Join(", ", expressions.Concat(columns.Select((column, i) => $"r.c{i}{Cast(column.Kind)}")))} "
                + $"FROM unnest({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))}) WITH ORDINALITY AS r ({string.Join(", ", columns.Select((_, i) => $"c{i}"))}, n) ORDER BY r.n"
            : $"INSERT INTO {table} ({names}) VALUES ({string.Join(", ", expressions.Concat(columns.Select((_, i) => $"${i + 1}")))})";
    }

    /// <summary>In the order of the rows.</summary>
    public IEnumerable<SqlStatement> Insert(IReadOnlyList<Value[]> rows)
    {
        if (rows.Count == 0)
            return [];

        return atOnce
            ? [new SqlStatement(sql, [.. rows[0].Select((_, column) => (Value)rows.Select(row => Text(row[column])).ToArray()!)])]
            : rows.Select(row => new SqlStatement(sql, row));
    }

    private static string Cast(ValueKind kind) => kind switch
    {
        ValueKind.Text => "",
        ValueKind.Number => "::bigint",
        _ => throw new System.Diagnostics.UnreachableException($"{kind}"),
    };

    private static string? Text(in Value value) => value switch
    {
        { IsNull: true } => null,
        { Kind: ValueKind.Text } => value.Text,
        _ => value.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
