using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace SohoSolo.Gateway.Outbox;

/// <summary>
/// The one writer: a thread that takes whatever waits and commits it together, so that many share one fsync. Nobody is answered before the group is on disk.
/// </summary>
internal sealed class OutboxWriter : IAsyncDisposable
{
    private const int LargestGroup = 256;
    private const int DiskFull = 13;

    /// <summary>So long at most what was deleted stands in the file's log, as long as anything is written.</summary>
    private static readonly TimeSpan BetweenClearings = TimeSpan.FromHours(1);

    private readonly Channel<Job> queue = Channel.CreateUnbounded<Job>();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OutboxFile file;
    private readonly Func<OutboxDraft> begin;
    private readonly Action<OutboxDraft> publish;
    private readonly TimeProvider clock;
    private long oldest = long.MaxValue;
    private DateTimeOffset? cleared;

    /// <param name="file">Closed with the writer.</param>
    /// <param name="clock">When something began to wait.</param>
    /// <param name="begin">A draft on what is committed.</param>
    /// <param name="publish">Called with a draft that has been committed, before anybody is answered.</param>
    public OutboxWriter(OutboxFile file, TimeProvider clock, Func<OutboxDraft> begin, Action<OutboxDraft> publish)
    {
        (this.file, this.clock, this.begin, this.publish) = (file, clock, begin, publish);
        new Thread(Write) { IsBackground = true, Name = "outbox writer" }.Start();
    }

    /// <summary>Since when something waits to be written; null when nothing does.</summary>
    public DateTimeOffset? OldestWaiting => Volatile.Read(ref oldest) is var ticks and not long.MaxValue ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public int Waiting => queue.Reader.Count;

    public Task<T> Run<T>(Func<OutboxDraft, T> work)
    {
        var job = new Job<T>(work, clock.GetUtcNow().UtcTicks);
        if (!queue.Writer.TryWrite(job))
            throw new OutboxException("The outbox is closed.");

        return job.Done;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await ended.Task.ConfigureAwait(false);
        file.Dispose();
    }

    private void Write()
    {
        var group = new List<Job>(LargestGroup);

        // This thread has nothing else to do than to wait here.
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (group.Count < LargestGroup && queue.Reader.TryRead(out var job))
                group.Add(job);

            Volatile.Write(ref oldest, group[0].Since);
            WriteGroup(group);
            group.Clear();
            Volatile.Write(ref oldest, long.MaxValue);
            ClearLog();
        }

        ended.SetResult();
    }

    private void WriteGroup(List<Job> group)
    {
        try
        {
            file.Begin();
            var draft = begin();
            foreach (var job in group)
                job.Do(draft);

            file.Commit();
            publish(draft);
        }
#pragma warning disable CA1031 // Whatever broke the group is each caller's to hear.
        catch (Exception broken)
        {
            TakeBack();
            var failure = broken is SqliteException { SqliteErrorCode: DiskFull } ? new OutboxException("The outbox's disk is full.", broken) : new OutboxException("The outbox cannot be written.", broken);
            foreach (var job in group)
                job.Fail(failure);
        }
#pragma warning restore CA1031

        foreach (var job in group)
            job.Answer();
    }

    /// <summary>After everybody was answered. A disk that does not take it has told those who wait already, or tells the next.</summary>
    private void ClearLog()
    {
        var now = clock.GetUtcNow();
        if (now - cleared < BetweenClearings) return;

        cleared = now;
        try
        {
            file.ClearLog();
        }
        catch (SqliteException)
        {
            cleared = null;
        }
    }

    private void TakeBack()
    {
        try
        {
            file.TakeBack();
        }
        catch (SqliteException)
        {
            // The disk does not even take that: the next BEGIN fails too, and says so to its callers, until the disk is back.
        }
    }

    private abstract class Job(long since)
    {
        public long Since => since;

        public abstract void Do(OutboxDraft draft);

        public abstract void Fail(Exception broken);

        public abstract void Answer();
    }

    private sealed class Job<T>(Func<OutboxDraft, T> work, long since) : Job(since)
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;
        private Exception? failure;

        public Task<T> Done => done.Task;

        public override void Do(OutboxDraft draft)
        {
            try
            {
                result = work(draft);
            }
            catch (OutboxException refused)
            {
                // Refused before anything was written: its caller's alone, the group goes on.
                failure = refused;
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
