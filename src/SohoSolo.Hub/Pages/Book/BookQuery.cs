using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.Book;

/// <summary>What she looks for, as the address of the page tells it and as its forms carry it along. What cannot be read is as if she had not said it.</summary>
public sealed record BookQuery
{
    public const string ByHours = "hours";

    private const string UsualFrom = "09:00";
    private const string UsualTo = "12:00";
    private const int MostSeats = 500;

    public required DateOnly Day { get; init; }

    /// <summary>full, morning, afternoon, or hours.</summary>
    public string Part { get; init; } = Words.Of(Core.Time.DayPart.Full);

    public string From { get; init; } = UsualFrom;

    public string To { get; init; } = UsualTo;

    /// <summary>The site to show in full; null for the nearest.</summary>
    public SiteId? Site { get; init; }

    public SpaceKind Kind { get; init; }

    public int Seats { get; init; } = 1;

    public IReadOnlyList<string> Equipment { get; init; } = [];

    /// <summary>Whom a keeper or the chamber books for; null for herself.</summary>
    public MemberId? For { get; init; }

    /// <summary>Null for the part of a day that she did not ask for.</summary>
    public DayPart? DayPart => Words.Read<DayPart>(Part);

    /// <summary>As the readers of the HTTP interface take it.</summary>
    internal (string? Start, string? End, string? Day, string? Part) Asked =>
        DayPart is null ? ($"{Times.Day(Day)}T{From}", $"{Times.Day(Day)}T{To}", null, null) : (null, null, Times.Day(Day), Part);

    internal static BookQuery Of(Visit visit, DateOnly usualDay)
    {
        var (one, all) = HttpMethods.IsPost(visit.Http.Request.Method) ? ((Func<string, string?>)visit.Field, (Func<string, IReadOnlyList<string>>)visit.Fields) : (visit.Asked, visit.AskedAll);
        return new BookQuery
        {
            Day = Times.TryDay(one("day"), out var day) ? day : usualDay,
            Part = one("part") is { } part && (part == ByHours || Words.Read<DayPart>(part) is not null) ? part : Words.Of(Core.Time.DayPart.Full),
            From = Clock(one("from")) ?? UsualFrom,
            To = Clock(one("to")) ?? UsualTo,
            Site = one("site") is { } site ? new SiteId(site) : null,
            Kind = Words.Read<SpaceKind>(one("kind")) ?? SpaceKind.Desk,
            Seats = int.TryParse(one("seats"), NumberStyles.None, CultureInfo.InvariantCulture, out var seats) ? Math.Clamp(seats, 1, MostSeats) : 1,
            Equipment = [.. all("equipment").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            For = visit.Caller.Role != Role.Member && one("for") is { } member ? new MemberId(member) : null,
        };
    }

    /// <summary>What says the same again in an address or a form; what is usual goes without saying.</summary>
    public IEnumerable<(string Name, string Value)> Fields()
    {
        yield return ("day", Times.Day(Day));
        yield return ("part", Part);
        if (Part == ByHours)
        {
            yield return ("from", From);
            yield return ("to", To);
        }

        if (Site is { } site) yield return ("site", site.Value);
        if (Kind != SpaceKind.Desk) yield return ("kind", Words.Of(Kind));
        if (Seats > 1) yield return ("seats", Seats.ToString(CultureInfo.InvariantCulture));
        foreach (var thing in Equipment) yield return ("equipment", thing);
        if (For is { } member) yield return ("for", member.Value);
    }

    public string On(string page = "/book") => $"{page}?{string.Join('&', Fields().Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"))}";

    /// <summary>The wish for a space, or for any of the kind at a site.</summary>
    internal BookingPost Post(string? space, string? site)
    {
        var (start, end, day, part) = Asked;
        var isAny = space is null;
        return new BookingPost
        {
            Space = space,
            Site = isAny ? site : null,
            Kind = isAny ? Words.Of(Kind) : null,
            Seats = isAny ? Seats : null,
            Equipment = isAny ? Equipment : null,
            Start = start,
            End = end,
            Day = day,
            Part = part,
            Member = For?.Value,
        };
    }

    private static string? Clock(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock) ? clock.ToString("HH:mm", CultureInfo.InvariantCulture) : null;
}
