using Microsoft.Extensions.Logging;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Store;

/// <summary>
/// Replaces a long log by what still stands. The gate is held only while that is collected; a thread of its own then writes the snapshot, and deletes what it makes needless, while the writer goes on
/// with the next log. Called by the writer alone, but for the figures.
/// </summary>
internal sealed class Compactor(StoreFolder folder, FactBuffers buffers, Recovered recovered, StoreOptions options, TimeProvider clock, ILogger notes, Action wake) : IDisposable
{
    private const int FirstExpectedLength = 1024 * 1024;
    private const int RoomToGrow = 1024;
    private readonly CancellationTokenSource stopping = new();
    private Lock gate = new();
    private Action<IDurableFacts> retell = _ => { };
    private long snapshotLength = recovered.SnapshotLength;
    private long lengthBefore = recovered.LengthBefore;
    private long notBefore;
    private long since = clock.GetTimestamp();
    private TimeSpan longest = options.CompactEvery / 24;
    private int expectedLength = FirstExpectedLength;
    private double gateMilliseconds;
    private Snapshot? collected;
    private Task<long?>? running;
    private long bytesWritten;
    private long succeeded;
    private long failed;

    public long BytesWritten => Volatile.Read(ref bytesWritten);

    public long Succeeded => Volatile.Read(ref succeeded);

    public long Failed => Volatile.Read(ref failed);

    public double LongestGateMilliseconds { get; private set; }

    public void Start(Lock guard, Action<IDurableFacts> retellAll) => (gate, retell) = (guard, retellAll);

    /// <summary>The next log, made before anything depends on it, when it is time; null when it is not, or when the disk has no room even for that.</summary>
    public LogSegment? Prepare(long logEnd)
    {
        Collect(logEnd);
        if (running is not null || lengthBefore + logEnd <= notBefore || !(HasGrown(logEnd) || clock.GetElapsedTime(since) >= longest))
            return null;

        try
        {
            return folder.CreateLog(folder.NextGeneration());
        }
        catch (Exception failure) when (DiskFailure.Is(failure))
        {
            NotDone(failure);
            Postpone(logEnd);
            return null;
        }
    }

    private bool HasGrown(long logEnd) => lengthBefore + logEnd > Math.Max(options.CompactAfter, options.CompactAfterSnapshots * snapshotLength);

    /// <summary>Draws the line: the facts returned are the last of the old log, and all that stands at this moment is collected.</summary>
    public FactBuffer Switch()
    {
        collected = new Snapshot(expectedLength);
        lock (gate)
        {
            buffers.Filling.Closed();
            CollectUnderGate(collected);
            return buffers.Take();
        }
    }

    /// <summary>The old log is complete on disk, and the next one is in use: the snapshot is written aside.</summary>
    public void Begin(long oldLength, long generation)
    {
        lengthBefore += oldLength;
        var snapshot = collected!;
        collected = null;
        running = Task.Factory.StartNew(() => Write(snapshot, generation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>A new generation at once, with all that stands and all that was told; throws when the disk does not take it.</summary>
    public LogSegment Renew()
    {
        Finish();
        var snapshot = new Snapshot(expectedLength);
        lock (gate)
        {
            buffers.Forget();
            CollectUnderGate(snapshot);
        }

        var generation = folder.NextGeneration();
        var length = snapshot.Write(folder, generation, CancellationToken.None);
        var next = folder.CreateLog(generation);
        DeleteBefore(generation);
        Done(length);
        return next;
    }

    /// <summary>A snapshot that is being written is given up: the logs hold everything.</summary>
    public void Dispose()
    {
        stopping.Cancel();
        Finish();
        stopping.Dispose();
    }

    private void CollectUnderGate(Snapshot snapshot)
    {
        var start = clock.GetTimestamp();
        retell(snapshot.Facts);
        gateMilliseconds = clock.GetElapsedTime(start).TotalMilliseconds;
        LongestGateMilliseconds = Math.Max(LongestGateMilliseconds, gateMilliseconds);
        expectedLength = checked(snapshot.CollectedLength + (snapshot.CollectedLength / 4) + RoomToGrow);
    }

    /// <summary>Null when it failed.</summary>
    private long? Write(Snapshot snapshot, long generation)
    {
        try
        {
            var length = snapshot.Write(folder, generation, stopping.Token);
            DeleteBefore(generation);
            return length;
        }
        catch (Exception failure) when (DiskFailure.Is(failure) || failure is OperationCanceledException)
        {
            NotDone(failure);
            return null;
        }
        finally
        {
            wake();
        }
    }

    /// <summary>Takes note of a snapshot that has been finished since.</summary>
    private void Collect(long logEnd)
    {
        if (running is { IsCompleted: true } && !Finish())
            Postpone(logEnd);
    }

    private bool Finish()
    {
        var length = running?.GetAwaiter().GetResult();
        running = null;
        if (length is { } written)
            Done(written);

        return length is not null;
    }

    /// <summary>A quarter of the usual growth later it may go better.</summary>
    private void Postpone(long logEnd) => notBefore = lengthBefore + logEnd + (options.CompactAfter / 4);

    private void Done(long length)
    {
        (snapshotLength, lengthBefore, notBefore) = (length, 0, 0);
        (since, longest) = (clock.GetTimestamp(), options.CompactEvery);
        Volatile.Write(ref bytesWritten, bytesWritten + length);
        Volatile.Write(ref succeeded, succeeded + 1);
        StoreLog.Compacted(notes, folder.Path, length, gateMilliseconds);
    }

    private void NotDone(Exception failure)
    {
        Interlocked.Increment(ref failed);
        StoreLog.NotCompacted(notes, folder.Path, failure.Message);
    }

    /// <summary>The snapshot stands; what is left lying is deleted another time.</summary>
    private void DeleteBefore(long generation)
    {
        try
        {
            folder.DeleteBefore(generation);
        }
        catch (Exception failure) when (DiskFailure.Is(failure))
        {
            StoreLog.NotDeleted(notes, folder.Path, failure.Message);
        }
    }
}
