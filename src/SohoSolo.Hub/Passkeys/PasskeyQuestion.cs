using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using SohoSolo.Hub.Identity;

namespace SohoSolo.Hub.Passkeys;

/// <summary>
/// What a browser was asked to sign, sealed in a cookie of some minutes that only comes back where it is answered. Nothing is kept in the hub for a question that nobody answers.
/// </summary>
internal sealed class PasskeyQuestion(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>Where a new key is made, and where one is shown: an answer to one is none to the other.</summary>
    public const string NewPath = "/me/passkeys";
    public const string KnownPath = "/sign-in/passkey";

    private const string Cookie = "sohosolo-passkey";

    private static readonly TimeSpan Life = SignInKeeping.Life;

    public void Keep(HttpContext context, string path, string state)
    {
        var until = (clock.GetUtcNow() + Life).ToUnixTimeMilliseconds();
        context.Response.Cookies.Append(Cookie, Seal(path).Protect($"{until.ToString(CultureInfo.InvariantCulture)} {state}"), Options(context.Request, path, Life));
    }

    /// <summary>What was asked, and the browser forgets it; null where nothing was asked, or too long ago.</summary>
    public string? Take(HttpContext context, string path)
    {
        if (context.Request.Cookies[Cookie] is not { } value) return null;

        context.Response.Cookies.Delete(Cookie, Options(context.Request, path, null));
        try
        {
            return Seal(path).Unprotect(value).Split(' ', 2) is [var until, var state] && clock.GetUtcNow().ToUnixTimeMilliseconds() < long.Parse(until, CultureInfo.InvariantCulture) ? state : null;
        }
        catch (CryptographicException)
        {
            // Somebody else's, for the other purpose, or of another hub's key.
            return null;
        }
    }

    /// <summary>A name for a question that says nothing of it.</summary>
    public static string NameOf(string state) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)));

    private IDataProtector Seal(string path) => protection.CreateProtector($"asked passkey {path}");

    private static CookieOptions Options(HttpRequest request, string path, TimeSpan? life) =>
        new() { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Strict, Path = path, MaxAge = life, IsEssential = true };
}
