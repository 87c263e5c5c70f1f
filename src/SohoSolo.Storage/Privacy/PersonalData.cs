using SohoSolo.Core.Privacy;
using static SohoSolo.Core.Privacy.DataEnd;

namespace SohoSolo.Storage;

/// <summary>
/// Every column that holds personal data. Jobs, erasure, the register, what members are told and what they can take with them all go by this table; a test fails for any text column that is
/// neither here nor in <see cref="ImpersonalColumns"/>.
/// </summary>
public static class PersonalData
{
    /// <summary>By table, in the order of their rows' history.</summary>
    public static readonly IReadOnlyList<PersonalColumn> All =
    [
        .. Of("member", DataUse.Membership, DataTerm.Membership, Deleted, Deleted, "id", "name", "email", "phone", "commune", "country", "role", "status"),
        .. Of("person", DataUse.Statistics, DataTerm.Membership, Deleted, Deleted, "member_id", "pseudonym"),
        .. Of("member_home", DataUse.Statistics, DataTerm.Accounts, Pseudonymised, Pseudonymised, "member_id"),
        .. Of("keeper_site", DataUse.Membership, DataTerm.Membership, Deleted, Deleted, "member_id"),
        .. Of("preference", DataUse.Membership, DataTerm.Membership, Deleted, Deleted, "member_id", "language"),
        .. Of("consent", DataUse.Directory, DataTerm.Choice, Deleted, Deleted, "member_id", "trade", "languages", "skills", "about"),

        .. Of("token", DataUse.SignIn, DataTerm.Session, Deleted, Deleted, "member_id", "name"),
        .. Secret("token", DataUse.SignIn, DataTerm.Session, "hash"),
        .. Of("passkey", DataUse.SignIn, DataTerm.Choice, Deleted, Deleted, "member_id", "name"),
        .. Secret("passkey", DataUse.SignIn, DataTerm.Choice, "credential", "public_key"),
        .. Secret("passkey_try", DataUse.SignIn, DataTerm.SignIn, "client"),
        .. Of("calendar_link", DataUse.Booking, DataTerm.Choice, Deleted, Deleted, "member_id", "name"),
        .. Secret("calendar_link", DataUse.Booking, DataTerm.Choice, "hash"),
        .. Of("sign_in", DataUse.SignIn, DataTerm.SignIn, Deleted, Deleted, "member_id"),
        .. Secret("sign_in", DataUse.SignIn, DataTerm.SignIn, "address", "client", "code_hash", "link_hash"),

        .. Of("booking", DataUse.Booking, DataTerm.Booking, Pseudonymised, Pseudonymised, "member_id"),
        .. Of("booking", DataUse.Booking, DataTerm.Booking, Emptied, Emptied, "purpose"),
        .. Of("booking", DataUse.Booking, DataTerm.Visitor, Emptied, Emptied, "guests"),
        .. Of("waiting", DataUse.Booking, DataTerm.Booking, Deleted, Deleted, "member_id"),
        .. Of("evidence", DataUse.Presence, DataTerm.Door, Deleted, Deleted, "device", "says"),
        .. Of("reconciliation", DataUse.Presence, DataTerm.Door, Deleted, Deleted, "member_id", "evidence"),

        .. Of("entitlement", DataUse.Accounts, DataTerm.Accounts, Pseudonymised, Pseudonymised, "member_id"),
        .. Of("entitlement", DataUse.Accounts, DataTerm.Accounts, KeptUntilTerm, KeptUntilTerm, "payer"),

        .. Of("credential", DataUse.Doors, DataTerm.Badge, Deleted, Deleted, "member_id", "label"),
        .. Secret("credential", DataUse.Doors, DataTerm.Badge, "lookup"),
        new("credential", "sealed", DataUse.Doors, DataTerm.Pass, Emptied, Deleted) { IsSecret = true },
        .. Of("enrolment", DataUse.Doors, DataTerm.Session, Deleted, Deleted, "member_id"),
        .. Secret("guest_pass", DataUse.Doors, DataTerm.Pass, "nonce"),
        .. Of("walk_in", DataUse.Doors, DataTerm.Door, Deleted, Deleted, "member_id"),
        .. Of("site_event", DataUse.Doors, DataTerm.Door, Deleted, Pseudonymised, "member_id"),
        .. Of("site_event", DataUse.Doors, DataTerm.Door, Deleted, KeptUntilTerm, "credential", "booking_id"),
        .. Of("site_event", DataUse.Doors, DataTerm.UnknownBadge, Emptied, KeptUntilTerm, "detail"),
        .. Of("site_event", DataUse.Presence, DataTerm.Sensor, Deleted, KeptUntilTerm, "value"),
        .. Secret("site_link", DataUse.Doors, DataTerm.Badge, "content"),

        .. Of("mail_refusal", DataUse.Membership, DataTerm.Membership, Deleted, Deleted, "member_id", "kind"),
        .. Of("mail", DataUse.Mail, DataTerm.Mail, Deleted, Deleted, "key", "member_id", "recipient", "subject", "last_error"),
        .. Of("mail", DataUse.Mail, DataTerm.MailText, Emptied, Deleted, "body_text", "body_html"),

        .. Of("alarm", DataUse.Safety, DataTerm.Audit, Pseudonymised, Pseudonymised, "about", "raised_by"),
        .. Of("alarm", DataUse.Safety, DataTerm.Audit, Emptied, Emptied, "note"),
        .. Actor("alarm", DataUse.Safety, "acknowledged_by"),
        .. Actor("event_gap", DataUse.Audit, "accepted_by"),
        .. Actor("policy", DataUse.Audit, "made_by"),

        .. Of("journal", DataUse.Audit, DataTerm.Audit, Pseudonymised, Pseudonymised, "member_id"),
        .. Of("journal", DataUse.Audit, DataTerm.Membership, Deleted, Deleted, "entity_id"),
        .. Of("journal", DataUse.Audit, DataTerm.Audit, Emptied, KeptUntilTerm, "detail"),
        .. Actor("journal", DataUse.Audit, "actor"),
        .. Of("erasure", DataUse.Audit, DataTerm.SignIn, Deleted, KeptUntilTerm, "member_id"),
        new("erased", "mark", DataUse.Audit, DataTerm.Accounts, KeptUntilTerm, KeptUntilTerm) { IsSecret = true },
        .. Of("command", DataUse.Audit, DataTerm.Command, Deleted, Deleted, "principal", "body", "location"),
    ];

    /// <summary>
    /// Which rows of a table are about a member, as a condition on the table's own columns with her id as <c>@member</c>. What only happened by her hand is not among them (<see cref="PersonalColumn.IsActor"/>).
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string> RowsOf = new Dictionary<string, string>(HerOwn(), StringComparer.Ordinal)
    {
        ["member"] = "id = @member",
        ["site_link"] = "FALSE",
        ["passkey_try"] = "FALSE",
        ["event_gap"] = "FALSE",
        ["policy"] = "FALSE",
        ["erased"] = "FALSE",
        ["evidence"] = $"booking_id IN ({Bookings})",
        ["charge"] = $"booking_id IN ({Bookings})",
        ["guest_pass"] = $"booking_id IN ({Bookings})",
        ["mail_about"] = "mail_id IN (SELECT m.id FROM mail m WHERE m.member_id = @member)",
        ["lent_day"] = "entitlement_id IN (SELECT e.id FROM entitlement e WHERE e.member_id = @member)",
        ["balance"] = "entitlement_id IN (SELECT e.id FROM entitlement e WHERE e.member_id = @member)",
        ["alarm"] = "raised_by = @member OR about = @member",
        ["command"] = "principal = @member",
    };

    private const string Bookings = "SELECT b.id FROM booking b WHERE b.member_id = @member";

    private static Dictionary<string, string> HerOwn() => All.Where(column => column.Column == "member_id").ToDictionary(column => column.Table, _ => "member_id = @member");

    private static IEnumerable<PersonalColumn> Of(string table, DataUse use, DataTerm term, DataEnd atTerm, DataEnd atErasure, params string[] columns) =>
        columns.Select(column => new PersonalColumn(table, column, use, term, atTerm, atErasure));

    private static IEnumerable<PersonalColumn> Secret(string table, DataUse use, DataTerm term, params string[] columns) =>
        Of(table, use, term, Deleted, Deleted, columns).Select(column => column with { IsSecret = true });

    /// <summary>By whose hand it happened.</summary>
    private static IEnumerable<PersonalColumn> Actor(string table, DataUse use, string column) =>
        Of(table, use, DataTerm.Audit, Pseudonymised, Pseudonymised, column).Select(one => one with { IsActor = true });
}
