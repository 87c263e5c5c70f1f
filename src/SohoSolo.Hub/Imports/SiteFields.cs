using System.Globalization;
using System.Text.RegularExpressions;
using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Imports;

/// <summary>How a télécentre's particulars are read from text.</summary>
internal static partial class SiteFields
{
    public const int MostPlacesOfAKind = 200;
    private const int MostSeats = 500;

    /// <summary>Where a télécentre is opened has this address among those that there are.</summary>
    private const string AddressOfTheForm = "new";

    public static Field<SiteId> Id(string written) => !IdShape().IsMatch(written)
        ? Field<SiteId>.Bad("is made of 2 to 30 small letters, digits and hyphens, and starts with a letter")
        : written == AddressOfTheForm ? Field<SiteId>.Bad($"cannot be '{AddressOfTheForm}'") : Field<SiteId>.Good(new SiteId(written));

    public static Field<GeoPoint> Location(string latitude, string longitude) =>
        Degrees(latitude, 90) is { } lat && Degrees(longitude, 180) is { } lon
            ? Field<GeoPoint>.Good(new GeoPoint(lat, lon))
            : Field<GeoPoint>.Bad($"'{latitude}', '{longitude}' is no place in degrees, such as 43.65327, 0.57496");

    public static Field<int> Count(string written) =>
        int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MostPlacesOfAKind
            ? Field<int>.Good(count)
            : Field<int>.Bad($"'{written}' is no number from 0 to {MostPlacesOfAKind}");

    /// <summary>Seats of each meeting room: <c>10;6</c>. As many numbers as there are rooms.</summary>
    public static Field<IReadOnlyList<int>> Seats(string written, int rooms)
    {
        var parts = Parts(written);
        var seats = parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).ToList();
        if (seats.Any(n => n is < 1 or > MostSeats))
            return Field<IReadOnlyList<int>>.Bad($"'{written}' has something that is no number of seats from 1 to {MostSeats}");

        return seats.Count == rooms
            ? Field<IReadOnlyList<int>>.Good(seats)
            : Field<IReadOnlyList<int>>.Bad($"gives seats for {seats.Count} rooms where meeting_rooms says {rooms}");
    }

    public static Field<bool> YesNo(string written) => written.ToLowerInvariant() switch
    {
        "yes" or "oui" => Field<bool>.Good(true),
        "no" or "non" or "" => Field<bool>.Good(false),
        _ => Field<bool>.Bad($"'{written}' is neither yes nor no"),
    };

    public static Field<IReadOnlyList<string>> Equipment(string written)
    {
        var words = Parts(written).Distinct().ToList();
        var strange = words.Find(word => !EquipmentShape().IsMatch(word));
        return strange is null
            ? Field<IReadOnlyList<string>>.Good(words)
            : Field<IReadOnlyList<string>>.Bad($"'{strange}' is no word of small letters, digits and hyphens");
    }

    /// <summary>ISO weekdays, Monday is 1: <c>1-5</c>, or <c>1;3;5</c>.</summary>
    public static Field<IReadOnlyList<DayOfWeek>> Weekdays(string written)
    {
        var days = new SortedSet<int>();
        foreach (var part in Parts(written))
        {
            if (!WeekdaysShape().IsMatch(part) || part[0] > part[^1])
                return Field<IReadOnlyList<DayOfWeek>>.Bad($"'{written}' is no set of ISO weekdays, such as 1-5 or 1;3;5");

            days.UnionWith(Enumerable.Range(part[0] - '0', part[^1] - part[0] + 1));
        }

        return days.Count == 0
            ? Field<IReadOnlyList<DayOfWeek>>.Bad("is needed: the ISO weekdays on which the site is open, such as 1-5")
            : Field<IReadOnlyList<DayOfWeek>>.Good([.. days.Select(day => (DayOfWeek)(day % 7))]);
    }

    /// <summary>A clock time; 24:00 is the end of the day, which <see cref="OpeningHours"/> writes as 00:00.</summary>
    public static Field<TimeOnly> Clock(string written)
    {
        if (written == "24:00")
            return Field<TimeOnly>.Good(TimeOnly.MinValue);

        return TimeOnly.TryParseExact(written, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? Field<TimeOnly>.Good(time)
            : Field<TimeOnly>.Bad($"'{written}' is no clock time, such as 08:30");
    }

    private static List<string> Parts(string written) =>
        [.. written.Split([';', ',', ' ', '|'], StringSplitOptions.RemoveEmptyEntries)];

    private static double? Degrees(string written, double most) =>
        double.TryParse(written, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most
            ? degrees
            : null;

    [GeneratedRegex("^[a-z][a-z0-9-]{1,29}$")]
    private static partial Regex IdShape();

    [GeneratedRegex("^[a-z][a-z0-9-]{0,29}$")]
    private static partial Regex EquipmentShape();

    [GeneratedRegex("^[1-7](-[1-7])?$")]
    private static partial Regex WeekdaysShape();
}
