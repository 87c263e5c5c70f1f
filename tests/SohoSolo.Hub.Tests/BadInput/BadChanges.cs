namespace SohoSolo.Hub.Tests.BadInput;

/// <summary>Changes, lines, closures, leases and the chamber's calls, asked for badly.</summary>
internal static class BadChanges
{
    private const string Chamber = "chamber";
    private const string Keeper = "keeper-nogaro";
    private const string Closures = "telecentres/nogaro/closures";
    private const string Block = "PUT telecentres/nogaro/spaces/nogaro-desk-2/block";
    private const string Booking = "bookings/{booking}";

    public static IEnumerable<Bad> All =>
    [
        Bad.Send("change of nothing", 400, "missing-field", $"PATCH {Booking}", "{}"),
        Bad.Send("change in a bad scope", 400, "invalid-value", $"PATCH {Booking}", """{"end":"2026-11-26T12:00","scope":"some"}"""),
        Bad.Send("change to no length", 400, "invalid-value", $"PATCH {Booking}", """{"end":"2026-11-26T08:00"}"""),
        Bad.Send("change to twenty years", 422, "too-long", $"PATCH {Booking}", """{"end":"2046-11-26T08:00"}"""),
        Bad.Send("change to an unknown space", 422, "unknown-space", $"PATCH {Booking}", """{"space":"auch-desk-1"}"""),
        Bad.Send("change to no day", 400, "invalid-value", $"PATCH {Booking}", """{"day":"someday"}"""),
        Bad.Send("change to no part", 400, "invalid-value", $"PATCH {Booking}", """{"part":"evening"}"""),
        Bad.Send("change of the member", 400, "unknown-field", $"PATCH {Booking}", """{"member":"bruno"}"""),
        Bad.Send("change into the past", 422, "in-the-past", $"PATCH {Booking}", """{"day":"2026-11-20"}"""),
        Bad.Send("cancellation in a bad scope", 400, "invalid-value", $"DELETE {Booking}?scope=some"),
        Bad.Send("cancellation with a body", 400, "unknown-field", $"DELETE {Booking}", """{"why":"because"}"""),
        Bad.Send("cancellation of nothing", 404, "not-found", "DELETE bookings/nothing"),
        Bad.Post("as usual, like nothing", 400, "invalid-value", """{"like":"nothing","day":"2026-11-27"}""", "bookings/again"),
        Bad.Post("as usual, like no text", 400, "invalid-value", """{"like":"\u0000","day":"2026-11-27"}""", "bookings/again"),
        Bad.Post("as usual, some day", 400, "invalid-value", """{"like":"{booking}","day":"someday"}""", "bookings/again"),
        Bad.Post("as usual without a day", 400, "missing-field", """{"like":"{booking}"}""", "bookings/again"),
        Bad.Post("away backwards", 400, "invalid-value", """{"from":"2026-12-01","to":"2026-11-01"}""", "absences"),
        Bad.Post("away without end", 400, "missing-field", """{"from":"2026-12-01"}""", "absences"),
        Bad.Post("away since ever", 422, "in-the-past", """{"from":"0001-01-01","to":"2026-11-01"}""", "absences"),

        Bad.Post("closure without reason", 400, "missing-field", """{"from":"2026-12-01"}""", Closures, Keeper),
        Bad.Post("closure for a blank reason", 400, "invalid-value", """{"from":"2026-12-01","reason":" "}""", Closures, Keeper),
        Bad.Post("closure without time", 400, "missing-field", """{"reason":"Travaux"}""", Closures, Keeper),
        Bad.Post("closure backwards", 400, "invalid-value", """{"from":"2026-12-02","to":"2026-12-01","reason":"Travaux"}""", Closures, Keeper),
        Bad.Post("closure of days and times", 400, "invalid-value", """{"from":"2026-12-02","start":"2026-12-01T08:00","reason":"Travaux"}""", Closures, Keeper),
        Bad.Post("closure in the past", 422, "in-the-past", """{"from":"2026-11-02","reason":"Travaux"}""", Closures, Keeper),
        Bad.Post("preview of a closure in the past", 422, "in-the-past", """{"from":"2026-11-02","reason":"Travaux"}""", Closures + "?preview=true", Keeper),
        Bad.Post("closure of an unknown site", 404, "not-found", """{"from":"2026-12-02","reason":"Travaux"}""", "telecentres/paris/closures", Chamber),
        Bad.Send("reopening of nothing", 404, "not-found", $"DELETE {Closures}/nothing", who: Keeper),
        Bad.Send("block without saying so", 400, "missing-field", Block, "{}", Keeper),
        Bad.Send("block perhaps", 400, "invalid-value", Block, """{"blocked":"perhaps"}""", Keeper),
        Bad.Send("block of the past", 422, "in-the-past", Block, """{"blocked":true,"start":"2026-11-01T08:00","end":"2026-11-02T08:00"}""", Keeper),
        Bad.Send("block of an unknown space", 404, "not-found", "PUT telecentres/nogaro/spaces/auch-desk-1/block", """{"blocked":true}""", Keeper),
        Bad.Post("lease of an unknown space", 422, "unknown-space", """{"space":"x","member":"anne","from":"2027-01-01"}""", "leases", Chamber),
        Bad.Post("lease to nobody", 422, "unknown-member", """{"space":"auch-desk-1","member":"nobody","from":"2027-01-01"}""", "leases", Chamber),
        Bad.Post("lease backwards", 400, "invalid-value", """{"space":"auch-desk-1","member":"anne","from":"2027-02-01","to":"2027-01-01"}""", "leases", Chamber),
        Bad.Post("lease where none are", 422, "wrong-kind", """{"space":"nogaro-desk-1","member":"anne","from":"2027-01-01"}""", "leases", Chamber),
        Bad.Post("lease paid by nobody", 400, "invalid-value", """{"space":"auch-desk-1","member":"anne","from":"2027-01-01","funder":"1"}""", "leases", Chamber),
        Bad.Post("lending of nothing", 404, "not-found", """{"day":"2027-01-01"}""", "leases/nothing/lend"),

        Bad.Post("member without a name", 400, "missing-field", """{"commune":"32296"}""", "members", Chamber),
        Bad.Post("member with a blank name", 400, "invalid-value", """{"name":" ","commune":"32296"}""", "members", Chamber),
        Bad.Post("member who lives nowhere known", 400, "invalid-value", """{"name":"Zoé","commune":"99999"}""", "members", Chamber),
        Bad.Post("member with a bad e-mail", 400, "invalid-value", """{"name":"Zoé","commune":"32296","email":"zoe"}""", "members", Chamber),
        Bad.Post("member of an unknown role", 400, "invalid-value", """{"name":"Zoé","commune":"32296","role":"queen"}""", "members", Chamber),
        Bad.Post("keeper of an unknown site", 400, "invalid-value", """{"name":"Zoé","commune":"32296","role":"keeper","keeps":["paris"]}""", "members", Chamber),
        Bad.Post("keeper of nothing named", 400, "invalid-value", """{"name":"Zoé","commune":"32296","role":"keeper","keeps":[null]}""", "members", Chamber),
        Bad.Send("change of nobody", 404, "not-found", "PATCH members/nobody", """{"name":"Zoé"}""", Chamber),
        Bad.Send("member in a bad state", 400, "invalid-value", "PATCH members/anne", """{"status":"dead"}""", Chamber),
        Bad.Post("grant of an unknown kind", 400, "invalid-value", """{"kind":"gold","funder":"200035632"}""", "members/anne/entitlements", Chamber),
        Bad.Post("grant paid by nobody", 400, "invalid-value", """{"kind":"ticket-book","funder":"1","units":5}""", "members/anne/entitlements", Chamber),
        Bad.Post("grant of less than nothing", 400, "invalid-value", """{"kind":"ticket-book","funder":"200035632","units":-5}""", "members/anne/entitlements", Chamber),
        Bad.Post("grant of another kind's amounts", 400, "invalid-value", """{"kind":"ticket-book","funder":"200035632","units":5,"daysAMonth":2}""", "members/anne/entitlements", Chamber),
        Bad.Post("grant without amount", 400, "invalid-value", """{"kind":"occasional-free","funder":"200035632"}""", "members/anne/entitlements", Chamber),
        Bad.Post("grant to nobody", 404, "not-found", """{"kind":"ticket-book","funder":"200035632","units":5}""", "members/nobody/entitlements", Chamber),
        Bad.Post("site that is there", 422, "site-exists", Site("nogaro", "desk"), "telecentres", Chamber),
        Bad.Post("site with a name that is no id", 400, "invalid-value", Site("Le Port!", "desk"), "telecentres", Chamber),
        Bad.Post("site of unknown places", 400, "invalid-value", Site("riscle", "sauna"), "telecentres", Chamber),
        Bad.Post("site of no places", 400, "invalid-value", Site("riscle", "desk").Replace("{\"kind\":\"desk\"}", "null", StringComparison.Ordinal), "telecentres", Chamber),
        Bad.Send("site changed where nothing is", 404, "not-found", "PATCH telecentres/paris", """{"name":"Paris"}""", Chamber),
        Bad.Send("policy that is no JSON", 422, "policy-invalid", "PUT policies", "{defaults", Chamber),
        Bad.Send("policy of unknown settings", 422, "policy-invalid", "PUT policies", """{"defaults":{"colour":1},"sites":{}}""", Chamber),
        Bad.Send("policy of unknown sites", 422, "policy-invalid", "PUT policies", """{"defaults":{},"sites":{"paris":{}}}""", Chamber),
        Bad.Send("policy beyond its bounds", 422, "policy-invalid", "PUT policies", """{"defaults":{"longestHours":100000},"sites":{}}""", Chamber),
        Bad.Post("import that is no CSV", 415, "wrong-media-type", "{}", "members/import", Chamber),
        Bad.Post("import of a form that is cut off", 400, "invalid-value", "cut", "members/import", Chamber) with { MediaType = "multipart/form-data" },
        Bad.Post("import of bad rows", 422, "import-rejected", "name,email,phone,commune\nZoé,zoe,1,99999\n", "members/import", Chamber) with { MediaType = "text/csv" },
        Bad.Post("import without header", 422, "import-rejected", "", "members/import", Chamber) with { MediaType = "text/csv" },
        Bad.Post("import of good rows and a bad one", 422, "import-rejected", "name,commune\nPaul,32296\n,32296\n", "members/import", Chamber) with { MediaType = "text/csv" },
        Bad.Send("audit of too much", 400, "invalid-value", "GET audit?most=100000", who: Chamber),
        Bad.Send("members looked for by nothing a text has", 400, "invalid-value", "GET members?search=%00", who: Chamber),
        Bad.Post("token without a name", 400, "missing-field", "{}", "me/tokens"),
        Bad.Post("token for ever", 400, "invalid-value", """{"name":"x","expires":"9999-01-01T00:00:00Z"}""", "me/tokens"),
        Bad.Post("token for nothing", 400, "invalid-value", """{"name":"x","scopes":[]}""", "me/tokens"),
        Bad.Post("token for everything", 400, "invalid-value", """{"name":"x","scopes":["root"]}""", "me/tokens"),
    ];

    private static string Site(string id, string kind) =>
        $$"""{"id":"{{id}}","name":"x","commune":"32296","hours":{"week":[{"day":"monday","from":"08:00","to":"19:00"}]},"spaces":[{"kind":"{{kind}}"}]}""";
}
