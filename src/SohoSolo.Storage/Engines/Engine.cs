using System.Data.Common;

namespace SohoSolo.Storage.Engines;

/// <summary>One of the two databases: where connections come from and how one decision becomes one transaction.</summary>
internal abstract class Engine : IAsyncDisposable
{
    public abstract Dialect Dialect { get; }

    /// <summary>A pooled connection for reads outside decisions. On SQLite it cannot write.</summary>
    public abstract ValueTask<DbConnection> OpenRead(CancellationToken stop);

    /// <summary>A connection for reads of whole tables: backups and checks.</summary>
    public abstract ValueTask<DbConnection> OpenWhole(CancellationToken stop);

    /// <summary>A connection for maintenance, which minds its own transactions. On SQLite it is a second writer beside the decisions (<c>rulings</c> 15).</summary>
    public abstract ValueTask<DbConnection> OpenWrite(CancellationToken stop);

    /// <summary>Runs one transaction: committed when the body called <see cref="Session.Commit"/>, rolled back otherwise. It returns after the commit is durable.</summary>
    public abstract Task<T> Transact<T>(Func<Session, ValueTask<T>> body, CancellationToken stop);

    /// <summary>Takes what was deleted out of the engine's own log, where the program can; false while somebody still reads from it.</summary>
    public virtual ValueTask<bool> ClearLog(CancellationToken stop) => new(true);

    /// <summary>Whether the same transaction may succeed when it is tried again.</summary>
    public abstract bool IsTransient(Exception failure);

    public abstract ValueTask DisposeAsync();
}

/// <summary>One open transaction. Statements run in order; each sees what was committed before it began.</summary>
internal abstract class Session
{
    public abstract ValueTask Run(IReadOnlyList<SqlStatement> statements, CancellationToken stop);

    /// <summary>The last statements of the transaction, and its commit. It is not cancelled: a commit under way is always awaited.</summary>
    public abstract ValueTask Commit(IReadOnlyList<SqlStatement> statements);
}
