using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>
/// What other programs are told: written by whoever follows the journal, together with the cursor, and delivered by whoever has claimed an address. One address
/// has one delivery at a time, in the journal's order, and holds up no other.
/// </summary>
public sealed class StoreWebhooks
{
    /// <summary>The place in the journal up to which deliveries were written.</summary>
    public const string Cursor = "webhooks";

    private const int ForgottenAtOnce = 1000;

    private readonly Store store;
    private readonly WebhookTable table;
    private readonly FollowedCursor cursor;

    internal StoreWebhooks(Store store)
    {
        this.store = store;
        table = new WebhookTable(store.Engine.Dialect);
        cursor = new FollowedCursor(store.Engine.Dialect, Cursor);
    }

    /// <summary>How far deliveries have been written; null where nobody has begun.</summary>
    public async Task<JournalPosition?> Place(CancellationToken stop)
    {
        JournalPosition? place = null;
        await Quietly(session => session.Run([cursor.Place(found => place = found)], stop), stop).ConfigureAwait(false);
        return place;
    }

    public Task Begin(CancellationToken stop) => Quietly(session => session.Commit(cursor.Begin()), stop);

    /// <summary>Passes over what has happened, as long as nobody is told: decided and done in one look at the database, so that no webhook comes in between.</summary>
    public Task PassOver(CancellationToken stop) => Quietly(session => session.Commit([table.PassOver()]), stop);

    /// <summary>Writes what the entries between two places led to; false, and nothing is written, when somebody else has gone on from there.</summary>
    public async Task<bool> Write(JournalPosition from, JournalPosition to, IReadOnlyList<Delivery> made, CancellationToken stop)
    {
        try
        {
            await Quietly(session => session.Commit([cursor.Step(from, to), .. made.SelectMany(WebhookTable.Insert)]), stop).ConfigureAwait(false);
            return true;
        }
        catch (StaleWriteException)
        {
            return false;
        }
    }

    /// <summary>The next delivery to an address that is due, whose lane is this node's alone until an instant; null when there is none.</summary>
    public async Task<(Delivery Delivery, WebhookLane Lane, Webhook Webhook)?> Claim(string node, DateTimeOffset now, DateTimeOffset until, CancellationToken stop)
    {
        (WebhookLane Lane, Webhook Webhook)? claimed = null;
        Delivery? next = null;
        await Quietly(
            async session =>
            {
                (claimed, next) = (null, null);
                string? lane = null;
                await session.Run([table.Claim(node, now, until, row => lane = row.GetString(0))], stop).ConfigureAwait(false);
                if (lane is null) return;

                await session.Commit(
                [
                    WebhookTable.ReadLane(lane, row => claimed = (WebhookTable.Lane(row), WebhookTable.Webhook(row))),
                    WebhookTable.Next(lane, now, row => next = WebhookTable.Delivery(row)),
                ]).ConfigureAwait(false);
            },
            stop).ConfigureAwait(false);
        return claimed is var (to, webhook) && next is not null ? (next, to, webhook) : null;
    }

    /// <summary>
    /// Writes down what has become of a delivery, lets its lane go, and gives up what has waited since before an instant where it failed. False when the lane was another's by then:
    /// that one may have delivered it, too.
    /// </summary>
    public async Task<bool> Settle(Delivery after, WebhookLane lane, string node, DateTimeOffset givenUpBefore, CancellationToken stop)
    {
        var settled = false;
        List<SqlStatement> statements = [WebhookTable.Settle(after), WebhookTable.Release(lane, node, _ => settled = true)];
        if (lane.Failures > 0) statements.Add(WebhookTable.GiveUp(lane.Webhook, givenUpBefore));

        await Quietly(session => session.Commit(statements), stop).ConfigureAwait(false);
        return settled;
    }

    /// <summary>What a node of this name had begun when it died is due again at once.</summary>
    public Task Free(string node, DateTimeOffset now, CancellationToken stop) => Quietly(session => session.Commit([WebhookTable.Free(node, now)]), stop);

    /// <summary>Deletes deliveries that are over and were made before an instant, and drops what came to a webhook in the moment in which it ended. In short transactions; returns how many are deleted.</summary>
    public async Task<int> Forget(DateTimeOffset before, CancellationToken stop)
    {
        var (all, some) = (0, ForgottenAtOnce);
        while (some == ForgottenAtOnce)
        {
            some = 0;
            await Quietly(session => session.Commit([WebhookTable.DropOrphans(), WebhookTable.Forget(before, ForgottenAtOnce, _ => some++)]), stop).ConfigureAwait(false);
            all += some;
        }

        return all;
    }

    /// <summary>What has waited since before an instant for a webhook that is paused waits no more.</summary>
    public Task GiveUpPaused(DateTimeOffset before, CancellationToken stop) => Quietly(session => session.Commit([WebhookTable.GiveUpPaused(before)]), stop);

    private Task<bool> Quietly(Func<Session, ValueTask> body, CancellationToken stop) => store.TransactQuietly(
        async session =>
        {
            await body(session).ConfigureAwait(false);
            return true;
        },
        stop);
}
