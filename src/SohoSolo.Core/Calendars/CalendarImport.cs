using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Calendars;

/// <summary>One time that somebody else's calendar takes up.</summary>
/// <param name="Key">The same as long as it is the same event, or the same occurrence of its series, whenever it takes place. It does not tell the UID, which may hold an address.</param>
/// <param name="Words">What the calendar calls it.</param>
public sealed record ImportedTime(string Key, TimeRange During, string Words);

/// <summary>What has become of a time of a calendar here.</summary>
public enum ImportState
{
    /// <summary>A closure of ours stands for it.</summary>
    Applied,

    /// <summary>Bookings stand in its way: a keeper decides.</summary>
    Waiting,

    /// <summary>A keeper said no to it as it is.</summary>
    Declined,
}

/// <summary>A time as it was read last, and the closure that stands for it where one does.</summary>
public sealed record ImportedEntry(string Key, TimeRange During, string Words, ImportState State, string? Closure);

/// <summary>What a fresh look at a calendar changes.</summary>
public sealed record ImportPlan(IReadOnlyList<ImportedTime> Wanted, IReadOnlyList<ImportedEntry> Gone);

/// <summary>How other people's calendars become times that are closed.</summary>
public static class CalendarImport
{
    private const int KeyLength = 32;
    private const int LongestWords = 200;

    /// <summary>The times that are taken up and not over yet. What has no length, or leaves one free, takes up nothing.</summary>
    public static IReadOnlyList<ImportedTime> Times(IEnumerable<CalendarOccurrence> occurrences, DateTimeOffset now) =>
    [
        .. occurrences
            .Where(occurrence => occurrence.IsBusy && occurrence.End > occurrence.Start && occurrence.End > now)
            .Select(occurrence => new ImportedTime(KeyOf(occurrence), new TimeRange(occurrence.Start, occurrence.End), Words(occurrence.Summary)))
            .DistinctBy(time => time.Key),
    ];

    /// <summary>
    /// What is wanted and does not stand as it is wanted, and what stands and is wanted no longer. What is over stays as it was. Where the calendar could not be read to its end, nothing
    /// is taken to be gone.
    /// </summary>
    public static ImportPlan Plan(IReadOnlyList<ImportedTime> times, IReadOnlyList<ImportedEntry> stored, bool isComplete, DateTimeOffset now)
    {
        var known = stored.ToDictionary(entry => entry.Key);
        var wanted = times.Where(time => !known.TryGetValue(time.Key, out var entry) || entry.State == ImportState.Waiting || entry.During != time.During || entry.Words != time.Words);
        var keys = times.Select(time => time.Key).ToHashSet();
        return new ImportPlan([.. wanted], isComplete ? [.. stored.Where(entry => entry.During.End > now && !keys.Contains(entry.Key))] : []);
    }

    private static string KeyOf(CalendarOccurrence occurrence)
    {
        var which = occurrence.OriginalDay is { } day ? day.ToString("O", CultureInfo.InvariantCulture)
            : occurrence.Original is { } original ? original.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)
            : "";

        // An event without a UID is known by when it is: if it moves, it is another one.
        var uid = occurrence.Uid.Length > 0 ? occurrence.Uid : $"\n{occurrence.Start.ToUnixTimeMilliseconds()} {occurrence.End.ToUnixTimeMilliseconds()} {occurrence.Summary}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{uid}{Beside(occurrence)}\n{which}")))[..KeyLength];
    }

    /// <summary>The first of several events with one UID keeps the key that it had alone.</summary>
    private static string Beside(CalendarOccurrence occurrence) => occurrence.Event.Namesake is { Length: > 0 } other ? $"\n{other}" : "";

    /// <summary>One line without anything invisible, which may turn around what stands beside it.</summary>
    private static string Words(string? summary)
    {
        var line = string.Concat((summary ?? "").Select(sign => char.IsControl(sign) ? ' ' : sign).Where(sign => char.GetUnicodeCategory(sign) is not (UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse))).Trim();
        return line.Length > LongestWords ? line[..LongestWords].TrimEnd() : line;
    }
}
