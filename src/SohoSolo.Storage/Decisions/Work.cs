using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage;

/// <summary>
/// One decision's transaction: lock and read once, then put what was decided. Everything put is written together with its journal entry
/// when the decision returns an answer, and not at all otherwise. On SQLite it runs on the one writer's thread, so a decision awaits nothing but its work.
/// </summary>
public sealed partial class Work
{
    private readonly Session session;
    private readonly WorkSql sql;
    private readonly Writes writes;
    private readonly bool claim;
    private readonly CancellationToken stop;
    private bool locked;
    private SiteId? presence;
    private bool claimed;

    internal Work(Session session, Command command, WorkSql sql, bool claim, CancellationToken stop)
    {
        this.session = session;
        this.sql = sql;
        this.claim = claim;
        this.stop = stop;
        Command = command;
        writes = new Writes(sql, command);
    }

    public Command Command { get; }

    /// <summary>Locks in the fixed order, then reads in separate statements of the same batch. At most once per work, before anything is put.</summary>
    public async ValueTask<Facts> Lock(Scope scope)
    {
        if (locked || !writes.IsEmpty)
            throw new InvalidOperationException("A decision locks once, before it puts anything: a second lock could deadlock, and its first facts would be stale.");

        locked = true;
        presence = scope.Presence;
        var reader = new FactReader(scope, Command.At);
        var batch = new List<SqlStatement>();
        StoredAnswer? stored = null;

        // A caller's own key comes first: its second use waits here until the first one has ended, and locks nothing meanwhile.
        if (claim && Command.KeyGiven)
            batch.AddRange(CommandLog.Claim(Command, found => stored = found));

        reader.AddLocks(batch, sql.Facts);

        // A retry comes after the locks: where the lost transaction still holds them, it is waited for.
        if (claim && !Command.KeyGiven)
            batch.AddRange(CommandLog.Claim(Command, found => stored = found));

        reader.AddReads(batch, sql.Facts);
        await session.Run(batch, stop).ConfigureAwait(false);
        Claimed(stored);
        return reader.Facts();
    }

    /// <summary>Writes the booking, its charges and the balances they move, new evidence, and the journal entry. <paramref name="before"/> is null for a new one.</summary>
    public void Put(Booking? before, Booking after, string what, string? detail = null) => writes.Put(before, after, what, detail);

    public void Put(WaitingEntry? before, WaitingEntry after, string what) => writes.Put(before, after, what);

    public void Put(Entitlement? before, Entitlement after, string what) => writes.Put(before, after, what);

    public void Put(Member? before, Member after, string what) => writes.Put(before, after, what);

    /// <summary>From now on she is nobody's member; <see cref="StoreErasures.Empty"/> does the rest. <paramref name="mark"/> is her number as a keyed hash.</summary>
    public void BeginErasure(Member before, Member after, string mark) => writes.BeginErasure(before, after, mark);

    /// <summary>What a member chose; <paramref name="before"/> is null for who had chosen nothing.</summary>
    public void Put(Preference? before, Preference after, string what) => writes.Put(before, after, what);

    /// <summary>What a member agreed to show; <paramref name="before"/> is null for who had said nothing. <paramref name="detail"/> says in words of the program what she agreed to.</summary>
    public void Put(Consent? before, Consent after, string what, string detail) => writes.Put(before, after, what, detail);

    /// <summary>A message that was given up is sent again, to where its member is written to now.</summary>
    /// <exception cref="StaleWriteException">At the commit: it is not given up any more.</exception>
    public void Resend(Letter mail, string to) => writes.Resend(mail, to);

    /// <summary>A lease's day lent back, or taken back again, at the site of its space.</summary>
    public void PutLentDay(Entitlement lease, SiteId site, DateOnly day, bool lent) => writes.PutLentDay(lease, site, day, lent);

    /// <summary>Writes the site's own fields, spaces and closures and bumps its version; the site's spaces must be locked.</summary>
    public void Put(Telecentre? before, Telecentre after, string what) => writes.Put(before, after, what);

    /// <summary>The site must be put, too: its version tells the picture from the one before.</summary>
    public void Put(PlanPicture picture) => writes.Put(picture);

    public void RemovePicture(Telecentre site) => writes.RemovePicture(site);

    /// <summary>Replaces the network's policy and bumps every site's version; all spaces must be locked.</summary>
    public void PutPolicy(int version, string body) => writes.PutPolicy(version, body);

    public void Put(AccessToken token, string what) => writes.Put(token, what);

    /// <summary>A key that she signs in with, or a new name for it. <paramref name="before"/> is null for a new one.</summary>
    /// <exception cref="TakenException">At the commit: this key is in the table already.</exception>
    public void Put(Passkey? before, Passkey after, string what) => writes.Put(before, after, what);

    public void Remove(Passkey key) => writes.Remove(key);

    public void Put(CalendarLink made) => writes.Put(made);

    /// <exception cref="StaleWriteException">At the commit: it is gone already.</exception>
    public void Remove(CalendarLink link) => writes.Remove(link);

    /// <summary>An address that is told what happens from now on, or that is told nothing any more: what waits for it is dropped.</summary>
    public void Put(Webhook? before, Webhook after, string what) => writes.Put(before, after, what);

    /// <summary>A delivery that is over is sent again, as it was.</summary>
    /// <exception cref="StaleWriteException">At the commit: it waits already, or was dropped.</exception>
    public void SendAgain(Delivery delivery) => writes.SendAgain(delivery);

    /// <summary>Somebody else's calendar that closes something from now on, or no longer.</summary>
    public void Put(CalendarSource? before, CalendarSource after, string what) => writes.Put(before, after, what);

    /// <summary>The times of a calendar as they are now; what became of each is in the site, which is put, too.</summary>
    /// <exception cref="StaleWriteException">At the commit: somebody else has written times of it since it was read.</exception>
    public void PutTimes(CalendarSource source, IReadOnlyList<Core.Calendars.ImportedEntry> put, IReadOnlyList<string> removed, string what) => writes.PutTimes(source, put, removed, what);

    public void Note(JournalEntry entry) => writes.Note(entry);

    internal async ValueTask Commit(Answer answer)
    {
        if (claim && !claimed)
        {
            StoredAnswer? stored = null;
            await session.Run([.. CommandLog.Claim(Command, found => stored = found)], stop).ConfigureAwait(false);
            Claimed(stored);
        }

        await session.Commit(writes.Finish(answer, claimed)).ConfigureAwait(false);
    }

    private void Claimed(StoredAnswer? stored)
    {
        if (stored is { Answer: not null })
            throw new AlreadyAnswered(stored);

        claimed = claim;
    }
}
