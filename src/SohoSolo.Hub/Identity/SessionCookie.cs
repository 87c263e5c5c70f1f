namespace SohoSolo.Hub.Identity;

/// <summary>Where a browser keeps its session: out of reach of scripts, and not sent along from other people's pages but when somebody follows a link.</summary>
internal static class SessionCookie
{
    private const string Plain = "sohosolo";

    /// <summary>Over TLS the browser itself keeps other names of the domain from setting it (RFC 6265bis).</summary>
    public static string Name(HttpRequest request) => request.IsHttps ? $"__Host-{Plain}" : Plain;

    public static void Set(HttpContext context, string secret, TimeSpan life) =>
        context.Response.Cookies.Append(Name(context.Request), secret, Options(context.Request, life));

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name(context.Request), Options(context.Request, null));

    private static CookieOptions Options(HttpRequest request, TimeSpan? life) =>
        new() { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = life, IsEssential = true };
}
