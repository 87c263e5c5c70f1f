using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using SohoSolo.Hub.Identity;

namespace SohoSolo.Hub.Pages.SignIn;

/// <summary>Which sign-in this browser has asked for, sealed in a cookie of some minutes: a code is good in the browser that asked for it, and nowhere else.</summary>
internal sealed class AskedSignIn(IDataProtectionProvider protection)
{
    private const string Cookie = "sohosolo-sign-in";

    private readonly IDataProtector seal = protection.CreateProtector("asked sign-in");

    public void Keep(HttpContext context, string id, string? demoCode) => context.Response.Cookies.Append(Cookie, seal.Protect($"{id} {demoCode}"), Options(context.Request, SignInKeeping.Life));

    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(Cookie, Options(context.Request, null));

    public (string Id, string? DemoCode)? Of(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { } value) return null;

        try
        {
            return seal.Unprotect(value).Split(' ') is [var id, var code] ? (id, code.Length > 0 ? code : null) : null;
        }
        catch (CryptographicException)
        {
            // Somebody else's, or of another hub's key.
            return null;
        }
    }

    private static CookieOptions Options(HttpRequest request, TimeSpan? life) =>
        new() { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/sign-in", MaxAge = life, IsEssential = true };
}
