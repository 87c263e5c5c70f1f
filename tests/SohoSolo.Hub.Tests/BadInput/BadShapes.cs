using System.Text;

namespace SohoSolo.Hub.Tests.BadInput;

/// <summary>Requests that are no requests: bodies, headers, paths and queries.</summary>
internal static class BadShapes
{
    private const string Good = $$"""{"space":"nogaro-desk-1",{{Bad.Tuesday}}}""";

    public static IEnumerable<Bad> All =>
    [
        // Bodies.
        Bad.Post("two megabytes", 413, "body-too-large", $$"""{"space":"{{new string('x', 2 * 1024 * 1024)}}"}"""),
        Bad.Post("not JSON", 400, "invalid-json", "space=nogaro-desk-1"),
        Bad.Post("truncated JSON", 400, "invalid-json", Good[..^3]),
        Bad.Post("more than one JSON", 400, "invalid-json", Good + Good),
        Bad.Post("JSON with a comment", 400, "invalid-json", $"/* please */{Good}"),
        Bad.Post("JSON array", 400, "invalid-json", $"[{Good}]"),
        Bad.Post("JSON text", 400, "invalid-json", "\"nogaro-desk-1\""),
        Bad.Post("null", 400, "invalid-json", "null"),
        Bad.Post("nothing in it", 400, "missing-field", "{}"),
        Bad.Post("a body of blanks", 400, "invalid-json", "   "),
        Bad.Post("endless depth", 400, "invalid-json", new string('[', 5000)),
        Bad.Post("depth in a field", 400, "invalid-json", $$"""{"waitlist":{{new string('[', 40)}}{{new string(']', 40)}}}"""),
        Bad.Post("half a character as a field", 400, "invalid-json", """{"\ud83d":1}"""),
        Bad.Send("no body", 400, "invalid-json", "POST bookings"),
        new("invalid UTF-8", 400, "invalid-utf8", "POST bookings") { Body = [.. """{"space":"nogaro-desk-"""u8, 0xC3, 0x28, .. "\"}"u8] },
        new("UTF-16", 400, "invalid-utf8", "POST bookings") { Body = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Good)] },
        new("media type of a form", 415, "wrong-media-type", "POST bookings") { Body = Encoding.UTF8.GetBytes(Good), MediaType = "application/x-www-form-urlencoded" },
        new("media type of text", 415, "wrong-media-type", "POST bookings") { Body = Encoding.UTF8.GetBytes(Good), MediaType = "text/plain" },
        new("another character set", 415, "wrong-media-type", "POST bookings") { Body = Encoding.UTF8.GetBytes(Good), MediaType = "application/json; charset=iso-8859-1" },
        new("no media type", 415, "wrong-media-type", "POST bookings") { Body = Encoding.UTF8.GetBytes(Good), MediaType = "" },
        Bad.Post("fields where none are known", 400, "unknown-field", """{"why":"because"}""", "bookings/{booking}/release"),

        // Keys.
        new("empty key", 400, "invalid-idempotency-key", "POST bookings") { Body = Encoding.UTF8.GetBytes(Good), Key = "" },
        new("blank key", 400, "invalid-idempotency-key", "POST bookings") { Body = Encoding.UTF8.GetBytes(Good), Key = "  " },
        new("key of 129 characters", 400, "invalid-idempotency-key", "POST bookings") { Body = Encoding.UTF8.GetBytes(Good), Key = new string('k', 129) },
        new("key with a tab", 400, "invalid-idempotency-key", "POST bookings") { Body = Encoding.UTF8.GetBytes(Good), Key = "one\ttwo" },
        new("key of another body", 422, "idempotency-mismatch", "POST bookings") { Body = Encoding.UTF8.GetBytes(Good), Key = BadInputHubs.UsedKey },
        new("key of another body that would be declined anyway", 422, "idempotency-mismatch", "POST bookings")
        {
            Body = Encoding.UTF8.GetBytes($$"""{"site":"nogaro","kind":"meeting-room","seats":99,{{Bad.Tuesday}}}"""),
            Key = BadInputHubs.UsedKey,
        },
        new("key of another call", 422, "idempotency-mismatch", "POST bookings/{booking}/release") { Key = BadInputHubs.UsedKey },

        // Queries and paths.
        Bad.Send("unknown query parameter", 400, "unknown-field", "GET bookings?colour=red"),
        Bad.Send("parameter given twice", 400, "invalid-value", "GET bookings?site=nogaro&site=auch"),
        Bad.Send("parameter in capitals", 400, "unknown-field", "GET bookings?site=nogaro&Site=auch"),
        Bad.Send("flag that is neither", 400, "invalid-value", "GET bookings?mine=perhaps"),
        Bad.Send("bookings of an unknown site", 400, "invalid-value", "GET bookings?site=paris"),
        Bad.Send("bookings backwards", 400, "invalid-value", "GET bookings?from=2026-12-01T00:00&to=2026-11-01T00:00"),
        Bad.Send("bookings from no time", 400, "invalid-value", "GET bookings?from=soon"),
        Bad.Send("a series that no text names", 400, "invalid-value", "GET bookings?series=%00"),
        Bad.Send("a parameter of a kilobyte", 400, "invalid-value", $"GET bookings?series={new string('x', 1000)}"),
        Bad.Send("near nothing", 400, "invalid-value", "GET telecentres?near="),
        Bad.Send("near half a place", 400, "invalid-value", "GET telecentres?near=43.65"),
        Bad.Send("near a place off the globe", 400, "invalid-value", "GET telecentres?near=143.65,0.58"),
        Bad.Send("near no number", 400, "invalid-value", "GET telecentres?near=NaN,NaN"),
        Bad.Send("availability of no time", 400, "missing-field", "GET availability"),
        Bad.Send("availability of an unknown site", 404, "not-found", "GET telecentres/paris/availability?day=2026-11-24"),
        Bad.Send("availability of no seats", 400, "invalid-value", "GET availability?day=2026-11-24&seats=0"),
        Bad.Send("availability of an unknown kind", 400, "invalid-value", "GET availability?day=2026-11-24&kind=sauna"),
        Bad.Send("availability of a century", 422, "too-long", "GET availability?from=2026-11-24T00:00&to=2126-11-24T00:00"),
        Bad.Send("availability of day and time", 400, "invalid-value", "GET availability?day=2026-11-24&from=2026-11-24T00:00"),
        Bad.Send("an account of no day", 400, "invalid-value", "GET telecentres/nogaro/reconciliation?day=yesterday", who: "keeper-nogaro"),
        Bad.Send("an account with more", 400, "unknown-field", "GET telecentres/nogaro/reconciliation?of=anne", who: "keeper-nogaro"),
        Bad.Send("unknown route", 404, "not-found", "GET nothing"),
        Bad.Send("unknown version", 404, "not-found", "GET /api/v2/bookings"),
        Bad.Send("unknown booking", 404, "not-found", "GET bookings/nothing"),
        Bad.Send("unknown booking with an odd name", 404, "not-found", "GET bookings/%25%2e%2e%27--"),
        Bad.Send("unknown booking with a long name", 404, "not-found", $"GET bookings/{new string('x', 4000)}"),
        Bad.Send("a step up", 404, "not-found", "GET bookings/%2e%2e%2f%2e%2e%2fetc"),
        Bad.Send("wrong method", 405, "method-not-allowed", "PUT bookings", Good),
        Bad.Send("method of nobody", 405, "method-not-allowed", "BREW bookings"),
    ];
}
