using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SohoSolo.Core;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.MyData;

/// <summary>How a cell is written in JSON and in CSV. Local times are those of the clock of the row's site; where that is gone there are none.</summary>
internal static class ExportCells
{
    public static void Write(Utf8JsonWriter json, ExportField field, object? cell, SiteCalendar? calendar)
    {
        switch (cell)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text when field.Kind == ExportKind.Json && IsJson(text):
                json.WriteRawValue(text);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            default:
                json.WriteStringValue(Word(field, cell, calendar));
                break;
        }
    }

    /// <summary>Empty for null.</summary>
    public static string Text(ExportField field, object? cell, SiteCalendar? calendar) => cell switch
    {
        null => "",
        string text when field.Kind == ExportKind.Json && IsJson(text) => Plainly(text),
        long number => number.ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => Word(field, cell, calendar) ?? "",
    };

    public static SiteCalendar? CalendarOf(IReadOnlyList<object?> cells, int siteField, Network network) =>
        siteField >= 0 && cells[siteField] is string site ? network.Sites.GetValueOrDefault(new SiteId(site))?.Calendar : null;

    private static string? Word(ExportField field, object cell, SiteCalendar? calendar) => (field.Kind, cell) switch
    {
        (_, string text) => text,
        (ExportKind.LocalTime, DateTimeOffset at) => calendar is null ? null : Times.Local(at, calendar),
        (_, DateTimeOffset at) => Times.Utc(at),
        (_, DateOnly day) => Times.Day(day),
        _ => throw new UnreachableException($"{field.Name}: {cell.GetType()}"),
    };

    /// <summary>What the program notes of its own is JSON, or some words.</summary>
    private static bool IsJson(string text) => text.StartsWith('{') || text.StartsWith('[');

    /// <summary>A list of words as people write lists; anything else as it is.</summary>
    private static string Plainly(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.ValueKind == JsonValueKind.Array && json.RootElement.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? string.Join(", ", json.RootElement.EnumerateArray().Select(item => item.GetString()))
            : text;
    }
}
