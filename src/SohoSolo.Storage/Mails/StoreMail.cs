using SohoSolo.Core;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>
/// The queue of messages: written by whoever follows the journal, together with the cursor, and sent by whoever has claimed one. Each step is a short
/// transaction of its own; nobody who follows the journal is woken by it.
/// </summary>
public sealed class StoreMail
{
    /// <summary>The place in the journal up to which messages were written.</summary>
    public const string Cursor = "mail";

    private const int ForgottenAtOnce = 1000;

    private const string RefuseSql = """
        INSERT INTO mail_refusal (member_id, kind, made_at) SELECT m.id, $2, $3 FROM member m WHERE m.id = $1 ON CONFLICT (member_id, kind) DO NOTHING
        """;

    private const string TakeBackSql = "UPDATE mail SET status = 'cancelled', last_error = 'refused' WHERE member_id = $1 AND kind = $2 AND status = 'queued'";
    private const string WantSql = "DELETE FROM mail_refusal WHERE member_id = $1 AND kind = $2";

    private readonly Store store;
    private readonly MailTable table;
    private readonly FollowedCursor cursor;

    internal StoreMail(Store store)
    {
        this.store = store;
        var dialect = store.Engine.Dialect;
        table = new MailTable(dialect);
        cursor = new FollowedCursor(dialect, Cursor);
    }

    /// <summary>From now on, where nobody has followed yet: what is history is told to nobody.</summary>
    public Task Begin(CancellationToken stop) => Quietly(cursor.Begin(), stop);

    /// <summary>How far messages have been written; null where nobody has begun.</summary>
    public async Task<JournalPosition?> Place(CancellationToken stop)
    {
        JournalPosition? place = null;
        await store.TransactQuietly(
            async session =>
            {
                await session.Run([cursor.Place(found => place = found)], stop).ConfigureAwait(false);
                return true;
            },
            stop).ConfigureAwait(false);
        return place;
    }

    /// <summary>Writes what the entries between two places led to, and takes back what is no longer true; false, and nothing is written, when somebody else has gone on from there.</summary>
    public async Task<bool> Write(JournalPosition from, JournalPosition to, IReadOnlyList<Letter> made, IReadOnlyList<string> overtaken, CancellationToken stop)
    {
        try
        {
            await Quietly(
            [
                cursor.Step(from, to),
                .. overtaken.Select(id => MailTable.Cancel(id, "overtaken")),
                .. made.SelectMany(MailTable.Insert),
            ], stop).ConfigureAwait(false);
            return true;
        }
        catch (StaleWriteException)
        {
            return false;
        }
    }

    /// <summary>The next message that is due, for this node alone until an instant; null when none is.</summary>
    public async Task<Letter?> Claim(string node, DateTimeOffset now, DateTimeOffset until, CancellationToken stop)
    {
        Letter? claimed = null;
        await Quietly([table.Claim(node, now, until, row => claimed = MailTable.Read(row))], stop).ConfigureAwait(false);
        return claimed;
    }

    /// <summary>Writes down what has become of a claimed message; false when its time was up and it is no longer this node's.</summary>
    public async Task<bool> Settle(Letter after, string node, CancellationToken stop)
    {
        var settled = false;
        await Quietly([MailTable.Settle(after, node, _ => settled = true)], stop).ConfigureAwait(false);
        return settled;
    }

    /// <summary>What a node of this name had begun when it died is due again at once.</summary>
    public Task Free(string node, DateTimeOffset now, CancellationToken stop) => Quietly([MailTable.Free(node, now)], stop);

    /// <summary>Drops the texts of messages that were sent, or never will be, before an instant. In short transactions; returns how many.</summary>
    public async Task<int> ForgetTexts(DateTimeOffset before, CancellationToken stop)
    {
        var (all, some) = (0, ForgottenAtOnce);
        while (some == ForgottenAtOnce)
        {
            some = 0;
            await Quietly([MailTable.Forget(before, ForgottenAtOnce, _ => some++)], stop).ConfigureAwait(false);
            all += some;
        }

        return all;
    }

    /// <summary>She wants no more messages of these kinds; what waits of them is taken back.</summary>
    public Task Refuse(MemberId member, IReadOnlyCollection<string> kinds, DateTimeOffset now, CancellationToken stop) => Quietly(
        [.. kinds.SelectMany(kind => new[] { new SqlStatement(RefuseSql, [member.Value, kind, now]), new SqlStatement(TakeBackSql, [member.Value, kind]) })], stop);

    /// <summary>She wants them again.</summary>
    public Task Want(MemberId member, IReadOnlyCollection<string> kinds, CancellationToken stop) => Quietly([.. kinds.Select(kind => new SqlStatement(WantSql, [member.Value, kind]))], stop);

    /// <summary>Puts letters into the queue that no entry of the journal led to; one whose key is there already is passed over.</summary>
    public Task Put(IReadOnlyList<Letter> letters, CancellationToken stop) => Quietly([.. letters.SelectMany(MailTable.Insert)], stop);

    private Task<bool> Quietly(IReadOnlyList<SqlStatement> statements, CancellationToken stop) => store.TransactQuietly(
        async session =>
        {
            await session.Commit(statements).ConfigureAwait(false);
            return true;
        },
        stop);
}
