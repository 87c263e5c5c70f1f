using System.Globalization;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Pages.ChamberSites;

/// <summary>A weekday as it is filled in; nothing in both fields is closed, midnight as an end is the end of the day.</summary>
public sealed record DayLine(DayOfWeek Day, string From, string To);

/// <summary>What is said of a télécentre, as somebody has filled it in.</summary>
public sealed record SiteSheet
{
    private const string Midnight = "00:00";

    private static readonly DayOfWeek[] MondayFirst = [.. Enumerable.Range(1, 7).Select(number => (DayOfWeek)(number % 7))];

    public required string Name { get; init; }

    public required string Latitude { get; init; }

    public required string Longitude { get; init; }

    public required IReadOnlyList<DayLine> Week { get; init; }

    public required bool Holidays { get; init; }

    public required string HalfDay { get; init; }

    public required ThingChoice Things { get; init; }

    public required bool Leases { get; init; }

    /// <summary>Before anything is filled in: open on weekdays, as télécentres are.</summary>
    internal static SiteSheet Blank { get; } = new()
    {
        Name = "",
        Latitude = "",
        Longitude = "",
        Week = [.. MondayFirst.Select(day => day is DayOfWeek.Saturday or DayOfWeek.Sunday ? new DayLine(day, "", "") : new DayLine(day, "08:00", "19:00"))],
        Holidays = false,
        HalfDay = Times.Hour(SiteCalendar.UsualHalfDayBoundary),
        Things = new ThingChoice(["wifi"], ""),
        Leases = false,
    };

    internal static SiteSheet Of(Telecentre site) => new()
    {
        Name = site.Name,
        Latitude = Degrees(site.Location.Latitude),
        Longitude = Degrees(site.Location.Longitude),
        Week = [.. MondayFirst.Select(day => site.Calendar.Hours.Week.TryGetValue(day, out var open) ? new DayLine(day, Times.Hour(open.From), Times.Hour(open.To)) : new DayLine(day, "", ""))],
        Holidays = site.Calendar.Hours.OpenOnPublicHolidays,
        HalfDay = Times.Hour(site.Calendar.HalfDayBoundary),
        Things = new ThingChoice(site.Equipment, ""),
        Leases = site.Leases,
    };

    internal static SiteSheet Of(Visit visit) => new()
    {
        Name = visit.Field("name") ?? "",
        Latitude = visit.Field("latitude") ?? "",
        Longitude = visit.Field("longitude") ?? "",
        Week = [.. MondayFirst.Select(day => new DayLine(day, visit.Field($"{Words.Of(day)}-from") ?? "", visit.Field($"{Words.Of(day)}-to") ?? ""))],
        Holidays = visit.Field("holidays") is not null,
        HalfDay = visit.Field("half-day") ?? "",
        Things = ThingChoice.Of(visit),
        Leases = visit.Field("leases") is not null,
    };

    internal HoursBody Hours => new()
    {
        Week = [.. Week.Where(line => line.From.Length > 0 || line.To.Length > 0).Select(line => new DayHours(Words.Of(line.Day), line.From, line.To == Midnight ? "24:00" : line.To))],
        OpenOnPublicHolidays = Holidays,
    };

    /// <summary>Where it lies; nothing where neither is filled in, and a problem where it is no place.</summary>
    internal (LocationView? Place, Problem? Problem) Location()
    {
        if (Latitude.Length == 0 && Longitude.Length == 0) return (null, null);

        return TryDegrees(Latitude, out var latitude) && TryDegrees(Longitude, out var longitude)
            ? (new LocationView(latitude, longitude), null)
            : (null, Problems.InvalidValue("location", "is a latitude and a longitude in degrees"));
    }

    internal (TelecentrePatch? Patch, Problem? Problem) Change()
    {
        var (place, problem) = Location();
        return problem is not null ? (null, problem) : (new TelecentrePatch
        {
            Name = Name,
            Location = place,
            Hours = Hours,
            HalfDayBoundary = HalfDay,
            Equipment = Things.All,
            Leases = Leases,
        }, null);
    }

    private static string Degrees(double degrees) => degrees.ToString("0.#####", CultureInfo.InvariantCulture);

    private static bool TryDegrees(string written, out double degrees) =>
        double.TryParse(written.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out degrees);
}
