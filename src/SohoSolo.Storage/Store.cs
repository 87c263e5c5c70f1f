using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Schema;

namespace SohoSolo.Storage;

/// <summary>The database: SQLite or PostgreSQL behind one surface. Open it once; it is safe for any number of callers.</summary>
public sealed partial class Store : IAsyncDisposable
{
    private readonly Journal journal;
    private readonly CommitSignal signal;
    private readonly ResiliencePipeline again;
    private readonly ILogger log;

    private Store(Engine engine, TimeProvider clock, ILogger log)
    {
        Engine = engine;
        Clock = clock;
        this.log = log;
        signal = CommitSignal.Of(engine, log);
        journal = new Journal(engine, signal);
        Sql = new WorkSql(engine.Dialect);
        again = Retries.Of(engine);
        Keys = new StoreSecrets(this);
        Leases = new StoreLeases(this);
        Mail = new StoreMail(this);
        Usage = new StoreUsage(this);
        SignIns = new StoreSignIns(this);
        Passkeys = new StorePasskeys(this);
        Webhooks = new StoreWebhooks(this);
        Reports = new StoreReports(this);
        Calendars = new StoreCalendars(this);
        Retention = new StoreRetention(this);
        Erasures = new StoreErasures(this);
        Jobs = new StoreJobs(this);
    }

    /// <summary>The hub's and the gateways' keys, sealed.</summary>
    public StoreSecrets Keys { get; }

    /// <summary>What only one node may do at a time.</summary>
    public StoreLeases Leases { get; }

    /// <summary>Messages to people, on their way.</summary>
    public StoreMail Mail { get; }

    /// <summary>What is counted of the use of places.</summary>
    public StoreUsage Usage { get; }

    /// <summary>Who is about to sign in by mail.</summary>
    public StoreSignIns SignIns { get; }

    /// <summary>Who signs in with a key.</summary>
    public StorePasskeys Passkeys { get; }

    /// <summary>What other programs are told, on its way.</summary>
    public StoreWebhooks Webhooks { get; }

    /// <summary>Months as they were published.</summary>
    public StoreReports Reports { get; }

    /// <summary>Other people's calendars, and whose turn it is to be read.</summary>
    public StoreCalendars Calendars { get; }

    /// <summary>Lets go of what has reached its term.</summary>
    public StoreRetention Retention { get; }

    /// <summary>Erases who asked for it.</summary>
    public StoreErasures Erasures { get; }

    /// <summary>When jobs ran.</summary>
    public StoreJobs Jobs { get; }

    internal Engine Engine { get; }

    internal TimeProvider Clock { get; }

    internal WorkSql Sql { get; }

    /// <summary>Completes once other nodes can be heard; somebody must be waiting for commits.</summary>
    internal Task Listening => signal.Ready;

    public static Task<Store> Open(string address, TimeProvider clock, CancellationToken stop) => Open(address, clock, NullLogger<Store>.Instance, stop);

    /// <summary>Opens <c>sqlite:PATH</c> or <c>postgres:Host=…</c>, applies the schema scripts that are missing under a lock, and refuses a database newer than the program.</summary>
    /// <exception cref="StoreException">The address is unreadable, the server cannot be reached, or the schema is newer.</exception>
    public static async Task<Store> Open(string address, TimeProvider clock, ILogger<Store> log, CancellationToken stop)
    {
        var engine = Engines.Address.Open(address);
        try
        {
            await Migration.Run(engine, stop).ConfigureAwait(false);
            return new Store(engine, clock, log);
        }
        catch (Exception failure)
        {
            await engine.DisposeAsync().ConfigureAwait(false);
            if (failure is System.Data.Common.DbException)
                throw new StoreException($"The database cannot be opened: {failure.Message}", failure);

            throw;
        }
    }

    /// <summary>Runs one decision in one transaction, retried as a whole when the database failed in between; the command's key decides what had happened.</summary>
    /// <exception cref="OverlapException">The database's own guard refused what was decided: logged here as an error, answered as a conflict.</exception>
    public async Task<Executed<T>> Execute<T>(Command command, Func<Work, ValueTask<(T Value, Answer? Answer)>> decide, CancellationToken stop)
    {
        var attempt = new Attempt<T>(this, command, decide);
        try
        {
            var result = await again.ExecuteAsync(static (attempt, stop) => attempt.Run(stop), attempt, stop).ConfigureAwait(false);
            if (result is Executed<T>.Fresh { Answer: not null })
                signal.Committed();

            return result;
        }
        catch (OverlapException overlap)
        {
            InvariantBroken(log, overlap.Message, overlap);
            throw;
        }
    }

    /// <summary>Remembers the answer to a decline, unless the key has another answer already: that one is replayed then.</summary>
    public async Task<Executed<Answer>> Remember(Command command, Answer answer, CancellationToken stop)
    {
        if (!command.KeyGiven)
            return new Executed<Answer>.Fresh(answer, answer);

        return await again.ExecuteAsync(
            async stop => await Engine.Transact(session => Sql.Commands.Remember(session, command, answer, stop), stop).ConfigureAwait(false), stop).ConfigureAwait(false);
    }

    /// <summary>Forgets commands older than this: their keys may mean something new. In short transactions; returns how many.</summary>
    public async Task<int> ForgetCommands(DateTimeOffset before, CancellationToken stop)
    {
        var all = 0;
        var more = true;
        while (more)
        {
            (var forgotten, more) = await again.ExecuteAsync(
                async stop => await Engine.Transact(session => CommandLog.Forget(session, before), stop).ConfigureAwait(false), stop).ConfigureAwait(false);
            all += forgotten;
        }

        return all;
    }

    /// <summary>The next entries after a named cursor; never passes an entry whose transaction still runs.</summary>
    public Task<IReadOnlyList<JournalEntry>> ReadJournal(string cursor, int most, CancellationToken stop) => journal.Read(cursor, most, stop);

    internal Task<IReadOnlyList<JournalEntry>> ReadJournalAfter(JournalPosition position, int most, CancellationToken stop) => journal.ReadAfter(position, most, stop);

    /// <summary>The same for what writes nothing in the journal: it wakes nobody.</summary>
    internal async Task<T> TransactQuietly<T>(Func<Session, ValueTask<T>> body, CancellationToken stop) =>
        await again.ExecuteAsync(async stop => await Engine.Transact(body, stop).ConfigureAwait(false), stop).ConfigureAwait(false);

    /// <summary>One short transaction that is no decision, retried as a whole; what it wrote in the journal is told to whoever waits.</summary>
    internal async Task<T> Transact<T>(Func<Session, ValueTask<T>> body, CancellationToken stop)
    {
        var result = await again.ExecuteAsync(async stop => await Engine.Transact(body, stop).ConfigureAwait(false), stop).ConfigureAwait(false);
        signal.Committed();
        return result;
    }

    public async Task MoveCursor(string cursor, JournalPosition to, CancellationToken stop) => await again.ExecuteAsync(
        async stop => await Engine.Transact(session => Journal.Move(session, cursor, to), stop).ConfigureAwait(false), stop).ConfigureAwait(false);

    /// <summary>
    /// Completes when something was committed in this process, or on PostgreSQL when another node said so; a hint, entries may also come without it.
    /// Take it before reading the journal, and await it after, beside a timer.
    /// </summary>
    public Task WhenCommitted(CancellationToken stop) => signal.Next(stop);

    [LoggerMessage(Level = LogLevel.Error, Message = "A decision broke an invariant that the database guards: {Constraint}")]
    private static partial void InvariantBroken(ILogger log, string constraint, Exception overlap);

    public async ValueTask DisposeAsync()
    {
        await signal.DisposeAsync().ConfigureAwait(false);
        await Engine.DisposeAsync().ConfigureAwait(false);
    }
}

/// <summary>The database cannot be used, said in one line for an operator.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
