using System.Data.Common;
using System.Diagnostics;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>Badges and PINs, the readers that wait for one, and guest passes.</summary>
internal sealed class CredentialTable(Dialect dialect)
{
    public const string Columns = "c.id, c.version, c.member_id, c.kind, c.lookup, c.sealed, c.label, c.made_at, c.revoked_at, c.revoked_why";

    public const string EnrolmentColumns = "e.id, e.version, e.member_id, e.site_id, e.reader, e.made_at, e.expires_at, e.status, e.credential_id";

    public const string PassColumns = "p.nonce, p.booking_id, p.guest, p.site_id, p.start_at, p.end_at, p.uses, p.made_at";

    private const string InsertSql = """
        INSERT INTO credential (id, version, member_id, kind, lookup, sealed, label, made_at, revoked_at, revoked_why)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    private const string InsertEnrolmentSql = """
        INSERT INTO enrolment (id, version, member_id, site_id, reader, made_at, expires_at, status, credential_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    private const string InsertPassSql = """
        INSERT INTO guest_pass (nonce, booking_id, guest, site_id, start_at, end_at, uses, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    private readonly string updateSql = dialect.Guard("""
        UPDATE credential SET version = $3, lookup = $4, sealed = $5, label = $6, revoked_at = $7, revoked_why = $8 WHERE id = $1 AND version = $2
        """);

    private readonly string updateEnrolmentSql = dialect.Guard("""
        UPDATE enrolment SET version = $3, expires_at = $4, status = $5, credential_id = $6 WHERE id = $1 AND version = $2
        """);

    public static SqlStatement Insert(Credential c) => new(InsertSql,
    [
        c.Id, c.Version, c.Member.Value, PresentedCredential.Word(c.Kind), c.Lookup, c.Sealed, c.Label, c.MadeAt, c.RevokedAt, c.RevokedWhy,
    ]);

    public SqlStatement Update(Credential before, Credential c) => new(updateSql,
        [c.Id, before.Version, c.Version, c.Lookup, c.Sealed, c.Label, c.RevokedAt, c.RevokedWhy])
    {
        Guarded = true,
    };

    public static SqlStatement Insert(Enrolment e) => new(InsertEnrolmentSql,
        [e.Id, e.Version, e.Member.Value, e.Site.Value, e.Reader, e.MadeAt, e.ExpiresAt, Stored.Word(e.Status), e.Credential]);

    public SqlStatement Update(Enrolment before, Enrolment e) => new(updateEnrolmentSql,
        [e.Id, before.Version, e.Version, e.ExpiresAt, Stored.Word(e.Status), e.Credential])
    {
        Guarded = true,
    };

    public static SqlStatement Insert(GuestPass p) => new(InsertPassSql,
        [p.Nonce, p.Booking.Value, p.Guest, p.Site.Value, p.During.Start, p.During.End, p.Uses, p.MadeAt]);

    public static Credential Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Version = row.GetInt32(1),
        Member = new MemberId(row.GetString(2)),
        Kind = PresentedCredential.KindOf(row.GetString(3)) ?? throw new UnreachableException($"No credential is called {row.GetString(3)}."),
        Lookup = row.GetString(4),
        Sealed = row.GetString(5),
        Label = row.Text(6),
        MadeAt = row.Instant(7),
        RevokedAt = row.InstantOrNull(8),
        RevokedWhy = row.Text(9),
    };

    public static Enrolment ReadEnrolment(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Version = row.GetInt32(1),
        Member = new MemberId(row.GetString(2)),
        Site = new SiteId(row.GetString(3)),
        Reader = row.GetString(4),
        MadeAt = row.Instant(5),
        ExpiresAt = row.Instant(6),
        Status = Stored.Read<EnrolmentStatus>(row.GetString(7)),
        Credential = row.Text(8),
    };

    public static GuestPass ReadPass(DbDataReader row) => new(
        row.GetString(0),
        new BookingId(row.GetString(1)),
        row.GetInt32(2),
        new SiteId(row.GetString(3)),
        row.Range(4),
        row.GetInt32(6),
        row.Instant(7));
}
