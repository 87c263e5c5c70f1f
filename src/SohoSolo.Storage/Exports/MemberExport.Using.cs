using static SohoSolo.Storage.ExportKind;

namespace SohoSolo.Storage;

/// <summary>What she books, waits for and may use.</summary>
public static partial class MemberExport
{
    private static ExportSection[] Using() =>
    [
        new("bookings", "booking", ["t.start_at", "t.id"],
        [
            T("id"), T("status"), T("site", "site_id"), T("space", "space_id"), T("kind"), I("start", "start_at"), I("end", "end_at"), L("localStart", "start_at"), L("localEnd", "end_at"),
            T("purpose"), J("guests"), T("series"), F("walkIn", "walk_in"), F("unproven", "unproven"), T("endReason", "end_reason"), N("unitsRate", "rate"), N("rulesVersion", "rules_version"),
            I("madeAt", "made_at"), I("dueAt", "due_at"), N("version"),
        ])
        {
            Rows = HersOfOld,
            Children =
            [
                new("charges", "charge", "booking_id", "t.entitlement_id, t.period", [T("booking", "booking_id"), T("entitlement", "entitlement_id"), T("period"), N("units"), F("used", "used")]),
                new("evidence", "evidence", "booking_id", "t.at, t.kind, t.says", [T("booking", "booking_id"), I("at", "at"), T("kind"), T("device"), T("says")]),
                new("guestPasses", "guest_pass", "booking_id", "t.guest, t.made_at",
                [
                    T("booking", "booking_id"), N("guest"), T("site", "site_id"), I("start", "start_at"), I("end", "end_at"), N("uses"), I("madeAt", "made_at"),
                ]),
            ],
        },
        new("waiting", "waiting", ["t.made_at", "t.id"],
        [
            T("id"), T("status"), T("site", "site_id"), T("space", "space_id"), T("kind"), N("seats"), J("equipment"), I("start", "start_at"), I("end", "end_at"), L("localStart", "start_at"),
            L("localEnd", "end_at"), F("byDayPart", "by_day_part"), F("takeAtOnce", "take_at_once"), T("offer"), I("madeAt", "made_at"), N("version"),
        ]),
        new("entitlements", "entitlement", ["t.made_at", "t.id"],
        [
            T("id"), T("kind"), T("funder"), new("funderName", "c.name", Text), D("firstDay", "first_day"), D("lastDay", "last_day"), N("units"), N("perSiteCap", "per_site_cap"), T("payer"), T("space", "space_id"),
            I("madeAt", "made_at"), N("version"),
        ])
        {
            Joins = "LEFT JOIN community c ON c.siren = t.funder",
            Children =
            [
                new("balances", "balance", "entitlement_id", "t.period, t.site_id", [T("entitlement", "entitlement_id"), T("period"), T("site", "site_id"), N("held"), N("used")]),
                new("lentDays", "lent_day", "entitlement_id", "t.day", [T("entitlement", "entitlement_id"), D("day", "day")]),
            ],
        },
        new("reconciliations", "reconciliation", ["t.from_at", "t.id"],
        [
            T("id"), T("site", "site_id"), T("space", "space_id"), T("booking", "booking_id"), T("kind"), T("why"), I("from", "from_at"), I("until", "until_at"), L("localFrom", "from_at"), J("evidence"),
            I("concludedAt", "concluded_at"), I("remindedAt", "reminded_at"), I("leaveOfferedAt", "leave_offered_at"), N("version"),
        ]),
    ];
}
