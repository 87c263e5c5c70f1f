using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace SohoSolo.Hub.Api;

/// <summary>A request body as read: the record, or the problem; and the bytes, for the fingerprint.</summary>
internal sealed record Received<T>(T? Body, ReadOnlyMemory<byte> Bytes, Problem? Problem)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Body))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsGood => Problem is null;
}

/// <summary>The body of a call that needs none: nothing, or an empty object.</summary>
internal sealed record NoBody;

/// <summary>Reads request bodies strictly: bounded, JSON, UTF-8, known fields only.</summary>
internal static class RequestBody
{
    public const int MostBytes = 256 * 1024;

    public static async ValueTask<Received<T>> Read<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        var (bytes, problem) = await Json(context);
        if (problem is not null)
        {
            return new Received<T>(null, bytes, problem);
        }

        var (body, wrong) = StrictJson.Read(bytes, type);
        wrong ??= body is null ? Problems.InvalidJson("The body is null.") : null;
        return new Received<T>(body, bytes, wrong);
    }

    /// <summary>The bytes of a JSON body that its reader parses by itself.</summary>
    public static async ValueTask<(ReadOnlyMemory<byte> Bytes, Problem? Problem)> Json(HttpContext context)
    {
        var (bytes, problem) = await Bytes(context, MostBytes);
        problem ??= bytes.Length == 0 ? Problems.InvalidJson("The body is empty.") : null;
        problem ??= IsJson(context.Request) ? null : Problems.WrongMediaType;
        problem ??= Utf8.IsValid(bytes.Span) ? null : Problems.InvalidUtf8;
        problem ??= HasNul(bytes.Span) ? Problems.Nul("The body") : null;
        return (bytes, problem);
    }

    /// <summary>For a POST without fields; whatever fields it has are refused.</summary>
    public static async ValueTask<Received<NoBody>> ReadNothing(HttpContext context)
    {
        if (context.Request.ContentLength is null or 0 && !context.Request.Headers.ContainsKey(HeaderNames.TransferEncoding))
        {
            return new Received<NoBody>(new NoBody(), default, null);
        }

        return await Read(context, CommonJson.Shared.NoBody);
    }

    /// <summary>The whole body. A length announced beyond the limit is refused before a byte is read.</summary>
    public static async ValueTask<(ReadOnlyMemory<byte> Bytes, Problem? Problem)> Bytes(HttpContext context, int most)
    {
        if (context.Request.ContentLength > most)
        {
            return (default, Problems.BodyTooLarge);
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > most)
            {
                reader.AdvanceTo(read.Buffer.End);
                return (default, Problems.BodyTooLarge);
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return (bytes, null);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Whether a text in the JSON escapes U+0000, which PostgreSQL cannot store and no name of ours has.</summary>
    private static bool HasNul(ReadOnlySpan<byte> json)
    {
        for (var rest = json; rest.IndexOf("\\u0000"u8) is >= 0 and var at; rest = rest[(at + 1)..])
        {
            // A backslash that is itself escaped escapes nothing.
            var before = at - (rest[..at].LastIndexOfAnyExcept((byte)'\\') + 1);
            if (before % 2 == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsJson(HttpRequest request) =>
        request.ContentType is "application/json" ||
        (MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)));
}
