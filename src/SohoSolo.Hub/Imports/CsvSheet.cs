using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using CsvHelper.Configuration;

namespace SohoSolo.Hub.Imports;

/// <summary>One line of data: where it stands in the file, and its trimmed fields by the name of their column.</summary>
internal sealed record CsvRow(int Line, IReadOnlyDictionary<string, string> Fields)
{
    public string this[string column] => Fields.GetValueOrDefault(column, "");
}

/// <summary>Which columns a file may have. Aliases map what people write in a header to the column's name.</summary>
internal sealed record CsvColumns(IReadOnlyCollection<string> Required, IReadOnlyCollection<string> Optional, IReadOnlyDictionary<string, string> Aliases);

/// <summary>
/// A CSV file as text: separator found from its header (comma, semicolon or tab), a BOM forgiven, UTF-8 demanded.
/// Everything has a limit, so that a hostile file costs a message and not the memory.
/// </summary>
internal static class CsvSheet
{
    public const int MostBytes = 1024 * 1024;
    public const int MostLineBytes = 8 * 1024;

    /// <summary>One import is one transaction, and no write transaction may last over a second (<c>rulings</c> 12).</summary>
    public const int MostRows = 2_000;

    private static readonly string[] Delimiters = [",", ";", "\t"];

    public static ImportPlan<CsvRow> Read(Stream file, CsvColumns columns)
    {
        var bytes = ReadAtMost(file, MostBytes);
        if (bytes is null)
        {
            return Nothing(0, $"is larger than {MostBytes} bytes; import it in parts", "file-too-large");
        }

        var unreadable = UnreadableLines(bytes);
        var text = Encoding.UTF8.GetString(WithoutBom(bytes));
        if (string.IsNullOrWhiteSpace(text))
        {
            return Nothing(0, "is empty", "file-empty");
        }

        return unreadable.TryGetValue(1, out var why) ? Nothing(1, why.Why, why.Word) : Parse(text, columns, unreadable);
    }

    private static ImportPlan<CsvRow> Parse(string text, CsvColumns columns, Dictionary<int, (string Why, string Word)> unreadable)
    {
        var spoilt = false;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = Delimiter(text),
            TrimOptions = TrimOptions.Trim,
            BadDataFound = _ => spoilt = true,
            LineBreakInQuotedFieldIsBadData = true,

            // An empty line is passed over by us, so that the lines after it keep their numbers.
            IgnoreBlankLines = false,
        };
        using var parser = new CsvParser(new StringReader(text), configuration);
        parser.Read();
        var (names, rejections) = Header(parser.Record ?? [], columns);
        if (rejections.Count > 0)
        {
            return new ImportPlan<CsvRow>([], rejections);
        }

        var rows = new List<CsvRow>();
        for (var first = parser.RawRow + 1; parser.Read(); first = parser.RawRow + 1, spoilt = false)
        {
            var fields = parser.Record ?? [];
            if (fields is [] or [""])
                continue;

            var why = WhyNot(first, parser.RawRow, fields.Length, names.Count, spoilt, unreadable);
            if (why is not null)
            {
                rejections.Add(new ImportRejection(first, null, why.Value.Why) { Word = why.Value.Word });
            }
            else if (rows.Count == MostRows)
            {
                return Nothing(first, $"is past the {MostRows} lines that one import may have; import it in parts", "too-many-lines");
            }
            else
            {
                rows.Add(new CsvRow(first, names.Zip(fields).ToDictionary(x => x.First, x => x.Second, StringComparer.Ordinal)));
            }
        }

        return new ImportPlan<CsvRow>(rows, rejections);
    }

    private static (string Why, string Word)? WhyNot(int first, int last, int fields, int columns, bool spoilt, Dictionary<int, (string Why, string Word)> unreadable)
    {
        for (var line = first; line <= last; line++)
        {
            if (unreadable.TryGetValue(line, out var why))
            {
                return why;
            }
        }

        if (spoilt)
        {
            return ("has a quotation mark that does not close, or a line break inside a field", "quotes");
        }

        return fields == columns ? null : ($"has {fields} fields where the header has {columns}", "field-count");
    }

    private static (List<string> Names, List<ImportRejection> Rejections) Header(string[] header, CsvColumns columns)
    {
        var rejections = new List<ImportRejection>();
        var names = new List<string>();
        foreach (var written in header)
        {
            var plain = written.Trim().ToLowerInvariant();
            var name = columns.Aliases.GetValueOrDefault(plain, plain);
            if (!columns.Required.Contains(name) && !columns.Optional.Contains(name))
            {
                rejections.Add(new ImportRejection(1, written, $"is no known column; known are {string.Join(", ", columns.Required.Concat(columns.Optional))}") { Word = "unknown-column" });
            }
            else if (names.Contains(name))
            {
                rejections.Add(new ImportRejection(1, written, $"gives the column {name} a second time") { Word = "column-twice" });
            }

            names.Add(name);
        }

        rejections.AddRange(columns.Required.Except(names).Select(name => new ImportRejection(1, name, "is missing from the header") { Word = "column-missing" }));
        return (names, rejections);
    }

    private static string Delimiter(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var header = end < 0 ? text : text[..end];
        return Delimiters.MaxBy(candidate => header.Split(candidate).Length)!;
    }

    private static byte[]? ReadAtMost(Stream file, int most)
    {
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (var n = file.Read(buffer); n > 0; n = file.Read(buffer))
        {
            if (read.Length + n > most)
            {
                return null;
            }

            read.Write(buffer, 0, n);
        }

        return read.ToArray();
    }

    private static Dictionary<int, (string Why, string Word)> UnreadableLines(byte[] bytes)
    {
        var found = new Dictionary<int, (string Why, string Word)>();
        var number = 0;
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            number++;
            var line = bytes.AsSpan(range);
            if (line.Length > MostLineBytes)
            {
                found[number] = ($"is longer than {MostLineBytes} bytes", "line-too-long");
            }
            else if (!Utf8.IsValid(line))
            {
                found[number] = ("is not UTF-8; save the file as CSV UTF-8", "not-utf8");
            }
        }

        return found;
    }

    private static ReadOnlySpan<byte> WithoutBom(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;

    private static ImportPlan<CsvRow> Nothing(int line, string why, string word) => new([], [new ImportRejection(line, null, why) { Word = word }]);
}
