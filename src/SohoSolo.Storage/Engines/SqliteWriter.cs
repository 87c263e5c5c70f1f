using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace SohoSolo.Storage.Engines;

/// <summary>
/// The one writer: a thread that takes whatever decisions wait, runs each in its own savepoint and commits them together, so that many share
/// one fsync. A decision that fails takes back its savepoint only; nobody is answered before the group is on disk.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int LongestQueue = 4096;
    private const int LargestGroup = 64;

    private readonly Channel<Job> queue = Channel.CreateBounded<Job>(new BoundedChannelOptions(LongestQueue) { SingleReader = true });
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SqliteConnection connection;
    private readonly SqliteStatements statements;

    public SqliteWriter(SqliteConnection connection)
    {
        this.connection = connection;
        statements = new SqliteStatements(connection);
        new Thread(Write) { IsBackground = true, Name = "sqlite writer" }.Start();
    }

    public async Task<T> Run<T>(Func<Session, ValueTask<T>> body, CancellationToken stop)
    {
        var job = new Job<T>(body, stop);
        await queue.Writer.WriteAsync(job, stop).ConfigureAwait(false);
        return await job.Done.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await ended.Task.ConfigureAwait(false);
        statements.Dispose();
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private void Write()
    {
        var group = new List<Job>(LargestGroup);

        // This thread has nothing else to do than to wait here.
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (group.Count < LargestGroup && queue.Reader.TryRead(out var job))
                group.Add(job);

            WriteGroup(group);
            group.Clear();
        }

        ended.SetResult();
    }

    private void WriteGroup(List<Job> group)
    {
        try
        {
            statements.Execute("BEGIN IMMEDIATE");
            foreach (var job in group)
                WriteOne(job);

            statements.Execute("COMMIT");
        }
#pragma warning disable CA1031 // Whatever broke the group is each caller's to hear.
        catch (Exception broken)
        {
            TakeBack();
            foreach (var job in group)
                job.Fail(broken);
        }
#pragma warning restore CA1031

        foreach (var job in group)
            job.Answer();
    }

    private void WriteOne(Job job)
    {
        statements.Execute("SAVEPOINT decision");
        if (!job.Decide(statements))
            statements.Execute("ROLLBACK TO decision");

        statements.Execute("RELEASE decision");
    }

    /// <summary>SQLite ends some transactions by itself (a full disk), then there is nothing left to roll back.</summary>
    private void TakeBack()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
            statements.Execute("ROLLBACK");
    }

    private abstract class Job
    {
        /// <summary>True when what it wrote is to be committed.</summary>
        public abstract bool Decide(SqliteStatements statements);

        public abstract void Fail(Exception failure);

        public abstract void Answer();
    }

    private sealed class Job<T>(Func<Session, ValueTask<T>> body, CancellationToken stop) : Job
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;
        private Exception? failure;

        public Task<T> Done => done.Task;

        public override bool Decide(SqliteStatements statements)
        {
            var session = new SqliteSession(statements);
            try
            {
                stop.ThrowIfCancellationRequested();
                var decision = body(session);
                if (!decision.IsCompleted)
                    throw new InvalidOperationException("A decision may await nothing but its work: on SQLite it runs on the one writer's thread.");

                result = decision.GetAwaiter().GetResult();
                return session.Committed;
            }
#pragma warning disable CA1031 // Any failure of a decision is its caller's alone; the group goes on.
            catch (Exception thrown)
            {
                failure = thrown;
                return false;
            }
#pragma warning restore CA1031
            finally
            {
                session.Close();
            }
        }

        public override void Fail(Exception broken) => failure ??= broken;

        public override void Answer()
        {
            if (failure is null)
                done.SetResult(result!);
            else
                done.SetException(failure);
        }
    }
}
