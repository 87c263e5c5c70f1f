using System.Globalization;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tests.Exports;

/// <summary>
/// Rows of every table, a year of them, filled by chance: every column has a value that no other has, where the schema lets it. The rows are remembered, so that what is read of them is held against
/// what was written, and not against another query.
/// </summary>
internal sealed class Life(Store store, IReadOnlyDictionary<string, Table> catalog, int seed)
{
    private const long Year = 365L * 24 * 3600 * 1000;

    public static readonly long Start = new DateTimeOffset(2025, 11, 24, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly Random chance = new(seed);
    private int made;

    /// <summary>Each row by its table: a value for each column.</summary>
    public List<(string Table, Dictionary<string, object?> Values)> Rows { get; } = [];

    public IEnumerable<Dictionary<string, object?>> Of(string table) => Rows.Where(row => row.Table == table).Select(row => row.Values);

    /// <summary>Makes a row; what is not given is chance.</summary>
    public Dictionary<string, object?> Put(string table, params (string Column, object? Value)[] given)
    {
        var generated = table == "journal" ? (string[])["seq"] : [];
        var values = catalog[table].Columns.Where(column => !generated.Contains(column.Name)).ToDictionary(column => column.Name, Value);
        foreach (var (column, value) in given)
            values[column] = value;

        Rows.Add((table, values));
        return values;
    }

    /// <summary>Writes all of them, in their order.</summary>
    public async Task Write()
    {
        await using var connection = await store.Engine.OpenWrite(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        foreach (var (table, values) in Rows)
        {
            await using var command = connection.CreateCommand();
            (command.Transaction, command.CommandText) = (transaction, $"INSERT INTO {table} ({string.Join(", ", values.Keys)}) VALUES ({string.Join(", ", values.Keys.Select(name => $"@{name}"))})");
            foreach (var (name, value) in values)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
                command.Parameters.Add(parameter);
            }

            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await transaction.CommitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>An instant of the year, now and then the same one twice.</summary>
    public long Instant() => Start + (chance.Next(400) * (Year / 400));

    public string Word() => string.Create(CultureInfo.InvariantCulture, $"w{seed}-{++made:D6}");

    private object? Value(Column column) => column.Kind switch
    {
        ColumnKind.Text when column.Name is "detail" or "guests" or "languages" or "skills" or "equipment" or "evidence" or "scopes" => $"[\"{Word()}\"]",
        ColumnKind.Text => Word(),
        ColumnKind.Flag => chance.Next(2) == 0,
        ColumnKind.Long when column.Name == "at" || column.Name.EndsWith("_at", StringComparison.Ordinal) => Instant(),
        ColumnKind.Integer when column.Name is "day" or "first_day" or "last_day" => 20251101 + (chance.Next(12) * 100 % 200) + chance.Next(28),
        ColumnKind.Real => chance.NextDouble(),
        _ => chance.Next(1, 100_000),
    };
}
