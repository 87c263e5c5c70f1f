using Microsoft.Extensions.Logging;

namespace SohoSolo.Storage;

/// <summary>One command on its way: decided in one transaction, and again as a whole when the database failed in between.</summary>
internal sealed class Attempt<T>(Store store, Command command, Func<Work, ValueTask<(T Value, Answer? Answer)>> decide)
{
    private bool again;

    public async ValueTask<Executed<T>> Run(CancellationToken stop)
    {
        // A fresh key needs no look: nobody has seen it before. Once an answer to COMMIT may have been lost, it does (rulings 14).
        var claim = command.KeyGiven || again;
        again = true;
        return await store.Engine.Transact(session => Decide(new Work(session, command, store.Sql, claim, stop)), stop).ConfigureAwait(false);
    }

    private async ValueTask<Executed<T>> Decide(Work work)
    {
        try
        {
            var (value, answer) = await decide(work).ConfigureAwait(false);
            if (answer is not null)
                await work.Commit(answer).ConfigureAwait(false);

            return new Executed<T>.Fresh(value, answer);
        }
        catch (AlreadyAnswered earlier)
        {
            return earlier.Stored.Fingerprint == command.Fingerprint ? new Executed<T>.Replayed(earlier.Stored.Answer!) : new Executed<T>.Mismatch();
        }
    }
}

/// <summary>Ends a decision from inside its work when its key turns out to have an answer. It never leaves the store.</summary>
internal sealed class AlreadyAnswered(StoredAnswer stored) : Exception
{
    public StoredAnswer Stored { get; } = stored;
}
