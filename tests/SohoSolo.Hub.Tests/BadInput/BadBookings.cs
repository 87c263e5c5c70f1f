namespace SohoSolo.Hub.Tests.BadInput;

/// <summary>Wishes for places that make no sense.</summary>
internal static class BadBookings
{
    private const string Times = """
        "start":"2026-11-24T09:00","end":"2026-11-24T12:00"
        """;

    public static IEnumerable<Bad> All =>
    [
        // When.
        Bad.Wish("end before start", 400, "invalid-value", """ "start":"2026-11-24T12:00","end":"2026-11-24T09:00" """),
        Bad.Wish("zero length", 400, "invalid-value", """ "start":"2026-11-24T12:00","end":"2026-11-24T12:00" """),
        Bad.Wish("zero length across offsets", 400, "invalid-value", """ "start":"2026-11-24T12:00:00+01:00","end":"2026-11-24T11:00:00Z" """),
        Bad.Wish("twenty years", 422, "too-long", """ "start":"2026-11-24T09:00","end":"2046-11-24T09:00" """),
        Bad.Wish("six days", 422, "too-long", """ "start":"2026-11-24T09:00","end":"2026-11-30T09:30" """),
        Bad.Post("twenty years of any desk", 422, "too-long", """{"site":"eauze","kind":"desk","start":"2026-11-24T09:00","end":"2046-11-24T09:00"}"""),
        Bad.Wish("year 9999", 422, "too-far-ahead", """ "start":"9999-12-31T09:00","end":"9999-12-31T23:59:59" """),
        Bad.Wish("year 9999 as an instant at its edge", 422, "too-far-ahead", """ "start":"9999-12-31T09:00:00Z","end":"9999-12-31T23:59:59Z" """),
        Bad.Wish("past the last instant there is", 400, "invalid-value", """ "start":"2026-11-24T09:00:00Z","end":"9999-12-31T23:59:59-14:00" """),
        Bad.Wish("year 0001", 422, "in-the-past", """ "start":"0001-01-01T00:00","end":"0001-01-01T12:00" """),
        Bad.Wish("before the first instant there is", 400, "invalid-value", """ "start":"0001-01-01T00:00:00+14:00","end":"0001-01-01T12:00:00Z" """),
        Bad.Wish("a day of the year 0001", 422, "in-the-past", """ "day":"0001-01-01" """),
        Bad.Wish("a day of the year 9999", 422, "too-far-ahead", """ "day":"9999-12-31" """),
        Bad.Wish("yesterday", 422, "in-the-past", """ "day":"2026-11-20" """),
        Bad.Wish("next year's summer", 422, "too-far-ahead", """ "day":"2027-07-01" """),
        Bad.Wish("a Saturday", 422, "closed", """ "day":"2026-11-28" """),
        Bad.Wish("Christmas", 422, "closed", """ "day":"2026-12-25" """),
        Bad.Wish("at night", 422, "outside-hours", """ "start":"2026-11-24T22:00","end":"2026-11-24T23:00" """),
        Bad.Post("a local time that does not exist", 422, "nonexistent-time", """{"space":"eauze-desk-1","start":"2027-03-28T02:30","end":"2027-03-28T05:00"}"""),
        Bad.Wish("the thirtieth of February", 400, "invalid-value", """ "day":"2027-02-30" """),
        Bad.Wish("hour 25", 400, "invalid-value", """ "start":"2026-11-24T25:00","end":"2026-11-24T26:00" """),
        Bad.Wish("a time in words", 400, "invalid-value", """ "start":"tomorrow","end":"later" """),
        Bad.Wish("a time as a number", 400, "invalid-value", """ "start":1763799302,"end":1763799303 """),
        Bad.Wish("day and start", 400, "invalid-value", $"""{Bad.Tuesday},"start":"2026-11-24T09:00" """),
        Bad.Wish("start without end", 400, "missing-field", """ "start":"2026-11-24T09:00" """),
        Bad.Wish("end without start", 400, "missing-field", """ "end":"2026-11-24T09:00" """),
        Bad.Wish("no time at all", 400, "missing-field", """ "purpose":"x" """),
        Bad.Wish("part without day", 400, "missing-field", """ "part":"morning" """),
        Bad.Wish("unknown part", 400, "invalid-value", """ "day":"2026-11-24","part":"evening" """),
        Bad.Wish("empty day", 400, "invalid-value", """ "day":"" """),

        // Where.
        Bad.Post("unknown space", 422, "unknown-space", $$"""{"space":"nogaro-desk-99",{{Bad.Tuesday}}}"""),
        Bad.Post("empty space", 422, "unknown-space", $$"""{"space":"",{{Bad.Tuesday}}}"""),
        Bad.Post("unknown site", 422, "unknown-site", $$"""{"site":"paris","kind":"desk",{{Bad.Tuesday}}}"""),
        Bad.Post("site of another space", 400, "invalid-value", $$"""{"space":"nogaro-desk-1","site":"auch",{{Bad.Tuesday}}}"""),
        Bad.Post("neither space nor site", 400, "missing-field", $$"""{{{Bad.Tuesday}}}"""),
        Bad.Post("site without kind", 400, "missing-field", $$"""{"site":"nogaro",{{Bad.Tuesday}}}"""),
        Bad.Post("unknown kind", 400, "invalid-value", $$"""{"site":"nogaro","kind":"sauna",{{Bad.Tuesday}}}"""),
        Bad.Post("kind in capitals", 400, "invalid-value", $$"""{"site":"nogaro","kind":"Desk",{{Bad.Tuesday}}}"""),
        Bad.Wish("kind of another space", 400, "invalid-value", $""" "kind":"office",{Bad.Tuesday} """),
        Bad.Wish("negative seats", 400, "invalid-value", $""" "seats":-1,{Bad.Tuesday} """),
        Bad.Wish("no seats", 400, "invalid-value", $""" "seats":0,{Bad.Tuesday} """),
        Bad.Wish("seats as text", 400, "invalid-value", $""" "seats":"4",{Bad.Tuesday} """),
        Bad.Wish("ten to the twentieth seats", 400, "invalid-value", $""" "seats":1e20,{Bad.Tuesday} """),
        Bad.Wish("half a seat", 400, "invalid-value", $""" "seats":1.5,{Bad.Tuesday} """),
        Bad.Wish("equipment of nothing", 400, "invalid-value", $""" "equipment":[null],{Bad.Tuesday} """),
        Bad.Wish("equipment as text", 400, "invalid-value", $""" "equipment":"screen",{Bad.Tuesday} """),

        // Who, and what for.
        Bad.Wish("purpose of ten kilobytes", 400, "invalid-value", $""" "purpose":"{new string('x', 10_000)}",{Bad.Tuesday} """),
        Bad.Wish("a thousand guests", 400, "invalid-value", $$""" "guests":[{{string.Join(',', Enumerable.Repeat("""{"name":"Zoé"}""", 1000))}}],{{Bad.Tuesday}} """),
        Bad.Wish("guest without name", 400, "missing-field", $$""" "guests":[{"email":"zoe@example.org"}],{{Bad.Tuesday}} """),
        Bad.Wish("guest with a blank name", 400, "invalid-value", $$""" "guests":[{"name":"  "}],{{Bad.Tuesday}} """),
        Bad.Wish("guest who is nobody", 400, "invalid-value", $""" "guests":[null],{Bad.Tuesday} """),
        Bad.Wish("guest named by a number", 400, "invalid-value", $$""" "guests":[{"name":7}],{{Bad.Tuesday}} """),
        Bad.Wish("bad e-mail", 400, "invalid-value", $$""" "guests":[{"name":"Zoé","email":"zoe"}],{{Bad.Tuesday}} """),
        Bad.Wish("e-mail of nobody", 400, "invalid-value", $$""" "guests":[{"name":"Zoé","email":"@example.org"}],{{Bad.Tuesday}} """),
        Bad.Wish("waitlist in words", 400, "invalid-value", $""" "waitlist":"please",{Bad.Tuesday} """),
        Bad.Wish("a character that no text has", 400, "invalid-value", $""" "purpose":"a\u0000b",{Bad.Tuesday} """),
        Bad.Wish("half a character", 400, "invalid-json", $""" "purpose":"\ud83d",{Bad.Tuesday} """),
        Bad.Post("for a member who does not exist", 422, "unknown-member", $$"""{"space":"nogaro-desk-1","member":"nobody",{{Bad.Tuesday}}}""", who: "keeper-nogaro"),
        Bad.Post("for a member without a name", 422, "unknown-member", $$"""{"space":"nogaro-desk-1","member":"",{{Bad.Tuesday}}}""", who: "keeper-nogaro"),
        Bad.Post("for somebody else", 403, "not-allowed", $$"""{"space":"nogaro-desk-1","member":"bruno",{{Bad.Tuesday}}}"""),

        // Series.
        Bad.Series("RRULE without end", 422, "without-end", "FREQ=DAILY"),
        Bad.Series("RRULE of nothing", 400, "invalid-rrule", ""),
        Bad.Series("RRULE garbage", 400, "invalid-rrule", "every other Tuesday"),
        Bad.Series("RRULE by the second", 400, "invalid-rrule", "FREQ=SECONDLY;COUNT=3"),
        Bad.Series("INTERVAL of nothing", 400, "invalid-rrule", "FREQ=DAILY;INTERVAL=0;COUNT=3"),
        Bad.Series("COUNT of nothing", 400, "invalid-rrule", "FREQ=DAILY;COUNT=0"),
        Bad.Series("COUNT of a hundred thousand", 422, "too-many-dates", "FREQ=DAILY;COUNT=100000"),
        Bad.Series("COUNT beyond numbers", 400, "invalid-rrule", "FREQ=DAILY;COUNT=99999999999999999999"),
        Bad.Series("COUNT and UNTIL", 400, "invalid-rrule", "FREQ=DAILY;COUNT=3;UNTIL=20261231"),
        Bad.Series("UNTIL the end of time", 422, "too-many-dates", "FREQ=DAILY;UNTIL=99991231"),
        Bad.Series("UNTIL before its start", 422, "no-dates", "FREQ=DAILY;UNTIL=20200101"),
        Bad.Series("BYDAY of no day", 400, "invalid-rrule", "FREQ=WEEKLY;BYDAY=XX;COUNT=3"),
        Bad.Series("exdate garbage", 400, "invalid-value", "FREQ=DAILY;COUNT=3", ""","exdate":["soon"]"""),
        Bad.Series("exdate of nothing", 400, "invalid-value", "FREQ=DAILY;COUNT=3", ""","exdate":[null]"""),
        Bad.Series("unknown way of booking", 400, "invalid-value", "FREQ=DAILY;COUNT=3", ""","book":"some" """),
        Bad.Series("unknown field of a series", 400, "unknown-field", "FREQ=DAILY;COUNT=3", ""","rule":1"""),
        Bad.Series("all of a series that reaches too far", 422, "too-far-ahead", "FREQ=WEEKLY;INTERVAL=20;COUNT=300", ""","book":"all-or-none" """),
        Bad.Wish("series of nothing", 400, "missing-field", $$"""{{Bad.Tuesday}},"series":{} """),
        Bad.Wish("series without a rule", 400, "invalid-value", $$"""{{Bad.Tuesday}},"series":{"rrule":null} """),
        Bad.Wish("series in hours", 422, "too-long", """ "start":"2026-11-24T09:00","end":"2027-03-24T12:00","series":{"rrule":"FREQ=DAILY;COUNT=3"} """),
        Bad.Wish("unknown field", 400, "unknown-field", $"""{Times},"colour":"red" """),
        Bad.Wish("unknown field inside", 400, "unknown-field", $$"""{{Times}},"guests":[{"name":"Zoé","age":7}] """),
        Bad.Wish("field in capitals", 400, "unknown-field", $"""{Times},"Purpose":"x" """),
        Bad.Wish("duplicate key", 400, "invalid-json", $"""{Times},"space":"nogaro-desk-2" """),
    ];
}
