using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    private const string SelectCredential = $"SELECT {CredentialTable.Columns} FROM credential c ";

    private const string SelectEnrolment = $"SELECT {CredentialTable.EnrolmentColumns} FROM enrolment e ";

    private const string SelectPass = $"SELECT {CredentialTable.PassColumns} FROM guest_pass p ";

    /// <summary>All of a member's, revoked ones included, oldest first.</summary>
    public async Task<IReadOnlyList<Credential>> Credentials(MemberId member, CancellationToken stop) =>
        await Read(SelectCredential + "WHERE c.member_id = @member ORDER BY c.made_at, c.id", new { member = member.Value }, CredentialTable.Read, stop).ConfigureAwait(false);

    /// <summary>The active one of this lookup, or else the one that was revoked last.</summary>
    public async Task<Credential?> CredentialByLookup(string lookup, CancellationToken stop)
    {
        const string which = "WHERE c.lookup = $1 ORDER BY c.revoked_at IS NULL DESC, c.revoked_at DESC LIMIT 1";
        return (await ReadHot(SelectCredential + which, [lookup], CredentialTable.Read, stop).ConfigureAwait(false)).FirstOrDefault();
    }

    public Task<Credential?> Credential(string id, CancellationToken stop) =>
        ReadOne(SelectCredential + "WHERE c.id = @id", new { id }, CredentialTable.Read, stop);

    /// <summary>By id; one that does not exist is absent.</summary>
    public async Task<IReadOnlyList<Credential>> CredentialsOf(IReadOnlyCollection<string> ids, CancellationToken stop) => ids.Count == 0 ? [] :
        await ReadHot(SelectCredential + $"WHERE c.id {Dialect.In("$1")} ORDER BY c.id", [Texts(ids)], CredentialTable.Read, stop).ConfigureAwait(false);

    /// <summary>All of a member's, newest first.</summary>
    public async Task<IReadOnlyList<Enrolment>> Enrolments(MemberId member, CancellationToken stop) =>
        await Read(SelectEnrolment + "WHERE e.member_id = @member ORDER BY e.made_at DESC, e.id DESC", new { member = member.Value }, CredentialTable.ReadEnrolment, stop).ConfigureAwait(false);

    public Task<Enrolment?> Enrolment(string id, CancellationToken stop) =>
        ReadOne(SelectEnrolment + "WHERE e.id = @id", new { id }, CredentialTable.ReadEnrolment, stop);

    /// <summary>Who waits with a badge at a reader; where two do, the one who began last.</summary>
    public Task<Enrolment?> PendingEnrolment(SiteId site, string reader, DateTimeOffset now, CancellationToken stop) => ReadOne(
        SelectEnrolment + "WHERE e.status = 'pending' AND e.site_id = @site AND e.reader = @reader AND e.expires_at > @now ORDER BY e.made_at DESC, e.id DESC LIMIT 1",
        new { site = site.Value, reader, now = Stored.Ms(now) },
        CredentialTable.ReadEnrolment,
        stop);

    /// <summary>Every pass that was given out for a booking, oldest first.</summary>
    public async Task<IReadOnlyList<GuestPass>> Passes(BookingId booking, CancellationToken stop) =>
        await Read(SelectPass + "WHERE p.booking_id = @booking ORDER BY p.made_at, p.nonce", new { booking = booking.Value }, CredentialTable.ReadPass, stop).ConfigureAwait(false);

    public Task<GuestPass?> Pass(string nonce, CancellationToken stop) =>
        ReadOne(SelectPass + "WHERE p.nonce = @nonce", new { nonce }, CredentialTable.ReadPass, stop);
}
