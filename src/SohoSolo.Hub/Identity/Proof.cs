using Microsoft.Net.Http.Headers;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Identity;

/// <summary>What a caller shows to be let in: a program's token, or the session that a browser keeps in its cookie.</summary>
internal sealed record Proof(string Secret, TokenKind Kind)
{
    private const string Bearer = "Bearer ";

    /// <summary>
    /// A browser sends its cookie along whoever made it ask, so a cookie alone only reads. What changes anything comes with a token, or from one of our own forms.
    /// </summary>
    public static Proof? Of(HttpRequest request)
    {
        var header = request.Headers[HeaderNames.Authorization];
        if (header.Count == 1 && header[0] is { } text && text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && text.Length > Bearer.Length)
            return new Proof(text[Bearer.Length..].Trim(), TokenKind.Token);

        return header.Count == 0 && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) ? OfCookie(request) : null;
    }

    public static Proof? OfCookie(HttpRequest request) =>
        request.Cookies[SessionCookie.Name(request)] is { Length: > 0 } secret ? new Proof(secret, TokenKind.Session) : null;
}
