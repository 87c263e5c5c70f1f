using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.TimeZones;

namespace SohoSolo.Core.Calendars;

/// <summary>
/// What programs call a zone: its name in the IANA database, alone or behind a prefix; its Windows name, from the table of CLDR that NodaTime carries;
/// what Windows shows for it, which is a list of cities; or how far it is from UTC.
/// </summary>
internal static partial class ZoneNames
{
    private static readonly TzdbDateTimeZoneSource Source = TzdbDateTimeZoneSource.Default;

    private static readonly Dictionary<string, string> Known = Source.GetIds().ToDictionary(id => id, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, string> Windows = new(Source.WindowsMapping.PrimaryMapping, StringComparer.OrdinalIgnoreCase);

    /// <summary>The last word of each name, as Europe/Paris has Paris; of places that share it the first by name.</summary>
    private static readonly Dictionary<string, string> Cities = Source.GetIds()
        .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal))
        .OrderBy(id => id, StringComparer.Ordinal)
        .GroupBy(id => id[(id.LastIndexOf('/') + 1)..].Replace('_', ' '), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);

    /// <summary>What Windows shows without naming a city that the IANA database knows.</summary>
    private static readonly Dictionary<string, string> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Eastern Time (US & Canada)"] = "America/New_York",
        ["Central Time (US & Canada)"] = "America/Chicago",
        ["Mountain Time (US & Canada)"] = "America/Denver",
        ["Pacific Time (US & Canada)"] = "America/Los_Angeles",
        ["Pacific Time (US & Canada); Tijuana"] = "America/Los_Angeles",
        ["Atlantic Time (Canada)"] = "America/Halifax",
        ["Eastern Time"] = "America/New_York",
        ["Central Time"] = "America/Chicago",
        ["Mountain Time"] = "America/Denver",
        ["Pacific Time"] = "America/Los_Angeles",
        ["Indiana (East)"] = "America/Indiana/Indianapolis",
        ["Arizona"] = "America/Phoenix",
        ["Alaska"] = "America/Anchorage",
        ["Hawaii"] = "Pacific/Honolulu",
        ["Brasilia"] = "America/Sao_Paulo",
        ["Newfoundland"] = "America/St_Johns",
        ["Saskatchewan"] = "America/Regina",
        ["Central America"] = "America/Guatemala",
        ["Greenland"] = "America/Godthab",
        ["Cape Verde Is."] = "Atlantic/Cape_Verde",
        ["West Central Africa"] = "Africa/Lagos",
        ["Casablanca, Monrovia"] = "Africa/Casablanca",
        ["Chennai, Kolkata, Mumbai, New Delhi"] = "Asia/Kolkata",
        ["Solomon Is., New Caledonia"] = "Pacific/Guadalcanal",
        ["International Date Line West"] = "Etc/GMT+12",
        ["Coordinated Universal Time"] = "UTC",
        ["Universal Coordinated Time"] = "UTC",
        ["Universal Time"] = "UTC",
        ["Greenwich Mean Time"] = "Europe/London",
        ["Western/Central Europe"] = "Europe/Paris",
        ["Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London"] = "Europe/London",
    };

    /// <summary>A name that says for certain which zone is meant; it counts more than a VTIMEZONE, which is often wrong or out of date.</summary>
    public static DateTimeZone? Certain(string written)
    {
        var name = Tidy(written);
        if (name.Contains('/', StringComparison.Ordinal) && FromPath(name) is { } id)
            return Source.ForId(id);

        if (name.ToUpperInvariant() is "UTC" or "Z" or "GMT" or "ETC/UTC" or "ETC/GMT")
            return DateTimeZone.Utc;

        return (Windows.GetValueOrDefault(name) ?? OnScreen(name)) is { } meant ? Source.ForId(meant) : null;
    }

    /// <summary>What a name may mean where the file does not explain it.</summary>
    public static DateTimeZone? Likely(string written)
    {
        var name = Tidy(written);
        if ((Known.GetValueOrDefault(name) ?? Known.GetValueOrDefault(name.Replace('-', '/'))) is { } id)
            return Source.ForId(id);

        if (OffsetName().Match(name) is { Success: true } found)
            return ReadOffset(found);

        if ((Windows.GetValueOrDefault(TrailingNumber().Replace(name, "")) ?? Place(name)) is { } meant)
            return Source.ForId(meant);

        return ShownOffset().Match(name) is { Success: true } shown ? ReadOffset(shown) : null;
    }

    private static string Tidy(string written) => written.Trim().Trim('"', '\'').Replace("\\", "", StringComparison.Ordinal).Trim();

    /// <summary>The longest end of the path that is a zone: <c>/mozilla.org/20050126_1/Europe/Paris</c> and <c>tzone://Microsoft/Utc</c>.</summary>
    private static string? FromPath(string name)
    {
        var path = name.Replace(' ', '_');
        if (path.Length > 200)
            path = path[^200..];

        for (var at = 0; ; at++)
        {
            var rest = path[at..];
            if (rest.Contains('/', StringComparison.Ordinal) || rest.Equals("UTC", StringComparison.OrdinalIgnoreCase))
            {
                if (Known.GetValueOrDefault(rest) is { } id)
                    return id;
            }

            var slash = path.IndexOf('/', at);
            if (slash < 0)
                return null;

            at = slash;
        }
    }

    /// <summary>(UTC+01:00) Brussels, Copenhagen, Madrid, Paris.</summary>
    private static string? OnScreen(string name)
    {
        if (ScreenName().Match(name) is not { Success: true } found)
            return null;

        var shown = found.Groups["places"].Value.Trim().Replace(" and Canada", " & Canada", StringComparison.OrdinalIgnoreCase);
        return Place(shown);
    }

    /// <summary>What Windows shows, also without the offset before it: a name, or cities of which one is known.</summary>
    private static string? Place(string shown)
    {
        if (Shown.GetValueOrDefault(shown) is { } id)
            return id;

        if (shown.Length > 200)
            return null;

        var places = shown.Split([',', ';', ':', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return places.Select(place => Shown.GetValueOrDefault(place) ?? City(place)).FirstOrDefault(city => city is not null);
    }

    private static string? City(string place) => Cities.GetValueOrDefault(place.Replace('_', ' '));

    /// <summary>GMT+0100 is an hour ahead of UTC, unlike Etc/GMT+1 of the IANA database, which is an hour behind it.</summary>
    private static DateTimeZone? ReadOffset(Match found)
    {
        var seconds = (int.Parse(found.Groups["h"].Value, System.Globalization.CultureInfo.InvariantCulture) * 3600)
            + (found.Groups["m"].Success ? int.Parse(found.Groups["m"].Value, System.Globalization.CultureInfo.InvariantCulture) * 60 : 0);
        return seconds > 18 * 3600 ? null : DateTimeZone.ForOffset(Offset.FromSeconds(found.Groups["sign"].Value == "+" ? seconds : -seconds));
    }

    [GeneratedRegex("^\\((?:UTC|GMT)[^)]{0,12}\\)(?<places>.{1,200})$", RegexOptions.IgnoreCase)]
    private static partial Regex ScreenName();

    [GeneratedRegex("^(?:UTC|GMT)? ?(?<sign>[+-])(?<h>[0-9]{1,2}):?(?<m>[0-9]{2})?$", RegexOptions.IgnoreCase)]
    private static partial Regex OffsetName();

    [GeneratedRegex("^\\((?:UTC|GMT) ?(?<sign>[+-])(?<h>[0-9]{1,2})[:.]?(?<m>[0-9]{2})?\\)", RegexOptions.IgnoreCase)]
    private static partial Regex ShownOffset();

    [GeneratedRegex(" [0-9]$")]
    private static partial Regex TrailingNumber();
}
