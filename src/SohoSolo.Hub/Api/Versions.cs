using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace SohoSolo.Hub.Api;

/// <summary>
/// Versions of what the chamber edits travel as entity tags (RFC 9110): an answer carries <c>ETag: "3"</c>, and a change that sends
/// <c>If-Match: "3"</c> is refused when somebody else was quicker.
/// </summary>
internal static class Versions
{
    public static void Show(HttpContext context, int version) => context.Response.Headers.ETag = Tag(version);

    /// <summary>The version that the caller saw, or null when she does not mind.</summary>
    public static (int? Version, Problem? Problem) Expected(HttpContext context)
    {
        var given = context.Request.Headers.IfMatch.ToString().Trim();
        if (given.Length == 0 || given == EntityTagHeaderValue.Any.Tag.Value)
        {
            return (null, null);
        }

        return int.TryParse(given.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? (version, null)
            : (null, Problems.InvalidValue(HeaderNames.IfMatch, "is an entity tag that an answer carried, such as \"3\""));
    }

    public static Problem Outdated(int version) =>
        new(StatusCodes.Status412PreconditionFailed, "outdated", $"It has been changed meanwhile and is at version {version} now: read it again.");

    private static string Tag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
