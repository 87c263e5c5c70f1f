using System.Globalization;
using Microsoft.Extensions.Localization;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.Public;

/// <summary>What these pages say of a site in the same way.</summary>
internal static class PublicWords
{
    /// <summary>"6 postes", "1 bureau fermé".</summary>
    public static string Count(this IStringLocalizer<PublicText> words, SpaceKind kind, int places) => words[$"count.{Words.Of(kind)}.{(places == 1 ? "one" : "some")}", places];

    /// <summary>"3 postes libres", "aucun bureau fermé libre".</summary>
    public static string Free(this IStringLocalizer<PublicText> words, SpaceKind kind, int places) => words[$"free.{Words.Of(kind)}.{places switch { 0 => "none", 1 => "one", _ => "some" }}", places];

    /// <summary>"Ouvert jusqu’à 18 h", "Fermé, ouvre lundi 30 novembre, 8 h".</summary>
    public static string Now(this IStringLocalizer<PublicText> words, PublicSite seen, Visit visit)
    {
        var calendar = seen.Site.Calendar;
        if (seen.Open is { } open) return IsDayAndNight(calendar.Hours) ? words["open"] : words["open.until", visit.Words.Moment(open.End, calendar, visit.Now)];
        if (seen.Opens is not { } opens) return words["shut"];

        var moment = visit.Words.Moment(opens.Start, calendar, visit.Now);
        return calendar.DayOf(opens.Start) == seen.Today ? words["shut.today", moment] : words["shut.until", moment];
    }

    /// <summary>"lundi", "du lundi au vendredi".</summary>
    public static string Days(this IStringLocalizer<PublicText> words, DayOfWeek first, DayOfWeek last)
    {
        var names = CultureInfo.CurrentCulture.DateTimeFormat.DayNames;
        return first == last ? names[(int)first] : words[(first, last) == (DayOfWeek.Monday, DayOfWeek.Sunday) ? "every-day" : (int)last == ((int)first + 1) % 7 ? "days.two" : "days", names[(int)first], names[(int)last]];
    }

    public static string Hours(this IStringLocalizer<PublicText> words, OpeningHours.Span? hours, Visit visit) =>
        hours is not { } open ? words["closed"]
        : open == default ? words["around-the-clock"]
        : words["from-to", visit.Words.Hour(open.From), open.To == TimeOnly.MinValue ? words["midnight"] : visit.Words.Hour(open.To)];

    private static bool IsDayAndNight(OpeningHours hours) => hours.Week.Count == 7 && hours.Week.Values.All(span => span == default);
}
