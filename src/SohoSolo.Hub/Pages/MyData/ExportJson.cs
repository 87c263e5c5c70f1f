using System.IO.Pipelines;
using System.Text.Json;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.MyData;

/// <summary>The export as JSON, in the shape of <see cref="ExportView"/>, set so that a person can read it. It goes out page by page.</summary>
internal static class ExportJson
{
    private static readonly JsonWriterOptions Readable = JsonRules.Writer with { Indented = true };

    public static async Task Write(Export export, PipeWriter to, CancellationToken stop)
    {
        var json = new Utf8JsonWriter(to, Readable);
        await using (json)
        {
            json.WriteStartObject();
            json.WriteString("format", ExportView.FormatName);
            json.WriteNumber("formatVersion", ExportView.Version);
            json.WriteString("language", Words.Of(export.Language));
            json.WriteString("madeAt", Times.Utc(export.At));
            json.WriteString("member", export.Member.Value);
            json.WritePropertyName("about");
            JsonSerializer.Serialize(json, export.Cover.About, ExportShape.Shared.ExportAbout);
            json.WriteStartObject("sections");
            foreach (var section in MemberExport.Sections)
                await Section(export, section, json, to, stop);

            json.WriteEndObject();
            json.WritePropertyName("leftOut");
            JsonSerializer.Serialize(json, export.Cover.LeftOut, ExportShape.Shared.IReadOnlyListLeftOutView);
            json.WriteEndObject();
        }
    }

    private static async Task Section(Export export, ExportSection section, Utf8JsonWriter json, PipeWriter to, CancellationToken stop)
    {
        json.WriteStartObject(section.Name);
        var head = JsonSerializer.SerializeToElement(export.Cover.Of(section), ExportShape.Shared.ExportSectionView);
        foreach (var property in head.EnumerateObject().Where(property => property.Name != "rows"))
            property.WriteTo(json);

        json.WriteStartArray("rows");
        await foreach (var page in export.Rows(section, stop))
        {
            foreach (var row in page)
                Row(json, section, row, ExportCells.CalendarOf(row.Cells, section.SiteField, export.Network));

            // What the reader has not taken yet is waited for here: no more than a page is ever held.
            await json.FlushAsync(stop);
            await to.FlushAsync(stop);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Row(Utf8JsonWriter json, ExportSection section, ExportRow row, SiteCalendar? calendar)
    {
        json.WriteStartObject();
        Cells(json, section.Fields, row.Cells, calendar);
        for (var i = 0; i < section.Children.Count; i++)
        {
            json.WriteStartArray(section.Children[i].Name);
            foreach (var cells in row.Children[i])
            {
                json.WriteStartObject();
                Cells(json, section.Children[i].Fields, cells, null);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Cells(Utf8JsonWriter json, IReadOnlyList<ExportField> fields, IReadOnlyList<object?> cells, SiteCalendar? calendar)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            json.WritePropertyName(fields[i].Name);
            ExportCells.Write(json, fields[i], cells[i], calendar);
        }
    }
}
