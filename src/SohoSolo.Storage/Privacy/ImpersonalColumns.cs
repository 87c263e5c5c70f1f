namespace SohoSolo.Storage;

/// <summary>Text that says nothing of a person: ids that the program makes, words of its own, places, and what the network tells everybody.</summary>
public static class ImpersonalColumns
{
    /// <summary>As <c>table.column</c>; <c>table.*</c> stands for a table without a word about anybody.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "community.*", "commune.*", "hub_secret.*", "site.*", "presence.*", "space.*", "plan_picture.*", "closure.*", "door.*", "device.*", "gateway_key.*", "gateway_cursor.*", "gateway_lease.*",
        "occupancy.*", "occupancy_checkpoint.*", "journal_cursor.*", "meta.*", "job_run.*", "sensor_hour.*", "member_home.home", "lent_day.*", "balance.*", "charge.*", "mail_about.*", "calendar_source.*", "calendar_entry.*", "webhook.*", "webhook_lane.*", "webhook_delivery.*",
        // Persons here are random numbers: what leads to them is a row of person.
        "offer.*", "usage_month.*", "usage_day.*", "usage_person.*", "frozen_month.*", "frozen_use.*", "frozen_cell.*", "frozen_hour.*",
        "policy.body", "keeper_site.site_id",
        "token.id", "token.role", "token.scopes", "token.kind", "passkey.id", "passkey.transports", "passkey_try.challenge", "sign_in.id", "calendar_link.id", "calendar_link.space_id", "mail.method",
        "booking.id", "booking.site_id", "booking.space_id", "booking.kind", "booking.status", "booking.series", "booking.end_reason",
        "waiting.id", "waiting.site_id", "waiting.space_id", "waiting.kind", "waiting.equipment", "waiting.status", "waiting.offer",
        "evidence.booking_id", "evidence.kind",
        "reconciliation.id", "reconciliation.site_id", "reconciliation.space_id", "reconciliation.booking_id", "reconciliation.kind", "reconciliation.why",
        "entitlement.id", "entitlement.kind", "entitlement.funder", "entitlement.space_id",
        "credential.id", "credential.kind", "credential.revoked_why", "enrolment.id", "enrolment.site_id", "enrolment.reader", "enrolment.status", "enrolment.credential_id",
        "guest_pass.booking_id", "guest_pass.site_id", "walk_in.ask", "walk_in.booking_id", "walk_in.site_id", "walk_in.outcome",
        "site_event.gateway", "site_event.epoch", "site_event.site_id", "site_event.kind", "site_event.device", "site_event.door", "site_event.reader", "site_event.decision", "site_event.reason", "site_event.command",
        "site_link.site_id", "event_gap.gateway", "event_gap.epoch",
        "mail.id", "mail.kind", "mail.site_id", "mail.language", "mail.message_id", "mail.status", "mail.claimed_by",
        "alarm.id", "alarm.site_id", "alarm.kind",
        "journal.entity", "journal.what", "journal.site_id", "command.key", "command.fingerprint",
    ];

    public static bool Has(string table, string column) => All.Contains($"{table}.*") || All.Contains($"{table}.{column}");
}
