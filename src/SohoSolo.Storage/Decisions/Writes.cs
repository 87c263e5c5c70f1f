using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>What a decision puts, as the statements that write it. Every put leaves one journal entry, written last.</summary>
internal sealed partial class Writes(WorkSql sql, Command command)
{
    /// <summary>Up to here each entry goes as a statement of its own, which the server has long prepared.</summary>
    private const int FewEntries = 16;

    private readonly List<SqlStatement> rows = [];
    private readonly List<JournalEntry> entries = [];
    private readonly List<BookingId> left = [];
    private int bookings;

    public bool IsEmpty => rows.Count == 0 && entries.Count == 0;

    public void Put(Booking? before, Booking after, string what, string? detail)
    {
        MustStep(before?.Version, after.Version);
        rows.Add(before is null ? BookingTable.Insert(after) : sql.Bookings.Update(before, after));
        bookings++;
        if (before is { Holds: true } && (!after.Holds || before.Space != after.Space || before.During != after.During))
            left.Add(before.Id);

        PutCharges(before, after);
        foreach (var evidence in after.Evidence.Skip(before?.Evidence.Count ?? 0))
            rows.Add(BookingTable.Insert(after.Id, evidence));

        Note(Entry("booking", after.Id.Value, after.Version, what) with
        {
            MemberId = after.Member.Value,
            SiteId = after.Site.Value,
            RulesVersion = after.RulesVersion,
            Detail = BookingMove.Detail(before, after, detail),
        });
    }

    public void Put(WaitingEntry? before, WaitingEntry after, string what)
    {
        MustStep(before?.Version, after.Version);
        rows.Add(before is null ? WaitingTable.Insert(after) : sql.Waiting.Update(before, after));
        Note(Entry("waiting", after.Id, after.Version, what) with { MemberId = after.Member.Value, SiteId = after.Site.Value });
    }

    public void Put(Entitlement? before, Entitlement after, string what)
    {
        MustStep(before?.Version, after.Version);
        rows.Add(before is null ? EntitlementTable.Insert(after, command.At) : sql.Entitlements.Update(before, after));
        Note(Entry("entitlement", after.Id.Value, after.Version, what) with { MemberId = after.Member.Value, Detail = UsageNews.Detail(before, after) });
    }

    public void Put(Member? before, Member after, string what)
    {
        MustStep(before?.Version, after.Version);
        if (before is not null && Moves(before, after)) rows.AddRange(MemberTable.Move(before, after, command.At));

        rows.Add(before is null ? MemberTable.Insert(after) : sql.Members.Update(before, after));
        if (!after.Keeps.ToHashSet().SetEquals(before?.Keeps ?? []))
        {
            rows.Add(MemberTable.ForgetSites(after.Id));
            rows.AddRange(after.Keeps.Distinct().Select(site => MemberTable.Keep(after.Id, site)));
        }

        Note(Entry("member", after.Id.Value, after.Version, what) with { MemberId = after.Id.Value, Detail = UsageNews.Detail(before, after) });
    }

    public void BeginErasure(Member before, Member after, string mark)
    {
        Put(before, after, "erasing");
        rows.Add(StoreErasures.Begin(after.Id, command.At));
        rows.Add(StoreErasures.MarkOf(mark, command.At));
    }

    public void Put(Preference? before, Preference after, string what)
    {
        MustStep(before?.Version, after.Version);
        rows.Add(before is null ? MailTable.Insert(after) : sql.Mails.Update(before, after));
        Note(Entry("preference", after.Member.Value, after.Version, what) with { MemberId = after.Member.Value });
    }

    public void Put(Consent? before, Consent after, string what, string detail)
    {
        MustStep(before?.Version, after.Version);
        rows.Add(before is null ? ConsentTable.Insert(after) : sql.Consents.Update(before, after));
        Note(Entry("consent", after.Member.Value, after.Version, what) with { MemberId = after.Member.Value, Detail = detail });
    }

    public void Resend(Letter mail, string to)
    {
        rows.Add(sql.Mails.Requeue(mail.Id, to, command.At));
        Note(Entry("mail", mail.Id, mail.Attempts, "resent") with { MemberId = mail.Member.Value, SiteId = mail.Site?.Value });
    }

    /// <summary>The lease's version grows with it, so that two who lend at once are told apart.</summary>
    public void PutLentDay(Entitlement lease, SiteId site, DateOnly day, bool lent)
    {
        rows.Add(EntitlementTable.Lend(lease.Id, day, lent));
        rows.Add(sql.Entitlements.Bump(lease));
        Note(Entry("entitlement", lease.Id.Value, lease.Version + 1, lent ? "lent" : "taken-back") with { MemberId = lease.Member.Value, SiteId = site.Value });
    }

    public void Put(Telecentre? before, Telecentre after, string what)
    {
        MustStep(before?.Version, after.Version);
        rows.Add(before is null ? SiteTable.Insert(after) : sql.Sites.Update(before, after));
        if (before is null)
            rows.Add(SiteTable.InsertPresence(after));

        PutSpaces(before?.Spaces ?? [], after.Spaces);
        PutClosures(before?.Closures ?? [], after.Closures);
        Note(Entry("site", after.Id.Value, after.Version, what) with { SiteId = after.Id.Value, Detail = UsageNews.Detail(before, after) });
    }

    public void Put(PlanPicture picture) => rows.Add(SiteTable.Put(picture));

    public void RemovePicture(Telecentre site) => rows.Add(SiteTable.RemovePicture(site));

    public void PutPolicy(int version, string body)
    {
        rows.Add(SiteTable.InsertPolicy(version, body, command.At, command.Actor));
        rows.Add(SiteTable.BumpAll());
        rows.Add(new SqlStatement(sql.JournalOfSites, [command.At, command.Actor, version]));
        Note(Entry("policy", "network", version, "set") with { RulesVersion = version });
    }

    public void Put(AccessToken token, string what)
    {
        rows.Add(MemberTable.Put(token));
        Note(Entry("token", token.Id, token.RevokedAt is null ? 1 : 2, what) with { MemberId = token.Member.Value });
    }

    public void Put(Passkey? before, Passkey after, string what)
    {
        MustStep(before?.Version, after.Version);
        rows.Add(before is null ? PasskeyTable.Insert(after) : sql.Passkeys.Rename(before, after));
        Note(Entry("passkey", after.Id, after.Version, what) with { MemberId = after.Member.Value });
    }

    public void Remove(Passkey key)
    {
        rows.Add(sql.Passkeys.Remove(key));
        Note(Entry("passkey", key.Id, key.Version + 1, "removed") with { MemberId = key.Member.Value });
    }

    public void Put(CalendarSource? before, CalendarSource after, string what)
    {
        MustStep(before?.Version, after.Version);
        if (before is null)
            rows.Add(CalendarTable.Insert(after));
        else
            rows.AddRange(sql.Calendars.Remove(before, after));

        Note(Entry("calendar_source", after.Id, after.Version, what) with { SiteId = after.Site.Value });
    }

    public void PutTimes(CalendarSource source, IReadOnlyList<Core.Calendars.ImportedEntry> put, IReadOnlyList<string> removed, string what)
    {
        rows.Add(sql.Calendars.Touch(source));
        rows.AddRange(removed.Select(key => CalendarTable.Remove(source.Id, key)));
        rows.AddRange(put.Select(entry => CalendarTable.Put(source.Id, entry)));
        Note(Entry("calendar_source", source.Id, source.Version + 1, what) with { SiteId = source.Site.Value });
    }

    public void Put(Webhook? before, Webhook after, string what)
    {
        MustStep(before?.Version, after.Version);
        rows.AddRange(before is null ? WebhookTable.Insert(after) : sql.Webhooks.Change(before, after));
        Note(Entry("webhook", after.Id, after.Version, what));
    }

    public void SendAgain(Delivery delivery)
    {
        rows.Add(sql.Webhooks.SendAgain(delivery.Id, command.At));
        rows.Add(WebhookTable.Hurry(delivery.Webhook, command.At));
        Note(Entry("webhook-delivery", delivery.Id, delivery.Attempts, "resent") with { SiteId = delivery.Site?.Value });
    }

    public void Put(CalendarLink made)
    {
        rows.Add(CalendarLinkTable.Insert(made));
        Note(Entry("calendar", made.Id, 1, "made") with { MemberId = made.Member.Value });
    }

    public void Remove(CalendarLink link)
    {
        rows.Add(sql.CalendarLinks.Remove(link));
        Note(Entry("calendar", link.Id, 2, "ended") with { MemberId = link.Member.Value });
    }

    public void Note(JournalEntry entry) => entries.Add(entry);

    /// <summary>Everything in the order in which it is written, the command's answer at the end.</summary>
    public IReadOnlyList<SqlStatement> Finish(Answer answer, bool claimed)
    {
        var all = new List<SqlStatement>(rows.Count + entries.Count + 2);
        if (bookings > 1 && left.Count > 0)
            all.Add(sql.Bookings.LetGo(left));

        all.AddRange(rows);
        if (entries.Count > FewEntries)
            all.AddRange(sql.JournalOfMany.Insert([.. entries.Select(Journal.Row)]));
        else
            all.AddRange(entries.Select(entry => Journal.Insert(sql.Journal, entry)));

        all.Add(sql.Commands.Store(command, answer, claimed));
        return all;
    }

    private void PutCharges(Booking? before, Booking after)
    {
        var old = before?.Charges ?? [];
        if (old.SequenceEqual(after.Charges) && (before is null || before.Site == after.Site))
            return;

        if (old.Count > 0)
            rows.Add(BookingTable.DeleteCharges(after.Id));

        foreach (var charge in after.Charges)
            rows.Add(BookingTable.Insert(after.Id, charge));

        foreach (var movement in Movements(before, after))
            rows.Add(sql.Entitlements.Move(movement));
    }

    private static IEnumerable<Balance> Movements(Booking? before, Booking after) =>
        before is null || before.Site == after.Site
            ? Ledger.Movements(after.Site, before?.Charges ?? [], after.Charges)
            : Ledger.Movements(before.Site, before.Charges, []).Concat(Ledger.Movements(after.Site, [], after.Charges));

    private void PutSpaces(IReadOnlyList<Space> before, IReadOnlyList<Space> after)
    {
        var kept = after.Select(space => space.Id).ToHashSet();
        foreach (var gone in before.Where(space => !kept.Contains(space.Id)))
            rows.Add(SiteTable.Remove(gone));

        var known = before.ToDictionary(space => space.Id);
        foreach (var space in after.Where(space => !known.TryGetValue(space.Id, out var old) || !Same(old, space)))
            rows.Add(SiteTable.Put(space));
    }

    private static bool Same(Space old, Space space) => old with { Equipment = space.Equipment } == space && old.Equipment.SequenceEqual(space.Equipment);

    private void PutClosures(IReadOnlyList<Closure> before, IReadOnlyList<Closure> after)
    {
        var kept = after.Select(closure => closure.Id).ToHashSet();
        foreach (var gone in before.Where(closure => !kept.Contains(closure.Id)))
        {
            rows.Add(SiteTable.Reopen(gone, command.At));
            Note(Closed(gone, 2, "reopened"));
        }

        foreach (var closure in after.Except(before))
        {
            rows.Add(SiteTable.Close(closure, command.At));
            Note(Closed(closure, 1, "closed"));
        }
    }

    private JournalEntry Closed(Closure closure, int version, string what) => Entry("closure", closure.Id, version, what) with { SiteId = closure.Site.Value };

    private JournalEntry Entry(string entity, string id, int version, string what) =>
        new() { At = command.At, Entity = entity, EntityId = id, Version = version, What = what, Actor = command.Actor };

    /// <summary>Whoever says for the first time where she lives has lived there all along.</summary>
    private static bool Moves(Member before, Member after) =>
        (before.Commune ?? before.Country) is not null && (before.Commune, before.Country) != (after.Commune, after.Country);

    private static void MustStep(int? before, int after)
    {
        if (before is { } old && after != old + 1)
            throw new ArgumentException($"A stored change adds one to the version; got {old} and then {after}.");
    }
}
