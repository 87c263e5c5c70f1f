using System.Globalization;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Pages.Shell;

/// <summary>The language of a page: the one she chose here, or the first of her browser's that we speak, or French.</summary>
internal static class LanguageChoice
{
    private const string Cookie = "language";

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static CultureInfo Culture(Language language) => language == Language.En ? English : French;

    public static Language Of(HttpRequest request)
    {
        if (request.Cookies[Cookie] is { } chosen && Words.Read<Language>(chosen) is { } language) return language;

        var wanted = request.GetTypedHeaders().AcceptLanguage
            .Where(one => one.Quality is not 0)
            .OrderByDescending(one => one.Quality ?? 1)
            .Select(one => Words.Read<Language>(one.Value.Value?.Split('-')[0].ToLowerInvariant()))
            .FirstOrDefault(known => known is not null);
        return wanted ?? Language.Fr;
    }

    /// <summary>Keeps the choice in this browser and goes back to where she was.</summary>
    public static Task<IResult> Choose(Visit visit)
    {
        if (Words.Read<Language>(visit.Asked("to")) is { } language)
        {
            var options = new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = visit.Http.Request.IsHttps, Path = "/", IsEssential = true };
            visit.Http.Response.Cookies.Append(Cookie, Words.Of(language), options);
        }

        return Task.FromResult(Visit.GoTo(LocalPath.Or(visit.Asked("back"), "/")));
    }
}
