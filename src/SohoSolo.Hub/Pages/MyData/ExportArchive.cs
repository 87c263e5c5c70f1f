using System.Globalization;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.MyData;

/// <summary>
/// The export as a zip of CSV files, one for each part, which a French Excel opens as they are (semicolons, UTF-8 with its mark, CRLF), with a text that explains them. What looks like a formula is
/// marked as text. Nothing is put together before it is sent.
/// </summary>
internal static class ExportArchive
{
    public const string MediaType = "application/zip";

    private static readonly CsvConfiguration Excel = new(CultureInfo.InvariantCulture) { Delimiter = ";", NewLine = "\r\n", InjectionOptions = InjectionOptions.Escape };
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    public static async Task Write(Export export, PipeWriter to, CancellationToken stop)
    {
        await using var body = new AnswerStream(to);
        var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, stop);
        await using (zip)
        {
            await File(zip, export.Language == Language.Fr ? "lisez-moi.txt" : "read-me.txt", writer => Explain(export, writer), stop);
            foreach (var section in MemberExport.Sections)
            {
                await File(zip, NameOf(section), writer => Rows(export, section, writer, stop), stop);
                for (var child = 0; child < section.Children.Count; child++)
                {
                    var which = child;
                    await File(zip, NameOf(section, section.Children[which]), writer => ChildRows(export, section, which, writer, stop), stop);
                }
            }
        }
    }

    private static string NameOf(ExportSection section, ExportChild? child = null) => child is null ? $"{section.Name}.csv" : $"{section.Name}-{child.Name}.csv";

    private static async Task File(ZipArchive zip, string name, Func<StreamWriter, Task> write, CancellationToken stop)
    {
        var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(stop);
        await using (entry)
        {
            var writer = new StreamWriter(entry, WithMark) { NewLine = "\r\n" };
            await using (writer)
                await write(writer);
        }
    }

    private static async Task Rows(Export export, ExportSection section, StreamWriter writer, CancellationToken stop)
    {
        var csv = new CsvWriter(writer, Excel, leaveOpen: true);
        await using (csv)
        {
            await Header(csv, export, section.Fields);
            await foreach (var page in export.Rows(section, stop))
            {
                foreach (var row in page)
                {
                    var calendar = ExportCells.CalendarOf(row.Cells, section.SiteField, export.Network);
                    await Line(csv, section.Fields.Select((field, number) => ExportCells.Text(field, row.Cells[number], calendar)));
                }
            }
        }
    }

    private static async Task ChildRows(Export export, ExportSection section, int child, StreamWriter writer, CancellationToken stop)
    {
        var fields = section.Children[child].Fields;
        var csv = new CsvWriter(writer, Excel, leaveOpen: true);
        await using (csv)
        {
            await Header(csv, export, fields);
            await foreach (var page in export.Rows(section, stop))
            {
                foreach (var cells in page.SelectMany(row => row.Children[child]))
                    await Line(csv, fields.Select((field, number) => ExportCells.Text(field, cells[number], null)));
            }
        }
    }

    /// <summary>What the columns are called in her language; their stable names are in the text beside.</summary>
    private static Task Header(CsvWriter csv, Export export, IReadOnlyList<ExportField> fields) => Line(csv, fields.Select(export.Cover.Label));

    private static Task Line(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);

        return csv.NextRecordAsync();
    }

    private static async Task Explain(Export export, StreamWriter writer)
    {
        var (cover, about) = (export.Cover, export.Cover.About);
        string[] head = [about.Title, Times.Utc(export.At), "", .. about.Says, "", about.Rights, .. about.Contact is { } contact ? [contact] : (ReadOnlySpan<string>)[], about.Complaint];
        foreach (var line in head)
            await writer.WriteLineAsync(line);

        foreach (var section in MemberExport.Sections)
        {
            var words = cover.Of(section);
            string[] lines =
            [
                "",
                $"{words.Title} ({string.Join(", ", section.Children.Select(child => NameOf(section, child)).Prepend(NameOf(section)))})",
                Says("purposes", string.Join(" ", words.Purposes)),
                Says("bases", string.Join(", ", words.Bases)),
                .. words.Kept.Select(kept => Says("kept", kept)),
                Says("recipients", string.Join(", ", words.Recipients)),
                Says("if-erased", string.Join(", ", words.IfErased)),
                Says("columns", string.Join(", ", words.Fields.Select(field => $"{field.Value} [{field.Key}]"))),
            ];
            foreach (var line in lines)
                await writer.WriteLineAsync(line);
        }

        await writer.WriteLineAsync();
        await writer.WriteLineAsync(cover.Word("left-out"));
        foreach (var left in cover.LeftOut)
            await writer.WriteLineAsync($"  {left.Says} [{string.Join(", ", left.What)}]");

        string Says(string what, string text) => $"  {cover.Word(what)}: {text}";
    }
}
