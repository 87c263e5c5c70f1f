namespace SohoSolo.Hub.Tests.Authorisation;

/// <summary>One call and the answer to each of seven callers.</summary>
internal sealed record Call(string Route, string Statuses)
{
    /// <summary>Makes what <c>{id}</c> is about.</summary>
    public Func<Scene, Task<string>>? About { get; init; }

    public string Query { get; init; } = "";

    /// <summary>What is sent; it may name what the call is about.</summary>
    public Func<string, object>? Body { get; init; }

    public string? Csv { get; init; }

    /// <summary>Its answer never ends by itself.</summary>
    public bool IsEndless { get; init; }
}

/// <summary>Contract §2, its column "who", as a table. An address that is not in it fails the test.</summary>
internal static class Calls
{
    private const string Anyone = "200 200 200 200 200 200 200";
    private const string Members = "200 200 200 200 200 401 401";
    private const string OwnerOrKeeper = "200 403 200 403 200 401 401";
    private const string Keepers = "403 403 200 403 200 401 401";
    private const string AnyKeeper = "403 403 200 200 200 401 401";
    private const string Chamber = "403 403 403 403 200 401 401";

    /// <summary>Who each column is: Anne, whose things these are; Bruno; the keeper of the site; the keeper of another; the chamber; nobody; Anne, too late.</summary>
    public static readonly string?[] Callers = ["anne", "bruno", "keeper-nogaro", "keeper-auch", "chamber", null, Hubs.SmallNetwork.Expired];

    private static readonly IReadOnlyList<Call> Doors =
    [
        new("GET /api/v1/me/credentials", Members),
        new("POST /api/v1/me/credentials", "202 202 202 202 202 401 401") { Body = _ => new { kind = "mifare-uid", reader = "nogaro-reader-main" } },
        new("POST /api/v1/me/credentials", "201 201 201 201 201 401 401") { Body = _ => new { kind = "pin" } },
        new("DELETE /api/v1/me/credentials/{id}", "204 404 404 404 404 401 401") { About = scene => scene.Badge() },
        new("GET /api/v1/members/{id}/credentials", AnyKeeper) { About = Anne },
        new("POST /api/v1/members/{id}/credentials", "403 403 201 201 201 401 401") { About = Anne, Body = _ => new { kind = "mifare-uid", value = "04A20B1C2D3E81" } },
        new("DELETE /api/v1/members/{id}/credentials/{credential}", "403 403 204 204 204 401 401") { About = scene => scene.Badge() },
        new("POST /api/v1/members/{id}/lost-badge", AnyKeeper) { About = Anne },
        new("GET /api/v1/bookings/{id}/pass", OwnerOrKeeper) { About = scene => scene.BookingWithGuest() },

        new("GET /api/v1/telecentres/{site}/doors", Keepers),
        new("POST /api/v1/telecentres/{site}/doors/{door}/unlock", "403 403 202 403 202 401 401") { Body = _ => new { reason = "Delivery" } },
        new("PUT /api/v1/telecentres/{site}/doors/{door}/mode", Keepers) { Body = _ => new { mode = "lockdown", reason = "Flood" } },
        new("GET /api/v1/telecentres/{site}/doors/{door}/access-log", Keepers),
        new("POST /api/v1/telecentres/{site}/readers/{device}/reset-pin", "403 403 202 403 202 401 401"),
        new("GET /api/v1/telecentres/{site}/devices", Keepers),
        new("POST /api/v1/telecentres/{site}/devices", "403 403 201 403 201 401 401") { Body = _ => new { driver = "sohosolo", role = "reader", door = "main" } },
        new("GET /api/v1/telecentres/{site}/devices/{device}", Keepers) { About = scene => scene.Device() },
        new("DELETE /api/v1/telecentres/{site}/devices/{device}", "403 403 204 403 204 401 401") { About = scene => scene.Device() },
        new("GET /api/v1/telecentres/{site}/alarms", Keepers),
        new("POST /api/v1/alarms/{id}/acknowledge", Keepers) { About = scene => scene.Fault() },
        new("POST /api/v1/telecentres/{site}/faults", "201 201 201 201 201 401 401") { Body = _ => new { text = "It rains in" } },
        new("GET /api/v1/telecentres/{site}/board", Keepers),
        new("GET /api/v1/telecentres/{site}/reconciliation", Keepers),
        new("GET /api/v1/telecentres/{site}/stream", Keepers) { IsEndless = true },
    ];

    public static readonly IReadOnlyList<Call> All =
    [
        new("GET /health/live", Anyone),
        new("GET /health/ready", Anyone),
        new("GET /metrics", Anyone),
        new("GET /openapi/v1.json", Anyone),
        new("GET /api/v1/telecentres", Anyone),
        new("GET /api/v1/telecentres/{site}", Anyone),
        new("GET /api/v1/telecentres/{site}/availability", Members) { Query = "?day=2026-11-24" },
        new("GET /api/v1/availability", Members) { Query = "?day=2026-11-24" },

        new("POST /api/v1/bookings", "201 201 201 201 201 401 401") { Body = _ => Wish() },
        new("POST /api/v1/bookings", "201 403 201 403 201 401 401") { Body = _ => Wish("anne") },
        new("POST /api/v1/bookings/again", "201 403 201 403 201 401 401") { About = scene => scene.Booking(), Body = id => new { like = id, day = "2026-11-24" } },
        new("POST /api/v1/absences", Members) { Body = _ => new { from = "2026-11-24", to = "2026-11-24" } },
        new("GET /api/v1/bookings", Members),
        new("GET /api/v1/bookings/{id}", OwnerOrKeeper) { About = scene => scene.Booking() },
        new("PATCH /api/v1/bookings/{id}", OwnerOrKeeper) { About = scene => scene.Booking(), Body = _ => new { end = "2026-11-23T12:00" } },
        new("DELETE /api/v1/bookings/{id}", OwnerOrKeeper) { About = scene => scene.Booking() },
        new("POST /api/v1/bookings/{id}/check-in", OwnerOrKeeper) { About = scene => scene.Booking() },
        new("POST /api/v1/bookings/{id}/release", OwnerOrKeeper) { About = scene => scene.Booking() },
        new("POST /api/v1/bookings/{id}/approve", Keepers) { About = scene => scene.Request() },
        new("POST /api/v1/bookings/{id}/refuse", Keepers) { About = scene => scene.Request() },

        new("GET /api/v1/waiting", Members),
        new("POST /api/v1/waiting/{id}/accept", "201 403 201 403 201 401 401") { About = scene => scene.Offer() },
        new("DELETE /api/v1/waiting/{id}", OwnerOrKeeper) { About = scene => scene.Offer() },

        new("POST /api/v1/telecentres/{site}/closures", "403 403 201 403 201 401 401") { Body = _ => new { from = "2027-02-02", reason = "Travaux" } },
        new("POST /api/v1/telecentres/{site}/closures", Keepers) { Query = "?preview=true", Body = _ => new { from = "2027-02-02", reason = "Travaux" } },
        new("DELETE /api/v1/telecentres/{site}/closures/{id}", "403 403 204 403 204 401 401") { About = scene => scene.Closure() },
        new("PUT /api/v1/telecentres/{site}/spaces/{space}/block", "403 403 201 403 201 401 401") { Body = _ => new { blocked = true, end = "2026-11-30T18:00" } },

        new("GET /api/v1/leases", Members),
        new("POST /api/v1/leases", "403 403 403 403 201 401 401") { Body = _ => new { space = "auch-office-1", member = "bruno", from = "2027-03-01", to = "2027-03-31" } },
        new("POST /api/v1/leases/{id}/lend", "200 403 403 403 200 401 401") { About = scene => scene.Lease(), Body = _ => new { day = "2027-01-05" } },

        new("GET /api/v1/me", Members),
        new("GET /api/v1/me/entitlements", Members),
        new("GET /api/v1/me/preferences", Members),
        new("PUT /api/v1/me/preferences", Members) { Body = _ => new { language = "en" } },
        new("GET /api/v1/me/export", Members),
        new("GET /api/v1/me/export", Members) { Query = "?format=csv" },
        new("POST /mail/stop/{member}/{kind}/{mark}", "400 400 400 400 400 400 400"),
        new("GET /api/v1/me/consents", Members),
        new("PUT /api/v1/me/consents", Members) { Body = _ => new { directory = true } },
        new("GET /api/v1/calendar/{secret}.ics", Anyone) { About = scene => scene.Feed(secret: true) },
        new("GET /api/v1/me/calendars", Members),
        new("POST /api/v1/me/calendars", "201 201 201 201 201 401 401") { Body = _ => new { name = "phone" } },
        new("POST /api/v1/me/calendars", "403 403 201 403 201 401 401") { Body = _ => new { space = "nogaro-desk-1", names = true } },
        new("DELETE /api/v1/me/calendars/{id}", "204 404 404 404 404 401 401") { About = scene => scene.Feed() },
        new("GET /api/v1/me/tokens", Members),
        new("POST /api/v1/me/tokens", "201 201 201 201 201 401 401") { Body = _ => new { name = "script" } },
        new("DELETE /api/v1/me/tokens/{id}", "204 404 404 404 404 401 401") { About = scene => scene.Token() },

        new("GET /api/v1/members", Chamber),
        new("POST /api/v1/members", "403 403 403 403 201 401 401") { Body = _ => new { name = "Zoé Lartigue", commune = "32296" } },
        new("GET /api/v1/members/{id}", Chamber) { About = Anne },
        new("PATCH /api/v1/members/{id}", Chamber) { About = Anne, Body = _ => new { phone = "05 62 00 00 01" } },
        new("POST /api/v1/members/import", Chamber) { Csv = "name,email,phone,commune\nPaul Dupuy,paul@example.org,05 62 00 00 02,32296\n" },
        new("GET /api/v1/members/{id}/entitlements", Chamber) { About = Anne },
        new("POST /api/v1/members/{id}/entitlements", "403 403 403 403 201 401 401")
        {
            About = Anne, Body = _ => new { kind = "ticket-book", funder = Hubs.SmallNetwork.Funder, units = 5 },
        },
        new("POST /api/v1/telecentres", "403 403 403 403 201 401 401")
        {
            Body = _ => new
            {
                id = "riscle", name = "Riscle", commune = "32296", hours = new { week = new[] { new { day = "monday", from = "08:00", to = "19:00" } } }, spaces = new[] { new { kind = "desk" } },
            },
        },
        new("PATCH /api/v1/telecentres/{site}", Chamber) { Body = _ => new { name = "Télécentre de Nogaro" } },
        new("GET /api/v1/policies", Chamber),
        new("PUT /api/v1/policies", Chamber) { Body = _ => new { defaults = new { mostUpcoming = 40 }, sites = new { } } },
        new("GET /api/v1/audit", Chamber),
        new("GET /api/v1/reports/usage", Chamber),
        new("GET /api/v1/reports/usage", Chamber) { Query = "?by=site&format=csv" },
        new("GET /api/v1/reports/origin-destination", Chamber),
        new("GET /api/v1/mail", Chamber),
        new("POST /api/v1/mail/{id}/resend", "403 403 403 403 202 401 401") { About = scene => scene.DeadLetter() },
        new("GET /api/v1/telecentres/{site}/calendars", Keepers),
        new("POST /api/v1/telecentres/{site}/calendars", "403 403 201 403 201 401 401") { Body = _ => new { name = "Fêtes", ics = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" } },
        new("POST /api/v1/telecentres/{site}/calendars", Keepers) { Query = "?preview=true", Body = _ => new { name = "Fêtes", ics = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" } },
        new("DELETE /api/v1/telecentres/{site}/calendars/{id}", "403 403 204 403 204 401 401") { About = scene => scene.Calendar() },
        new("POST /api/v1/telecentres/{site}/calendars/{id}/times/{key}/apply", "403 403 404 403 404 401 401") { About = scene => scene.Calendar() },
        new("POST /api/v1/telecentres/{site}/calendars/{id}/times/{key}/decline", "403 403 404 403 404 401 401") { About = scene => scene.Calendar() },
        new("GET /api/v1/webhooks", Chamber),
        new("POST /api/v1/webhooks", "403 403 403 403 201 401 401") { Body = _ => new { name = "Screen", url = "https://example.org/hooks" } },
        new("GET /api/v1/webhooks/{id}", Chamber) { About = scene => scene.Webhook() },
        new("PATCH /api/v1/webhooks/{id}", Chamber) { About = scene => scene.Webhook(), Body = _ => new { paused = true } },
        new("POST /api/v1/webhooks/{id}/secret", Chamber) { About = scene => scene.Webhook() },
        new("DELETE /api/v1/webhooks/{id}", "403 403 403 403 204 401 401") { About = scene => scene.Webhook() },
        new("POST /api/v1/webhooks/{id}/test", "403 403 403 403 202 401 401") { About = scene => scene.Webhook() },
        new("GET /api/v1/webhooks/{id}/deliveries", Chamber) { About = scene => scene.Webhook() },
        new("POST /api/v1/webhooks/{id}/deliveries/{delivery}/resend", "403 403 403 403 404 401 401") { About = scene => scene.Webhook() },
        .. Doors,
        new("DELETE /api/v1/members/{id}", Chamber) { About = scene => scene.Somebody() },

        // Last of all: few are left who could call anything else. Who leases a place, or looks after the network alone, may call and must settle that first.
        new("DELETE /api/v1/me", "422 422 200 200 422 401 401"),
    ];

    private static Task<string> Anne(Scene scene) => Task.FromResult("anne");

    private static object Wish(string? member = null) =>
        member is null ? new { space = "nogaro-desk-2", day = "2026-11-26", part = "morning" } : new { space = "nogaro-desk-2", day = "2026-11-26", part = "morning", member };
}
