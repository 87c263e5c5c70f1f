using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Commands;

/// <summary>Shows what the program makes of somebody else's calendar: for people whose import looks odd, and for tests.</summary>
internal static class CalendarCommand
{
    public const string Usage = "FILE.ics --from 2026-11-30 --to 2026-12-31 [--zone Europe/Paris]";

    private const int MostBytes = (32 << 20) + 1;
    private const int MostOccurrences = 50_000;
    private const string UsualZone = "Europe/Paris";

    private static readonly string[] Required = ["--from", "--to"];
    private static readonly string[] Optional = ["--zone"];

    private static readonly JsonSerializerOptions Plainly = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> Run(CommandLine line, CancellationToken stop)
    {
        if (line.Arguments is not [{ Length: > 0 } file, ..] || file.StartsWith("--", StringComparison.Ordinal))
            return await CommandTable.Misused(line, "calendar expand");

        var options = Options.Read([.. line.Arguments.Skip(1)], Required, Optional);
        if (options.Problem is { } problem)
            return await line.Refuse(problem);

        var zone = options["--zone"] ?? UsualZone;
        if (!CalendarExpansion.KnowsZone(zone))
            return await line.Refuse($"--zone is the name of a zone such as {UsualZone}, not '{zone}'.");
        if (Moment(options["--from"]!, zone) is not { } from)
            return await line.Refuse($"--from is a day such as 2026-11-30 or a time such as 2026-11-30T08:00:00Z, not '{options["--from"]}'.");
        if (Moment(options["--to"]!, zone) is not { } to)
            return await line.Refuse($"--to is a day such as 2026-12-31 or a time such as 2026-12-31T08:00:00Z, not '{options["--to"]}'.");
        if (from >= to)
            return await line.Refuse("--to comes after --from; it is the first moment that is not shown.");
        if (!File.Exists(file))
            return await line.Refuse($"There is no file {file}.");

        var reading = CalendarReader.Read(await Bytes(file, stop));
        var expanded = CalendarExpansion.Expand(reading, new TimeRange(from, to), zone, MostOccurrences);
        foreach (var warning in reading.Warnings.Concat(expanded.Warnings))
            await line.Error.WriteLineAsync(warning);
        foreach (var some in expanded.Occurrences.Chunk(1000))
            await line.Out.WriteAsync(string.Concat(some.Select(occurrence => JsonSerializer.Serialize(Shown.Of(occurrence), Plainly) + line.Out.NewLine)).AsMemory(), stop);

        return CommandTable.Good;
    }

    /// <summary>A day begins at its midnight in the zone.</summary>
    private static DateTimeOffset? Moment(string text, string zone) => Times.TryDay(text, out var day) || TryCompactDay(text, out day)
        ? CalendarExpansion.Instant(day.ToDateTime(TimeOnly.MinValue), zone)
        : Times.Read(text) switch
        {
            WrittenTime.Instant(var at) => at,
            WrittenTime.Local(var at) => CalendarExpansion.Instant(at, zone),
            _ => null,
        };

    private static bool TryCompactDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    /// <summary>No more than the reader looks at; one byte more lets it say so.</summary>
    private static async Task<byte[]> Bytes(string file, CancellationToken stop)
    {
        await using var stream = File.OpenRead(file);
        var bytes = new byte[(int)Math.Min(MostBytes, stream.CanSeek ? stream.Length : MostBytes)];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, stop);
        return bytes[..length];
    }

    /// <summary>
    /// One line of the answer (contract §5). Times are in UTC, and days of all-day events are dates of which the last is not among them, so that any program
    /// can compare them as text. Only an exception of a series has a <c>recurrenceId</c>: the start it had.
    /// </summary>
    private sealed record Shown(string Uid, string Start, string End, bool AllDay, string? Summary, string? Status, string? RecurrenceId)
    {
        public static Shown Of(CalendarOccurrence occurrence)
        {
            var (start, end) = occurrence.Days is { } days ? (Times.Day(days.First), Times.Day(days.End)) : (Times.Utc(occurrence.Start), Times.Utc(occurrence.End));
            return new Shown(occurrence.Uid, start, end, occurrence.Days is not null, occurrence.Summary, occurrence.Status, occurrence.IsException ? Original(occurrence) : null);
        }

        private static string? Original(CalendarOccurrence occurrence) =>
            occurrence.OriginalDay is { } day ? Times.Day(day) : occurrence.Original is { } at ? Times.Utc(at) : null;
    }
}
