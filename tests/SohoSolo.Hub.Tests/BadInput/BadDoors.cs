namespace SohoSolo.Hub.Tests.BadInput;

/// <summary>Badges, passes, doors, devices and alarms, asked for badly.</summary>
internal static class BadDoors
{
    private const string Keeper = "keeper-nogaro";
    private const string Mine = "me/credentials";
    private const string Hers = "members/anne/credentials";
    private const string Pass = "bookings/{booking}/pass";
    private const string Unlock = "telecentres/nogaro/doors/main/unlock";
    private const string Mode = "PUT telecentres/nogaro/doors/main/mode";
    private const string Log = "GET telecentres/nogaro/doors/main/access-log";
    private const string Devices = "telecentres/nogaro/devices";
    private const string Faults = "telecentres/nogaro/faults";

    public static IEnumerable<Bad> All =>
    [
        // Badges and PINs.
        Bad.Post("credential of no kind", 400, "missing-field", "{}", Mine),
        Bad.Post("credential of an unknown kind", 400, "invalid-value", """{"kind":"face"}""", Mine),
        Bad.Post("credential that is a pass", 400, "invalid-value", """{"kind":"pass"}""", Mine),
        Bad.Post("badge without a reader", 400, "missing-field", """{"kind":"mifare-uid"}""", Mine),
        Bad.Post("badge at an unknown reader", 422, "unknown-reader", """{"kind":"mifare-uid","reader":"paris-reader-main"}""", Mine),
        Bad.Post("badge at a motion sensor", 422, "unknown-reader", """{"kind":"mifare-uid","reader":"nogaro-desk-1-pir"}""", Mine),
        Bad.Post("badge at no reader", 422, "unknown-reader", """{"kind":"mifare-uid","reader":""}""", Mine),
        Bad.Post("badge typed by herself", 400, "unknown-field", """{"kind":"mifare-uid","value":"04A20B1C2D3E80"}""", Mine),
        Bad.Post("PIN of her choice", 400, "unknown-field", """{"kind":"pin","pin":"123456"}""", Mine),
        Bad.Post("PIN at a reader", 400, "invalid-value", """{"kind":"pin","reader":"nogaro-reader-main"}""", Mine),
        Bad.Post("PIN with an endless label", 400, "invalid-value", $$"""{"kind":"pin","label":"{{new string('x', 200)}}"}""", Mine),
        Bad.Send("revocation of nothing", 404, "not-found", $"DELETE {Mine}/nothing"),
        Bad.Send("loss perhaps", 400, "invalid-value", $"DELETE {Mine}/nothing?lost=perhaps"),
        Bad.Post("badge without a number", 400, "missing-field", """{"kind":"mifare-uid"}""", Hers, Keeper),
        Bad.Post("badge with a short number", 400, "invalid-value", """{"kind":"mifare-uid","value":"04A2"}""", Hers, Keeper),
        Bad.Post("badge with a number in words", 400, "invalid-value", """{"kind":"mifare-uid","value":"blue badge"}""", Hers, Keeper),
        Bad.Post("badge with half a byte", 400, "invalid-value", """{"kind":"mifare-uid","value":"04A20B1C2D3E8"}""", Hers, Keeper),
        Bad.Post("badge with an endless number", 400, "invalid-value", $$"""{"kind":"mifare-uid","value":"{{new string('0', 10_000)}}"}""", Hers, Keeper),
        Bad.Post("badge of another kind's length", 400, "invalid-value", """{"kind":"wiegand-26","value":"04A20B1C2D3E80"}""", Hers, Keeper),
        Bad.Post("badge with a number as a number", 400, "invalid-value", """{"kind":"mifare-uid","value":12345678}""", Hers, Keeper),
        Bad.Post("badge that is a PIN", 400, "invalid-value", """{"kind":"pin","value":"402817"}""", Hers, Keeper),
        Bad.Post("badge that is a pass", 400, "invalid-value", """{"kind":"pass","value":"TC1.1.x.y"}""", Hers, Keeper),
        Bad.Post("badge with a label of two lines", 400, "invalid-value", """{"kind":"mifare-uid","value":"04A20B1C2D3E80","label":"a\nb"}""", Hers, Keeper),
        Bad.Post("badge for nobody", 404, "not-found", """{"kind":"mifare-uid","value":"04A20B1C2D3E80"}""", "members/nobody/credentials", Keeper),
        Bad.Post("lost badge of nobody", 404, "not-found", "{}", "members/nobody/lost-badge", Keeper),
        Bad.Post("lost badge with a story", 400, "unknown-field", """{"where":"on the bus"}""", "members/anne/lost-badge", Keeper),
        Bad.Send("credentials of nobody", 404, "not-found", "GET members/nobody/credentials", who: Keeper),
        Bad.Send("revocation of nothing of hers", 404, "not-found", $"DELETE {Hers}/nothing", who: Keeper),

        // Passes.
        Bad.Send("pass of a guest who is not", 404, "not-found", $"GET {Pass}"),
        Bad.Send("pass of less than a guest", 400, "invalid-value", $"GET {Pass}?guest=-1"),
        Bad.Send("pass of a named guest", 400, "invalid-value", $"GET {Pass}?guest=zoe"),
        Bad.Send("pass in an unknown form", 400, "invalid-value", $"GET {Pass}?format=gif"),
        Bad.Send("pass once or twice", 400, "invalid-value", $"GET {Pass}?once=twice"),
        Bad.Send("pass of no booking", 404, "not-found", "GET bookings/nothing/pass"),
        Bad.Send("pass with a colour", 400, "unknown-field", $"GET {Pass}?colour=red"),

        // Doors.
        Bad.Send("doors of an unknown site", 404, "not-found", "GET telecentres/paris/doors", who: "chamber"),
        Bad.Post("unlock without a reason", 400, "missing-field", "{}", Unlock, Keeper),
        Bad.Post("unlock for a blank reason", 400, "invalid-value", """{"reason":"  "}""", Unlock, Keeper),
        Bad.Post("unlock for an endless reason", 400, "invalid-value", $$"""{"reason":"{{new string('x', 201)}}"}""", Unlock, Keeper),
        Bad.Post("unlock for a reason of two lines", 400, "invalid-value", """{"reason":"a\nb"}""", Unlock, Keeper),
        Bad.Post("unlock for an hour", 400, "unknown-field", """{"reason":"Delivery","ms":3600000}""", Unlock, Keeper),
        Bad.Post("unlock of an unknown door", 404, "not-found", """{"reason":"Delivery"}""", "telecentres/nogaro/doors/cellar/unlock", Keeper),
        Bad.Post("unlock at an unknown site", 404, "not-found", """{"reason":"Delivery"}""", "telecentres/paris/doors/main/unlock", "chamber"),
        Bad.Send("mode of an unknown name", 400, "invalid-value", Mode, """{"mode":"open","reason":"x"}""", Keeper),
        Bad.Send("mode that is the schedule's", 400, "invalid-value", Mode, """{"mode":"scheduled-open","reason":"x"}""", Keeper),
        Bad.Send("mode without a reason", 400, "missing-field", Mode, """{"mode":"lockdown"}""", Keeper),
        Bad.Send("mode until yesterday", 400, "invalid-value", Mode, """{"mode":"lockdown","until":"2026-11-22T12:00","reason":"x"}""", Keeper),
        Bad.Send("mode until next year", 400, "invalid-value", Mode, """{"mode":"lockdown","until":"2027-11-22T12:00","reason":"x"}""", Keeper),
        Bad.Send("mode until later", 400, "invalid-value", Mode, """{"mode":"lockdown","until":"later","reason":"x"}""", Keeper),
        Bad.Send("mode until the end of time", 400, "invalid-value", Mode, """{"mode":"lockdown","until":"9999-12-31T23:59:59Z","reason":"x"}""", Keeper),
        Bad.Send("normal until noon", 400, "invalid-value", Mode, """{"mode":"normal","until":"2026-11-23T12:00","reason":"x"}""", Keeper),
        Bad.Send("mode of an unknown door", 404, "not-found", "PUT telecentres/nogaro/doors/cellar/mode", """{"mode":"lockdown","reason":"x"}""", Keeper),
        Bad.Send("log of an unknown door", 404, "not-found", "GET telecentres/nogaro/doors/cellar/access-log", who: Keeper),
        Bad.Send("log backwards", 400, "invalid-value", $"{Log}?from=2026-11-23T00:00:00Z&to=2026-11-22T00:00:00Z", who: Keeper),
        Bad.Send("log from no time", 400, "invalid-value", $"{Log}?from=soon", who: Keeper),
        Bad.Send("log from a time that no clock shows", 400, "invalid-value", $"{Log}?from=2026-03-29T02:30", who: Keeper),
        Bad.Send("log after nothing", 400, "invalid-value", $"{Log}?after=1", who: Keeper),
        Bad.Send("log after no number", 400, "invalid-value", $"{Log}?after=gw-nogaro/e1/-1", who: Keeper),
        Bad.Send("log of too much", 400, "invalid-value", $"{Log}?most=100000", who: Keeper),
        Bad.Post("PIN lock of an unknown reader", 404, "not-found", "{}", "telecentres/nogaro/readers/cellar/reset-pin", Keeper),

        // Messages and preferences.
        Bad.Send("messages of an unknown status", 400, "invalid-value", "GET mail?status=lost", who: "chamber"),
        Bad.Send("messages of too many", 400, "invalid-value", "GET mail?most=501", who: "chamber"),
        Bad.Post("resending of nothing", 404, "not-found", "{}", "mail/nothing/resend", "chamber"),
        Bad.Post("resending to elsewhere", 400, "unknown-field", """{"to":"x@example.org"}""", "mail/nothing/resend", "chamber"),
        Bad.Send("a language that nobody writes", 400, "invalid-value", "PUT me/preferences", """{"language":"la"}"""),
        Bad.Send("a choice that is none", 400, "invalid-value", "PUT me/preferences", """{"releaseWhenLeft":"perhaps"}"""),
        Bad.Send("a trade that is none", 400, "invalid-value", "PUT me/consents", """{"trade":"piracy"}"""),
        Bad.Send("a language that nobody speaks", 400, "invalid-value", "PUT me/consents", """{"languages":["fr","xx"]}"""),
        Bad.Send("a skill of nothing", 400, "invalid-value", "PUT me/consents", """{"skills":["  "]}"""),
        Bad.Send("more skills than anybody has", 400, "invalid-value", "PUT me/consents", """{"skills":["a","b","c","d","e","f","g","h","i","j","k"]}"""),
        Bad.Send("a line of two lines", 400, "invalid-value", "PUT me/consents", """{"about":"one\ntwo"}"""),
        Bad.Send("somebody else's consent", 400, "unknown-field", "PUT me/consents", """{"member":"bruno"}"""),
        Bad.Send("somebody else's preferences", 400, "unknown-field", "PUT me/preferences", """{"member":"bruno"}"""),

        // Devices, alarms, faults, board.
        Bad.Post("device of no family", 400, "missing-field", """{"role":"reader","door":"main"}""", Devices, Keeper),
        Bad.Post("device of an unknown family", 400, "invalid-value", """{"driver":"acme","role":"reader","door":"main"}""", Devices, Keeper),
        Bad.Post("device in an unknown role", 400, "invalid-value", """{"driver":"sohosolo","role":"toaster","door":"main"}""", Devices, Keeper),
        Bad.Post("reader at no door", 400, "invalid-value", """{"driver":"sohosolo","role":"reader"}""", Devices, Keeper),
        Bad.Post("reader at an unknown door", 422, "unknown-door", """{"driver":"sohosolo","role":"reader","door":"cellar"}""", Devices, Keeper),
        Bad.Post("reader at a desk", 400, "invalid-value", """{"driver":"sohosolo","role":"reader","door":"main","space":"nogaro-desk-1"}""", Devices, Keeper),
        Bad.Post("sensor of no space", 400, "invalid-value", """{"driver":"sohosolo","role":"presence"}""", Devices, Keeper),
        Bad.Post("bridge at a door", 400, "invalid-value", """{"driver":"zigbee2mqtt","role":"bridge","door":"main"}""", Devices, Keeper),
        Bad.Post("sensor at a door", 400, "invalid-value", """{"driver":"sohosolo","role":"presence","space":"nogaro-desk-1","door":"main"}""", Devices, Keeper),
        Bad.Post("sensor of another site's space", 422, "unknown-space", """{"driver":"sohosolo","role":"presence","space":"auch-desk-1"}""", Devices, Keeper),
        Bad.Post("device with an id of a topic", 400, "invalid-value", """{"id":"a/+/b","driver":"sohosolo","role":"reader","door":"main"}""", Devices, Keeper),
        Bad.Post("device with a gateway's id", 400, "invalid-value", """{"id":"gw-nogaro","driver":"sohosolo","role":"reader","door":"main"}""", Devices, Keeper),
        Bad.Post("device that is there", 422, "device-exists", """{"id":"auch-reader-main","driver":"sohosolo","role":"reader","door":"main"}""", Devices, Keeper),
        Bad.Post("device with a password of her own", 400, "unknown-field", """{"driver":"sohosolo","role":"reader","door":"main","password":"demo"}""", Devices, Keeper),
        Bad.Post("sensor of no kind", 400, "invalid-value", """{"driver":"sohosolo","role":"presence","space":"nogaro-desk-1","sensor":"camera"}""", Devices, Keeper),
        Bad.Post("sensor that is a reader", 400, "invalid-value", """{"driver":"sohosolo","role":"reader","door":"main","sensor":"pir"}""", Devices, Keeper),
        Bad.Post("sensor that reports all the time", 400, "invalid-value", """{"driver":"sohosolo","role":"presence","space":"nogaro-desk-1","reportMinutes":0}""", Devices, Keeper),
        Bad.Post("sensor that reports sometimes", 400, "invalid-value", """{"driver":"sohosolo","role":"presence","space":"nogaro-desk-1","reportMinutes":100000}""", Devices, Keeper),
        Bad.Send("page of no device", 404, "not-found", $"GET {Devices}/nothing", who: Keeper),
        Bad.Send("page of another site's device", 404, "not-found", $"GET {Devices}/auch-reader-main", who: Keeper),
        Bad.Send("removal of no device", 404, "not-found", $"DELETE {Devices}/nothing", who: Keeper),
        Bad.Send("alarms perhaps", 400, "invalid-value", "GET telecentres/nogaro/alarms?open=perhaps", who: Keeper),
        Bad.Post("alarm that is none", 404, "not-found", "{}", "alarms/nothing/acknowledge", Keeper),
        Bad.Post("alarm acknowledged with a word", 400, "unknown-field", """{"by":"me"}""", "alarms/nothing/acknowledge", Keeper),
        Bad.Post("fault without words", 400, "missing-field", "{}", Faults),
        Bad.Post("fault in two letters", 400, "invalid-value", """{"text":"ah"}""", Faults),
        Bad.Post("fault told at length", 400, "invalid-value", $$"""{"text":"{{new string('x', 501)}}"}""", Faults),
        Bad.Post("fault of blanks", 400, "invalid-value", """{"text":"      "}""", Faults),
        Bad.Post("fault of another site's space", 422, "unknown-space", """{"text":"It rains in","space":"auch-desk-1"}""", Faults),
        Bad.Post("fault nowhere", 404, "not-found", """{"text":"It rains in"}""", "telecentres/paris/faults"),
        Bad.Send("board of an unknown site", 404, "not-found", "GET telecentres/paris/board", who: "chamber"),
        Bad.Send("stream of an unknown site", 404, "not-found", "GET telecentres/paris/stream", who: "chamber"),
    ];
}
