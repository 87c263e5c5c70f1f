using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Members;
using SohoSolo.Core.Time;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tests.Doors;
using SohoSolo.Storage.Tests.Presence;

namespace SohoSolo.Storage.Tests.Privacy;

/// <summary>
/// More than a year of random life at one site, written as the hub writes it. Every word that somebody could have typed carries her number and the day: <c>m001 said it on 20260105</c>.
/// </summary>
internal sealed class Year(Store store, int seed)
{
    /// <summary>The morning after.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 5, 0, 0, TimeSpan.Zero);

    private const int Days = 430;
    private const int People = 7;

    private readonly Random random = new(seed);
    private readonly Dictionary<MemberId, Credential> badges = [];
    private readonly Dictionary<MemberId, AccessToken> sessions = [];
    private long events;
    private int number;

    public async Task Live()
    {
        await Do(Now.AddDays(-Days), Some.Anne, work =>
        {
            work.Put((Door?)null, Site.Door, "made");
            work.Put((Device?)null, Site.Reader, "added");
            work.Put((Device?)null, Watched.Pir, "added");
        });
        for (var day = Days; day > 0; day -= random.Next(1, 5))
            await Day(Now.Date.ToUniversalTime().AddDays(-day));
    }

    private async Task Day(DateTime midnight)
    {
        var at = new DateTimeOffset(midnight, TimeSpan.Zero).AddHours(8);
        var member = Some.Member(random.Next(1, People + 1));
        var keeper = Some.Member(20);
        await Sign(member, at);
        await Badge(member, at);
        var booking = await Book(member, at);
        await Doors(member, booking, at);
        await Do(at.AddHours(9), keeper, work =>
        {
            var note = new JournalEntry { At = at.AddHours(9), Entity = "consultation", EntityId = Next("look"), Version = 1, What = "consulted", Actor = keeper.Value, MemberId = member.Value, Detail = Says(member, at) };
            work.Note(note);
            work.Note(note with { Entity = "access-log", EntityId = Next("log"), What = "read", MemberId = null, Detail = Says(keeper, at) });
            work.Note(note with { Entity = "door-order", EntityId = Next("order"), What = "unlock", MemberId = null, Detail = Says(keeper, at) });
        });
        await Fault(member, keeper, at);
        if (random.Next(3) == 0) await Wait(member, at);
        await store.TransactQuietly(
            async session =>
            {
                await session.Commit([.. Tables.MailTable.Insert(Letter(member, at)), new SqlStatement("UPDATE mail SET status = 'sent', sent_at = made_at WHERE status = 'queued'", [])]);
                return true;
            },
            TestContext.Current.CancellationToken);
        await store.SignIns.Begin(new SignIn(Next("sign"), $"address {member} {at:yyyyMMdd}", Next("client"), member, "code", Next("link"), at, at.AddMinutes(15)), null, new SignInLimits(100, 100), TestContext.Current.CancellationToken);
    }

    private async Task Sign(MemberId member, DateTimeOffset at)
    {
        if (sessions.Remove(member, out var old))
            await Do(at, member, work => work.Put(old with { RevokedAt = at }, "signed-out"));

        sessions[member] = new AccessToken { Id = Next("token"), Hash = Next("hash"), Member = member, Role = Role.Member, Scopes = ["read"], Name = Says(member, at), MadeAt = at, ExpiresAt = at.AddDays(90) };
        await Do(at, member, work => work.Put(sessions[member], "signed-in"));
    }

    private async Task Badge(MemberId member, DateTimeOffset at)
    {
        if (badges.Remove(member, out var old))
            await Do(at, member, work => work.Put(old, old with { Version = 2, RevokedAt = at, RevokedWhy = "lost" }, "revoked"));

        var (badge, waits) = (Site.Badge(Next("lookup"), member) with { Label = Says(member, at), MadeAt = at, Kind = random.Next(2) == 0 ? CredentialKind.Pin : CredentialKind.MifareUid }, Site.Waits(member: member) with { MadeAt = at, ExpiresAt = at.AddMinutes(1) });
        badges[member] = badge;
        await Do(at, member, work => work.Put((Enrolment?)null, waits, "waits"));
        await Do(at, member, work =>
        {
            work.Put(waits, waits with { Version = 2, Status = EnrolmentStatus.Done, Credential = badge.Id }, "done");
            work.Put((Credential?)null, badge, "enrolled");
        });
    }

    private async Task<Booking> Book(MemberId member, DateTimeOffset at)
    {
        var space = random.Next(2) == 0 ? Some.Desk : Some.Desk2;
        var made = Some.Booking(space, new TimeRange(at, at.AddHours(random.Next(1, 9))), member) with
        {
            MadeAt = at.AddHours(-random.Next(1, 30)),
            Purpose = Says(member, at),
            Guests = random.Next(3) == 0 ? [new Guest(Says(member, at), "guest@example.org"), new Guest("Zoé", null)] : [],
        };
        await Do(made.MadeAt, member, work => work.Put(null, made, "booked"));
        if (made.Guests.Count > 0)
            await Do(made.MadeAt, member, work => work.Put(new GuestPass(Next("nonce"), made.Id, 0, Some.Nogaro, made.During, 0, made.MadeAt), "given-out"));

        var used = made with
        {
            Version = 2,
            Status = BookingStatus.Completed,
            DueAt = null,
            Charges = [.. made.Charges.Select(charge => charge with { State = Core.Entitlements.ChargeState.Used })],
            Evidence = [new Evidence(at, "badge", Site.Reader.Id, Says(member, at))],
        };
        await Do(made.During.End, member, work => work.Put(made, used, "completed"));
        return used;
    }

    private async Task Doors(MemberId member, Booking booking, DateTimeOffset at)
    {
        SiteEvent[] batch =
        [
            Site.Tag(++events) with { At = at, ReceivedAt = at, Member = member, Credential = badges[member].Id, Booking = booking.Id },
            Site.Tag(++events) with { At = at, ReceivedAt = at, Member = null, Credential = null, Decision = "denied", Reason = "unknown-credential", Detail = $$"""{"clock":"synced","lookup":"{{Next("stranger")}}"}""" },
            .. Enumerable.Range(0, random.Next(5)).Select(n => Site.Contact(++events) with { At = at.AddMinutes(n), ReceivedAt = at.AddMinutes(n), Kind = "occ", Device = Watched.Pir.Id, Door = null, Value = n % 2 == 0 ? "true" : "false" }),

            // A device that kept this for two months.
            Site.Tag(++events) with { At = at.AddDays(-60), ReceivedAt = at.AddMinutes(9), Member = member, Credential = badges[member].Id },
        ];
        await Do(at.AddMinutes(10), member, async work =>
        {
            var facts = await work.Lock(new Scope { Presence = Some.Nogaro, Gateway = Site.Gateway });
            work.Put(batch, facts.Cursors.Count == 0 ? null : facts.Cursors[0], Site.Cursor(events));
            work.PutWalkIn(Next("ask"), null, Some.Nogaro, member, "booked");
            work.Put(null, Watched.Account(booking.Id.Value, booking.During.Start, booking.During.End) with { Booking = booking.Id, Member = member, Evidence = booking.Evidence }, "booked-present");
        });
    }

    private async Task Fault(MemberId member, MemberId keeper, DateTimeOffset at)
    {
        var fault = Site.Alarm("fault", "nogaro-desk-1") with { RaisedAt = at, RaisedBy = member, Note = Says(member, at) };
        await Do(at, member, work => work.Put((Alarm?)null, fault, "raised"));
        if (random.Next(5) > 0)
            await Do(at.AddHours(2), keeper, work => work.Put(fault, fault with { Version = 2, AcknowledgedBy = keeper, AcknowledgedAt = at.AddHours(2), ClearedAt = at.AddHours(2) }, "cleared"));
    }

    private Task<Executed<bool>> Wait(MemberId member, DateTimeOffset at)
    {
        var entry = new WaitingEntry { Id = Next("waiting"), Member = member, Site = Some.Nogaro, Kind = Core.Sites.SpaceKind.Desk, During = new TimeRange(at, at.AddHours(4)), MadeAt = at.AddDays(-1), Status = WaitingStatus.Lapsed };
        return Do(at, member, work => work.Put(null, entry, "lapsed"));
    }

    private Letter Letter(MemberId member, DateTimeOffset at) => new()
    {
        Id = Next("mail"),
        Key = Next($"confirmed/{member}"),
        Kind = "confirmed",
        Member = member,
        Language = Language.Fr,
        To = $"{member}@example.org",
        Subject = Says(member, at),
        Text = Says(member, at),
        Html = Says(member, at),
        MessageId = Next("<message>"),
        MadeAt = at,
        DueAt = at,
    };

    private static string Says(MemberId member, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{member} said it on {at:yyyyMMdd}");

    private string Next(string kind) => $"{kind}-{seed}-{++number:d5}";

    private Task<Executed<bool>> Do(DateTimeOffset at, MemberId actor, Action<Work> put) => Do(at, actor, work =>
    {
        put(work);
        return ValueTask.CompletedTask;
    });

    private Task<Executed<bool>> Do(DateTimeOffset at, MemberId actor, Func<Work, ValueTask> put) => store.Execute<bool>(
        new Command { Principal = actor.Value, Key = Next("key"), Fingerprint = "same", Actor = actor.Value, At = at },
        async work =>
        {
            await put(work);
            return (true, new Answer(200, null, $$"""{"by":"{{actor}}"}"""));
        },
        TestContext.Current.CancellationToken);
}
