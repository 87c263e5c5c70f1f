using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SohoSolo.Hub.Metrics;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Api;

/// <summary>Writes what was decided or read to HTTP. Nothing here decides.</summary>
internal static class Answers
{
    public const string JsonMediaType = "application/json; charset=utf-8";

    /// <summary>An answer that can be stored and given again.</summary>
    public static Answer Of<T>(int status, T body, JsonTypeInfo<T> type, string? location = null) =>
        new(status, location, JsonSerializer.Serialize(body, type));

    public static Answer NoContent { get; } = new(204, null, null);

    public static async Task Write<T>(HttpContext context, T body, JsonTypeInfo<T> type, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = JsonMediaType;
        ForThisCallerOnly(context.Response.Headers);
        await JsonSerializer.SerializeAsync(context.Response.BodyWriter, body, type, context.RequestAborted);
    }

    public static Task Write(HttpContext context, Problem problem)
    {
        if (problem.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return Bytes(context, problem.Status, Problem.MediaType, problem.ToJson().ToArray());
    }

    public static Task Write(HttpContext context, Answer answer)
    {
        if (answer.Location is not null)
        {
            context.Response.Headers.Location = answer.Location;
        }

        if (answer.Body is null)
        {
            context.Response.StatusCode = answer.Status;
            return Task.CompletedTask;
        }

        return Bytes(context, answer.Status, answer.Status >= 400 ? Problem.MediaType : JsonMediaType, Encoding.UTF8.GetBytes(answer.Body));
    }

    /// <summary>A decision's answer; <paramref name="what"/> names the decision in the metrics.</summary>
    public static Task Write(HttpContext context, Executed<Answer> executed, string what)
    {
        switch (executed)
        {
            case Executed<Answer>.Fresh(var answer, _):
                HubMeter.Decided(what, answer);
                return Write(context, answer);
            case Executed<Answer>.Replayed(var answer):
                HubMeter.Decided(what, "replayed");
                context.Response.Headers["Idempotency-Replayed"] = "true";
                return Write(context, answer);
            case Executed<Answer>.Mismatch:
                HubMeter.Decided(what, "mismatch");
                return Write(context, Problems.KeyMismatch);
            default:
                throw new System.Diagnostics.UnreachableException($"{executed}");
        }
    }

    /// <summary>An answer that is not JSON.</summary>
    public static Task Write(HttpContext context, string mediaType, byte[] body) => Bytes(context, StatusCodes.Status200OK, mediaType, body);

    private static async Task Bytes(HttpContext context, int status, string mediaType, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = body.Length;
        ForThisCallerOnly(context.Response.Headers);
        await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }

    private static void ForThisCallerOnly(IHeaderDictionary headers)
    {
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
    }
}
