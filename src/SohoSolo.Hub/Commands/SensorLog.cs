using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Commands;

/// <summary>A row as it was written, and what it says.</summary>
internal sealed record LoggedRow(string At, ReplayRow Said);

/// <summary>
/// A CSV of one room's sensors: a column <c>at</c>, and one column a sensor with 0, 1 or a count. Columns that are no sensor's (<c>people</c>, <c>co2_ppm</c>, unknown ones) are passed over, a row that cannot be read is
/// said and left out, and rows are put in the order of time.
/// </summary>
/// <param name="Rows">Null where the file is no such log.</param>
/// <param name="Complaints">One line each.</param>
internal sealed record SensorLog(IReadOnlyList<LoggedRow>? Rows, IReadOnlyList<string> Complaints)
{
    private const int MostPeople = 100_000;
    private const int MostComplaints = 20;

    private static readonly string[] SensorWords = ["value", "pir", "mmwave", "radar", "seat", "counter", "count", "sensor", "motion", "occ", "presence"];
    private static readonly string[] NoSensor = ["at", "people", "co2_ppm"];

    // Times without a zone are those of the network.
    private static readonly SiteCalendar Calendar = new("Europe/Paris", OpeningHours.Every([], TimeOnly.MinValue, TimeOnly.MaxValue));

    public static SensorLog Read(TextReader text, SensorKind kind)
    {
        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, BadDataFound = null });
        if (!parser.Read() || parser.Record is not { } header)
            return new SensorLog(null, ["The file is empty."]);

        string[] names = [.. header.Select(name => name.Trim('\uFEFF').ToLowerInvariant())];
        var at = Array.IndexOf(names, "at");
        var columns = SensorColumns(names, Words.Of(kind));
        if (at < 0 || columns.Count == 0)
            return new SensorLog(null, [at < 0 ? "Line 1: there is no column at." : "Line 1: there is no sensor's column beside at."]);

        return Read(parser, at, columns);
    }

    private static SensorLog Read(CsvParser parser, int at, List<int> columns)
    {
        var (rows, complaints, unread) = (new List<LoggedRow>(), new List<string>(), 0);
        DateTimeOffset? last = null;
        while (parser.Read())
        {
            if (parser.Record is not { } fields || fields is [] or [""])
                continue;

            if (Row(fields, at, columns, last) is { } row)
            {
                rows.Add(row);
                last = row.Said.At;
            }
            else if (++unread <= MostComplaints)
                complaints.Add($"Line {parser.RawRow}: cannot be read, and is left out.");
        }

        if (unread > MostComplaints)
            complaints.Add($"{unread - MostComplaints} more lines cannot be read, and are left out.");

        return new SensorLog([.. rows.OrderBy(row => row.Said.At)], complaints);
    }

    /// <summary>By the name of the kind, or of any; where no name tells, every column that is not known to be something else.</summary>
    private static List<int> SensorColumns(string[] names, string kind)
    {
        if (Array.Exists(names, name => name.StartsWith(kind, StringComparison.Ordinal)))
            return [.. Enumerable.Range(0, names.Length).Where(column => names[column].StartsWith(kind, StringComparison.Ordinal) || names[column].StartsWith("value", StringComparison.Ordinal))];

        List<int> named = [.. Enumerable.Range(0, names.Length).Where(column => Array.Exists(SensorWords, word => names[column].StartsWith(word, StringComparison.Ordinal)))];
        return named.Count > 0 ? named : [.. Enumerable.Range(0, names.Length).Where(column => !NoSensor.Contains(names[column]) && names[column].Length > 0)];
    }

    private static LoggedRow? Row(string[] fields, int at, List<int> columns, DateTimeOffset? last)
    {
        if (at >= fields.Length || Instant(fields[at], last) is not { } instant)
            return null;

        var values = new int?[columns.Count];
        for (var number = 0; number < values.Length; number++)
        {
            var field = columns[number] < fields.Length ? fields[columns[number]] : "";
            if (field.Length > 0 && Value(field) is null)
                return null;

            values[number] = Value(field);
        }

        return new LoggedRow(fields[at], new ReplayRow(instant, values));
    }

    private static int? Value(string field) => field switch
    {
        "true" or "True" or "TRUE" => 1,
        "false" or "False" or "FALSE" => 0,
        _ => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= MostPeople ? (int)Math.Round(number) : null,
    };

    /// <summary>In the hour that comes twice the rows go on; what lies in the hour that is left out is told by a clock that nobody has put forward.</summary>
    private static DateTimeOffset? Instant(string field, DateTimeOffset? last)
    {
        if (Times.Read(field) is WrittenTime.Instant(var instant))
            return instant;
        if (!DateTime.TryParse(field, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Kind != DateTimeKind.Unspecified)
            return DateTimeOffset.TryParse(field, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var zoned) ? zoned.ToUniversalTime() : null;

        return Calendar.Resolve(local) switch
        {
            LocalMoment.Instant(var at, var ambiguous) => ambiguous && at < last ? at.AddHours(1) : at,
            _ => Calendar.Resolve(local.AddHours(1)) is LocalMoment.Instant(var later, _) ? later : null,
        };
    }
}
