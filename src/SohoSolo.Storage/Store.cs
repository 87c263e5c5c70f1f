namespace SohoSolo.Storage;

/// <summary>The database: SQLite or PostgreSQL behind one surface. Open it once; it is safe for any number of callers.</summary>
public sealed class Store : IAsyncDisposable
{
    private Store()
    {
    }

    /// <summary>Opens <c>sqlite:PATH</c> or <c>postgres:Host=…</c>, applies the schema scripts that are missing under a lock, and refuses a database newer than the program.</summary>
    /// <exception cref="StoreException">The address is unreadable, the server cannot be reached, or the schema is newer.</exception>
    public static Task<Store> Open(string address, TimeProvider clock, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Runs one decision in one transaction, retried as a whole when the database failed in between; the command's key decides what had happened.</summary>
    public Task<Executed<T>> Execute<T>(Command command, Func<Work, ValueTask<(T Value, Answer? Answer)>> decide, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Remembers the answer to a decline, unless the key got another answer meanwhile: that one is returned then.</summary>
    public Task<Answer> Remember(Command command, Answer answer, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>The next entries after a named cursor; never passes an entry whose transaction still runs.</summary>
    public Task<IReadOnlyList<JournalEntry>> ReadJournal(string cursor, int most, CancellationToken stop) => throw new NotImplementedException();

    public Task MoveCursor(string cursor, JournalPosition to, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Completes when something was committed in this process, or on PostgreSQL when another node said so; a hint, entries may also come without it.</summary>
    public Task WhenCommitted(CancellationToken stop) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>The database cannot be used, said in one line for an operator.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
