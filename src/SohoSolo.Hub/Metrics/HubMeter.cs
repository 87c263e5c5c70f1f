using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Metrics;

/// <summary>What the hub counts. Names are Prometheus' and stay as they are.</summary>
internal static class HubMeter
{
    public const string Name = "SohoSolo.Hub";

    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Requests = Meter.CreateHistogram<double>("sohosolo_request_duration_seconds", "s", "HTTP requests by route, method and status, and how long they took.");
    private static readonly Counter<long> Decisions = Meter.CreateCounter<long>("sohosolo_decisions_total", description: "Decisions by what was asked and how it was answered.");
    private static readonly ConcurrentDictionary<int, string> StatusTexts = new();

    public static void Answered(HttpContext context, TimeSpan took)
    {
        var status = StatusTexts.GetOrAdd(context.Response.StatusCode, static code => code.ToString(CultureInfo.InvariantCulture));
        Requests.Record(took.TotalSeconds, new("route", RouteOf(context)), new("method", MethodOf(context.Request)), new("status", status));
    }

    /// <summary>A decision's outcome: <c>accepted</c>, or the reason of the decline.</summary>
    public static void Decided(string what, Answer answer) => Decided(what, answer.Status < 400 ? "accepted" : ReasonOf(answer.Body));

    public static void Decided(string what, string outcome) => Decisions.Add(1, new("decision", what), new("outcome", outcome));

    /// <summary>The route's pattern, never the address itself: addresses hold ids, and there is no end to them.</summary>
    public static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";

    private static string MethodOf(HttpRequest request) =>
        request.Method is "GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD" ? request.Method : "other";

    private static string ReasonOf(string? body)
    {
        const string Key = "\"reason\":\"";
        var start = body?.IndexOf(Key, StringComparison.Ordinal) ?? -1;
        if (start < 0)
        {
            return "declined";
        }

        Debug.Assert(body is not null);
        start += Key.Length;
        var end = body.IndexOf('"', start);
        return end < 0 ? "declined" : body[start..end];
    }
}
