using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using SohoSolo.Core;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    private const int ExportedAtOnce = 200;

    /// <summary>
    /// What a section holds about a member, some rows at a time: whoever writes them to somebody with a slow line holds no connection meanwhile, and little memory. Each page is read behind the last row of
    /// the page before, so what is added meanwhile neither repeats a row nor hides one.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<ExportRow>> Export(ExportSection section, MemberId member, [EnumeratorCancellation] CancellationToken stop)
    {
        var behind = Array.Empty<object>();
        while (true)
        {
            var page = await ExportPage(section, member, behind, stop).ConfigureAwait(false);
            if (page.Count > 0)
                yield return await WithChildren(section, member, page, stop).ConfigureAwait(false);

            if (page.Count < ExportedAtOnce)
                yield break;

            behind = page[^1].Key;
        }
    }

    private async Task<List<(object[] Key, object?[] Cells)>> ExportPage(ExportSection section, MemberId member, object[] behind, CancellationToken stop)
    {
        var values = new DynamicParameters(new { member = member.Value, most = ExportedAtOnce });
        for (var i = 0; i < behind.Length; i++)
            values.Add($"key{i}", behind[i]);

        var key = string.Join(", ", section.Key);
        string[] conditions =
        [
            .. section.Which is { } which ? [which] : (ReadOnlySpan<string>)[],
            .. behind.Length > 0 ? [$"({key}) > ({string.Join(", ", behind.Select((_, i) => $"@key{i}"))})"] : (ReadOnlySpan<string>)[],
        ];
        var sql = $"""
            SELECT {key}, {string.Join(", ", section.Fields.Select(field => field.Sql))}
            FROM (SELECT * FROM {section.Table} WHERE {section.Rows ?? PersonalData.RowsOf[section.Table]}) t {section.Joins}
            {(conditions.Length == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}")} ORDER BY {key} LIMIT @most
            """;
        var keys = section.Key.Count;
        return await Read(sql, values, row => (Key(row, keys), Cells(row, section.Fields, keys)), stop).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<ExportRow>> WithChildren(ExportSection section, MemberId member, List<(object[] Key, object?[] Cells)> page, CancellationToken stop)
    {
        if (section.Children.Count == 0)
            return [.. page.Select(row => new ExportRow(row.Cells, []))];

        var ids = page.ConvertAll(row => (string)row.Cells[section.IdField]!);
        var children = new List<ILookup<string, object?[]>>();
        foreach (var child in section.Children)
            children.Add(await ChildrenOf(child, member, ids, stop).ConfigureAwait(false));

        return [.. page.Select((row, number) => new ExportRow(row.Cells, [.. children.Select(some => some[ids[number]].ToList())]))];
    }

    private async Task<ILookup<string, object?[]>> ChildrenOf(ExportChild child, MemberId member, IReadOnlyList<string> parents, CancellationToken stop)
    {
        var sql = $"""
            SELECT t.{child.Parent}, {string.Join(", ", child.Fields.Select(field => field.Sql))} FROM {child.Table} t
            WHERE t.{child.Parent} {Dialect.In("@parents")} {(child.Which is { } which ? $"AND {which}" : "")} ORDER BY t.{child.Parent}, {child.Order}
            """;
        var rows = await Read(sql, new { parents = Texts(parents), member = member.Value }, row => (Parent: row.GetString(0), Cells: Cells(row, child.Fields, 1)), stop).ConfigureAwait(false);
        return rows.ToLookup(row => row.Parent, row => row.Cells);
    }

    private static object[] Key(DbDataReader row, int count)
    {
        var key = new object[count];
        for (var i = 0; i < count; i++)
            key[i] = row.GetValue(i);

        return key;
    }

    private static object?[] Cells(DbDataReader row, IReadOnlyList<ExportField> fields, int first)
    {
        var cells = new object?[fields.Count];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = row.IsDBNull(first + i) ? null : Cell(row, first + i, fields[i].Kind);

        return cells;
    }

    private static object Cell(DbDataReader row, int column, ExportKind kind) => kind switch
    {
        ExportKind.Text or ExportKind.Json => row.GetString(column),
        ExportKind.Number => Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture),
        ExportKind.Flag => row.GetBoolean(column),
        ExportKind.Instant or ExportKind.LocalTime => Stored.At(row.GetInt64(column)),
        ExportKind.Day => Stored.Day(row.GetInt32(column)),
        _ => throw new UnreachableException($"{kind}"),
    };
}
