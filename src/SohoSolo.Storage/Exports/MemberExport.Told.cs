using static SohoSolo.Storage.ExportKind;

namespace SohoSolo.Storage;

/// <summary>What was said to her and by her, what was done, and who looked.</summary>
public static partial class MemberExport
{
    /// <summary>Whose hand it was, without a name.</summary>
    private static ExportField By => new(
        "by",
        "CASE WHEN t.actor = @member OR t.actor = t.member_id THEN 'you' WHEN t.actor = 'system' THEN 'system' ELSE coalesce((SELECT m.role FROM member m WHERE m.id = t.actor), 'other') END",
        Text)
    { Columns = ["actor"] };

    private static string[] InOrder => ["t.at", "t.epoch", "t.tx", "t.seq"];

    private static ExportSection[] Told() =>
    [
        new("messages", "mail", ["t.made_at", "t.id"],
        [
            T("id"), T("kind"), T("calendarMethod", "method"), T("status"), T("site", "site_id"), T("language"), T("to", "recipient"),
            new("subject", $"CASE WHEN {TellsOfOthers} THEN NULL ELSE t.subject END", Text) { Columns = ["subject"] },
            new("text", $"CASE WHEN {TellsOfOthers} THEN NULL ELSE t.body_text END", Text) { Columns = ["body_text"] },
            new("tellsOfOthers", TellsOfOthers, Flag),
            I("madeAt", "made_at"), I("dueAt", "due_at"), I("expiresAt", "expires_at"), I("sentAt", "sent_at"), N("attempts"), T("lastError", "last_error"),
        ])
        {
            Children =
            [
                new("messageBookings", "mail_about", "mail_id", "t.start_at, t.booking_id",
                    [T("message", "mail_id"), T("booking", "booking_id"), T("space", "space_id"), I("start", "start_at"), I("end", "end_at"), N("version")])
                { Which = "EXISTS (SELECT 1 FROM booking b WHERE b.id = t.booking_id AND b.member_id = @member)" },
            ],
        },
        new("reports", "alarm", ["t.raised_at", "t.id"],
        [
            T("id"), T("site", "site_id"), T("kind"), new("about", "CASE WHEN t.about = @member THEN 'you' ELSE t.about END", Text) { Columns = ["about"] },
            new("raisedByYou", "coalesce(t.raised_by = @member, FALSE)", Flag) { Columns = ["raised_by"] }, T("note"), I("raisedAt", "raised_at"), I("clearedAt", "cleared_at"),
            I("acknowledgedAt", "acknowledged_at"), N("version"),
        ]),
        new("journal", "journal", InOrder,
        [
            I("at", "at"), T("entity"), T("id", "entity_id"), T("what"), By, T("site", "site_id"), J("detail"), N("rulesVersion", "rules_version"), N("version"), N("number", "seq"),
        ])
        { Rows = HersOfOld, Which = "t.entity <> 'consultation'" },
        new("acts", "journal", InOrder, [I("at", "at"), T("entity"), T("what"), T("site", "site_id")]) { Rows = "actor = @member AND actor <> 'system' AND (member_id IS NULL OR member_id <> actor)" },
        new(Consultations, "journal", InOrder, [I("at", "at"), By, T("site", "site_id"), J("looked", "detail")]) { Which = "t.entity = 'consultation' AND t.actor <> @member" },
        new("answers", "command", ["t.made_at", "t.key"], [T("key"), I("madeAt", "made_at"), N("status"), T("location")]),
    ];
}
