namespace SohoSolo.Storage;

/// <summary>With what she comes in, at doors and on screens, and where she came.</summary>
public static partial class MemberExport
{
    private static ExportSection[] Entering() =>
    [
        new("badges", "credential", ["t.made_at", "t.id"],
            [T("id"), T("kind"), T("label"), I("madeAt", "made_at"), I("revokedAt", "revoked_at"), T("revokedWhy", "revoked_why"), N("version")]),
        new("enrolments", "enrolment", ["t.made_at", "t.id"],
        [
            T("id"), T("status"), T("site", "site_id"), T("reader"), T("badge", "credential_id"), I("madeAt", "made_at"), I("expiresAt", "expires_at"), N("version"),
        ]),
        new("doorEvents", "site_event", ["t.at", "t.gateway", "t.epoch", "t.seq"],
        [
            T("site", "site_id"), I("at", "at"), L("localAt", "at"), T("kind"), T("door"), T("reader"), T("device"), T("decision"), T("reason"), T("badge", "credential"), T("booking", "booking_id"), T("command"),
            T("value"), J("detail"), I("receivedAt", "received_at"), T("gateway"), T("epoch"), N("number", "seq"),
        ]),
        new("walkIns", "walk_in", ["t.made_at", "t.ask"], [T("ask"), T("booking", "booking_id"), T("site", "site_id"), I("at", "made_at"), T("outcome")]),
        new("sessions", "token", ["t.made_at", "t.id"],
        [
            T("id"), T("kind"), T("name"), T("role"), J("scopes"), I("madeAt", "made_at"), I("expiresAt", "expires_at"), I("revokedAt", "revoked_at"),
        ]),
        new("passkeys", "passkey", ["t.made_at", "t.id"],
        [
            T("id"), T("name"), T("transports"), F("backupEligible", "backup_eligible"), F("backedUp", "backed_up"), N("signCount", "sign_count"), I("madeAt", "made_at"), I("usedAt", "used_at"), N("version"),
        ]),
        new("calendars", "calendar_link", ["t.made_at", "t.id"], [T("id"), T("name"), T("space", "space_id"), F("showsNames", "shows_names"), I("madeAt", "made_at")]),
        new("signIns", "sign_in", ["t.made_at", "t.id"], [I("at", "made_at"), I("expiresAt", "expires_at"), I("usedAt", "used_at"), N("tries")]),
    ];
}
