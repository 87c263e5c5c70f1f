using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

public sealed partial class StoreQueries
{
    public Task<Letter?> Letter(string id, CancellationToken stop) => ReadOne($"SELECT {MailTable.Columns} FROM mail WHERE id = @id", new { id }, MailTable.Read, stop);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<Letter>> Letters(MailStatus? status, int most, int skip, CancellationToken stop) => await Read(
        $"SELECT {MailTable.Columns} FROM mail {(status is null ? "" : "WHERE status = @status")} ORDER BY made_at DESC, id DESC LIMIT @most OFFSET @skip",
        new { status = status is { } word ? Stored.Word(word) : null, most, skip },
        MailTable.Read,
        stop).ConfigureAwait(false);

    /// <summary>Whether a message waits to be sent now: asked often, and costs no write.</summary>
    public async Task<bool> IsMailDue(DateTimeOffset now, CancellationToken stop)
    {
        const string sql = "SELECT 1 FROM mail m WHERE m.status IN ('queued', 'sending') AND m.due_at <= $1 LIMIT 1";
        return (await ReadHot(sql, [Stored.Ms(now)], row => row.GetInt32(0), stop).ConfigureAwait(false)).Count > 0;
    }

    /// <summary>What these bookings' people were told, or are about to be, oldest first.</summary>
    public async Task<IReadOnlyList<MailTold>> MailsAbout(IReadOnlyCollection<BookingId> bookings, CancellationToken stop)
    {
        var sql = $"""
            SELECT {MailTable.ToldColumns} FROM mail_about a JOIN mail m ON m.id = a.mail_id
            WHERE a.mail_id IN (SELECT mine.mail_id FROM mail_about mine WHERE mine.booking_id {Dialect.In("$1")}) ORDER BY m.made_at, m.id, a.start_at
            """;
        return await ReadHot(sql, [Texts(bookings.Select(booking => booking.Value))], MailTable.ReadTold, stop).ConfigureAwait(false);
    }

    /// <summary>
    /// What a message tells that none written later tells its reader anew: where an older one comes after a newer, as when a server was down, the calendar gets from it only what is not told better already.
    /// </summary>
    public async Task<IReadOnlyList<MailAbout>> StillToldBy(string mail, CancellationToken stop)
    {
        const string sql = """
            SELECT a.booking_id, a.version, a.space_id, a.start_at, a.end_at FROM mail_about a JOIN mail mine ON mine.id = a.mail_id
            WHERE a.mail_id = $1 AND NOT EXISTS (
                SELECT 1 FROM mail_about later JOIN mail m ON m.id = later.mail_id
                WHERE later.booking_id = a.booking_id AND later.version > a.version AND m.method IS NOT NULL AND m.recipient = mine.recipient AND m.status IN ('queued', 'sending', 'sent'))
            ORDER BY a.start_at, a.booking_id
            """;
        return await ReadHot(sql, [mail], row => MailTable.ReadAbout(row, 0), stop).ConfigureAwait(false);
    }

    /// <summary>Whole bookings by their ids, in the order of their starts.</summary>
    public async Task<IReadOnlyList<Booking>> BookingsOf(IReadOnlyCollection<BookingId> ids, CancellationToken stop)
    {
        var sql = $"{wholeBooking.Select}WHERE b.id {Dialect.In("$1")} ORDER BY b.start_at, b.id";
        return await ReadHot(sql, [Texts(ids.Select(id => id.Value))], WholeBooking.Read, stop).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<Member>> MembersOf(IReadOnlyCollection<MemberId> ids, CancellationToken stop) => await ReadHot(
        $"SELECT {MemberTable.Columns(Dialect)} FROM member m WHERE m.id {Dialect.In("$1")}", [Texts(ids.Select(id => id.Value))], MemberTable.Read, stop).ConfigureAwait(false);

    /// <summary>Who looks after a site.</summary>
    public async Task<IReadOnlyList<Member>> KeepersOf(SiteId site, CancellationToken stop) => await ReadHot(
        $"SELECT {MemberTable.Columns(Dialect)} FROM member m WHERE m.status = 'active' AND m.id IN (SELECT k.member_id FROM keeper_site k WHERE k.site_id = $1) ORDER BY m.id",
        [site.Value],
        MemberTable.Read,
        stop).ConfigureAwait(false);

    /// <summary>Which kinds of messages these members want no more.</summary>
    public async Task<ILookup<MemberId, string>> MailRefusals(IReadOnlyCollection<MemberId> members, CancellationToken stop)
    {
        var sql = $"SELECT r.member_id, r.kind FROM mail_refusal r WHERE r.member_id {Dialect.In("$1")}";
        var rows = await ReadHot(sql, [Texts(members.Select(member => member.Value))], row => (Member: new MemberId(row.GetString(0)), Kind: row.GetString(1)), stop).ConfigureAwait(false);
        return rows.ToLookup(row => row.Member, row => row.Kind);
    }

    /// <summary>Which of these keys there are messages of.</summary>
    public async Task<IReadOnlySet<string>> LetterKeys(IReadOnlyCollection<string> keys, CancellationToken stop) =>
        (await ReadHot($"SELECT m.key FROM mail m WHERE m.key {Dialect.In("$1")}", [Texts(keys)], row => row.GetString(0), stop).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Active members of a role who can be written to.</summary>
    public async Task<IReadOnlyList<Member>> Reachable(Role role, CancellationToken stop) => await ReadHot(
        $"SELECT {MemberTable.Columns(Dialect)} FROM member m WHERE m.status = 'active' AND m.email IS NOT NULL AND m.role = $1 ORDER BY m.id", [Stored.Word(role)], MemberTable.Read, stop).ConfigureAwait(false);

    /// <summary>What she chose, or what holds for who chose nothing.</summary>
    public async Task<Preference> Preference(MemberId member, CancellationToken stop) =>
        (await Preferences([member], stop).ConfigureAwait(false)).GetValueOrDefault(member) ?? new Preference { Member = member };

    /// <summary>Who has chosen nothing is absent.</summary>
    public async Task<IReadOnlyDictionary<MemberId, Preference>> Preferences(IReadOnlyCollection<MemberId> members, CancellationToken stop)
    {
        var sql = $"SELECT {MailTable.PreferenceColumns} FROM preference p WHERE p.member_id {Dialect.In("$1")}";
        var rows = await ReadHot(sql, [Texts(members.Select(member => member.Value))], MailTable.ReadPreference, stop).ConfigureAwait(false);
        return rows.ToDictionary(row => row.Member);
    }

    /// <summary>A commune's first postal code; null outside the reference data.</summary>
    public async Task<string?> PostalCode(string commune, CancellationToken stop)
    {
        var codes = await ReadOne("SELECT c.postal_codes FROM commune c WHERE c.insee_code = @commune", new { commune }, row => row.GetString(0), stop).ConfigureAwait(false);
        return codes?.Split(';')[0];
    }

    public async Task<MailStanding> MailStanding(CancellationToken stop)
    {
        const string sql = """
            SELECT (SELECT count(*) FROM mail WHERE status IN ('queued', 'sending')), (SELECT count(*) FROM mail WHERE status = 'dead'),
                (SELECT min(coalesce(tried_since, due_at)) FROM mail WHERE status IN ('queued', 'sending'))
            """;
        var rows = await Read(sql, null, row => new MailStanding((int)row.GetInt64(0), (int)row.GetInt64(1), row.InstantOrNull(2)), stop).ConfigureAwait(false);
        return rows[0];
    }

    /// <summary>The sites of messages that have waited since before an instant.</summary>
    public async Task<IReadOnlyList<SiteId>> SitesOfLateMail(DateTimeOffset since, CancellationToken stop)
    {
        const string sql = """
            SELECT DISTINCT m.site_id FROM mail m
            WHERE m.status IN ('queued', 'sending') AND m.site_id IS NOT NULL AND (m.tried_since <= @since OR m.due_at <= @since) ORDER BY m.site_id
            """;
        return await Read(sql, new { since = Stored.Ms(since) }, row => new SiteId(row.GetString(0)), stop).ConfigureAwait(false);
    }

    /// <summary>Whom messages that were written since an instant could not reach, and of which site they told.</summary>
    public async Task<IReadOnlyList<(SiteId Site, MemberId Member)>> Unreachable(DateTimeOffset since, CancellationToken stop)
    {
        const string sql = """
            SELECT DISTINCT m.site_id, m.member_id FROM mail m WHERE m.status = 'dead' AND m.kind NOT LIKE 'guest-%' AND m.site_id IS NOT NULL AND m.made_at >= @since ORDER BY m.site_id, m.member_id
            """;
        return await Read(sql, new { since = Stored.Ms(since) }, row => (new SiteId(row.GetString(0)), new MemberId(row.GetString(1))), stop).ConfigureAwait(false);
    }
}
