using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using SohoSolo.Core.Calendars;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;

namespace SohoSolo.Hub.Calendars;

/// <summary>What calendar programs read: whoever has the address, as often as they must, and nothing where nothing has changed.</summary>
internal sealed class FeedApi(FeedReading reading, FeedLimit limit)
{
    public async Task Show(HttpContext context)
    {
        var secret = (string)context.Request.RouteValues["secret"]!;
        var known = secret.Length == CalendarSecret.Length;
        var hash = TokenHash.Of(secret);

        // One who tries addresses is counted by where he comes from; a program with an address by that.
        if (limit.Take(known ? hash : $"{context.Connection.RemoteIpAddress}") is { } wait)
        {
            await Answers.Write(context, TooOften(wait));
            return;
        }

        if ((known ? await reading.Read(hash, context.RequestAborted) : null) is not { } file)
        {
            await Answers.Write(context, Problems.NotFound("There is no such calendar, or it was ended."));
            return;
        }

        var body = Encoding.UTF8.GetBytes(CalendarWriter.Write(file));
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"";
        var headers = context.Response.Headers;
        headers.ETag = tag;
        headers.CacheControl = "private, no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex";
        if (file.Entries.Count > 0) headers.LastModified = file.Entries.Max(one => one.Entry.Stamp).ToString("R");

        if (Has(context.Request, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = $"{CalendarWriter.MediaType}; charset=utf-8";
        context.Response.ContentLength = body.Length;
        headers.ContentDisposition = "inline; filename=\"sohosolo.ics\"";
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>By its tag alone: a time of whole seconds may hide the second change of two.</summary>
    private static bool Has(HttpRequest request, string tag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known) && known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Tag == tag);

    private static Problem TooOften(TimeSpan wait) => new(StatusCodes.Status429TooManyRequests, "too-often", "This calendar is asked for too often.")
    {
        RetryAfterSeconds = (int)Math.Ceiling(wait.TotalSeconds),
    };
}
