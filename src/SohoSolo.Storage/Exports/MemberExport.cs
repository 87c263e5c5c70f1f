using static SohoSolo.Storage.ExportKind;

namespace SohoSolo.Storage;

/// <summary>
/// Everything that is kept about a member, table by table. A test holds it against the schema and against the table of personal data: a column that is neither told here nor left out for a reason
/// fails it. No name of anybody else is in it but her guests': whoever acted is told by her role.
/// </summary>
public static partial class MemberExport
{
    /// <summary>The part that tells who looked at her data.</summary>
    public const string Consultations = "consultations";

    /// <summary>Her rows, and those of hers that are old enough to have her pseudonym in place of her id: while something leads from it to her they are hers.</summary>
    private const string HersOfOld = "member_id IN (SELECT @member UNION ALL SELECT p.pseudonym FROM person p WHERE p.member_id = @member)";

    /// <summary>Messages to those who look after a site: what they say is about others.</summary>
    private const string TellsOfOthers = """
        (t.kind IN ('approval-asked', 'day-sheet', 'closure-impact', 'monthly-report')
            OR EXISTS (SELECT 1 FROM mail_about a JOIN booking b ON b.id = a.booking_id WHERE a.mail_id = t.id AND b.member_id <> @member))
        """;

    public static readonly IReadOnlyList<ExportSection> Sections =
    [
        new("profile", "member", ["t.id"],
        [
            T("id"), T("name"), T("email"), T("phone"), T("commune"), new("communeName", "c.name", Text), T("country"), T("role"), T("status"),
            N("rulesEdition", "rules_edition"), I("rulesAcceptedAt", "rules_at"), I("madeAt", "made_at"), N("version"),
        ])
        { Joins = "LEFT JOIN commune c ON c.insee_code = t.commune" },
        new("homes", "member_home", ["t.from_day"], [N("fromDay", "from_day"), T("home")]),
        new("keptSites", "keeper_site", ["t.site_id"], [T("site", "site_id")]),
        new("preferences", "preference", ["t.member_id"], [T("language"), F("releaseWhenLeft", "release_when_left"), F("calendarMail", "calendar_mail"), N("version")]),
        new("refusedMessages", "mail_refusal", ["t.kind"], [T("kind"), I("at", "made_at")]),
        new("consents", "consent", ["t.member_id"],
        [
            F("directory", "in_directory"), F("presence", "seen_today"), T("trade"), J("languages"), J("skills"), T("about"), F("showsCommune", "shows_commune"), F("showsEmail", "shows_email"),
            I("saidAt", "said_at"), N("version"),
        ]),
        .. Using(),
        .. Entering(),
        .. Told(),
    ];

    /// <summary>What is kept and not told, as <c>table.column</c>. Secrets of the table of personal data are left out without being named here.</summary>
    public static readonly IReadOnlyDictionary<string, LeftOut> Untold = new Dictionary<string, LeftOut>(StringComparer.Ordinal)
    {
        ["person.member_id"] = LeftOut.Copy,
        ["person.pseudonym"] = LeftOut.Secret,
        ["member_home.member_id"] = LeftOut.Copy,
        ["keeper_site.member_id"] = LeftOut.Copy,
        ["mail_refusal.member_id"] = LeftOut.Copy,
        ["preference.member_id"] = LeftOut.Copy,
        ["consent.member_id"] = LeftOut.Copy,
        ["token.member_id"] = LeftOut.Copy,
        ["passkey.member_id"] = LeftOut.Copy,
        ["calendar_link.member_id"] = LeftOut.Copy,
        ["sign_in.id"] = LeftOut.Machinery,
        ["sign_in.member_id"] = LeftOut.Copy,
        ["booking.member_id"] = LeftOut.Copy,
        ["booking.holds"] = LeftOut.Machinery,
        ["waiting.member_id"] = LeftOut.Copy,
        ["entitlement.member_id"] = LeftOut.Copy,
        ["credential.member_id"] = LeftOut.Copy,
        ["enrolment.member_id"] = LeftOut.Copy,
        ["walk_in.member_id"] = LeftOut.Copy,
        ["site_event.member_id"] = LeftOut.Copy,
        ["reconciliation.member_id"] = LeftOut.Copy,
        ["alarm.acknowledged_by"] = LeftOut.Machinery,
        ["mail.key"] = LeftOut.Machinery,
        ["mail.member_id"] = LeftOut.Copy,
        ["mail.body_html"] = LeftOut.Copy,
        ["mail.message_id"] = LeftOut.Machinery,
        ["mail.claimed_by"] = LeftOut.Machinery,
        ["mail.tried_since"] = LeftOut.Machinery,
        ["journal.member_id"] = LeftOut.Copy,
        ["journal.epoch"] = LeftOut.Machinery,
        ["journal.tx"] = LeftOut.Machinery,
        ["erasure.member_id"] = LeftOut.Copy,
        ["erasure.begun_at"] = LeftOut.Machinery,
        ["erasure.emptied_at"] = LeftOut.Machinery,
        ["command.principal"] = LeftOut.Copy,
        ["command.fingerprint"] = LeftOut.Machinery,
        ["command.body"] = LeftOut.Copy,
    };

    private static ExportField T(string name, string? column = null) => new(name, $"t.{column ?? name}", Text);

    private static ExportField N(string name, string? column = null) => new(name, $"t.{column ?? name}", Number);

    private static ExportField F(string name, string column) => new(name, $"t.{column}", Flag);

    private static ExportField I(string name, string column) => new(name, $"t.{column}", Instant);

    private static ExportField L(string name, string column) => new(name, $"t.{column}", LocalTime);

    private static ExportField D(string name, string column) => new(name, $"t.{column}", Day);

    private static ExportField J(string name, string? column = null) => new(name, $"t.{column ?? name}", Json);
}
