using System.Security.Cryptography;
using System.Text;
using SohoSolo.Hub.Identity;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Api;

/// <summary>Makes the storage's command of an HTTP request: whose it is, its key, and what it asked for.</summary>
internal static class CommandContext
{
    private const string KeyHeader = "Idempotency-Key";
    private const int LongestKey = 128;

    public static (Command? Command, Problem? Problem) Make(HttpContext context, ReadOnlySpan<byte> body, TimeProvider clock)
    {
        var caller = context.Caller();
        if (!context.Request.Headers.TryGetValue(KeyHeader, out var given))
        {
            return (Of(caller, Ids.Next(), given: false, "", clock), null);
        }

        var key = given.ToString();
        return given.Count == 1 && IsKey(key)
            ? (Of(caller, key, given: true, Fingerprint(context.Request, body), clock), null)
            : (null, Problems.InvalidKey);
    }

    private static Command Of(Caller caller, string key, bool given, string fingerprint, TimeProvider clock) => new()
    {
        Principal = caller.Member.Value,
        Key = key,
        KeyGiven = given,
        Fingerprint = fingerprint,
        Actor = caller.Member.Value,
        At = clock.GetUtcNow(),
    };

    private static bool IsKey(string key) => key.Length is > 0 and <= LongestKey && !key.Any(char.IsControl) && !string.IsNullOrWhiteSpace(key);

    /// <summary>SHA-256 over method, path with query, and body: the same key with another fingerprint is a mismatch.</summary>
    private static string Fingerprint(HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.PathBase}{request.Path}{request.QueryString}\n"));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
