using Microsoft.Extensions.Logging;

namespace SohoSolo.Storage.Engines;

/// <summary>Wakes who waits for commits. A hint: nobody may rely on it alone.</summary>
internal class CommitSignal : IAsyncDisposable
{
    private volatile TaskCompletionSource? next;

    public static CommitSignal Of(Engine engine, ILogger log) => engine is PostgresEngine postgres ? new PostgresSignal(postgres, log) : new CommitSignal();

    public virtual Task Ready => Task.CompletedTask;

    public virtual Task Next(CancellationToken stop)
    {
        var waiting = next;
        if (waiting is null)
        {
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting = Interlocked.CompareExchange(ref next, mine, null) ?? mine;
        }

        return waiting.Task.WaitAsync(stop);
    }

    /// <summary>Costs nothing while nobody waits: it is called on every commit.</summary>
    public void Committed()
    {
        if (next is not null)
            Interlocked.Exchange(ref next, null)?.TrySetResult();
    }

    /// <summary>The journal was read up to here: other nodes may not have heard of it.</summary>
    public virtual Task Tell(JournalPosition read, CancellationToken stop) => Task.CompletedTask;

    public virtual ValueTask DisposeAsync()
    {
        next?.TrySetCanceled();
        return ValueTask.CompletedTask;
    }
}
