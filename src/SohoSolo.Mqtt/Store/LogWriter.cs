using Microsoft.Extensions.Logging;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Store;

/// <summary>
/// The one thread that writes. While it syncs a group, the next one gathers. A disk that refuses is tried again with the same group, ever more slowly; a log that cannot be trusted any more is left
/// for a new one that begins with all that stands (<see cref="LogSegment.IsDistrusted"/>).
/// </summary>
internal sealed class LogWriter : IAsyncDisposable
{
    private readonly StoreFolder folder;
    private readonly FactBuffers buffers;
    private readonly StoreOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger notes;
    private readonly WriterSignal work = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Compactor compactor;
    private Lock gate = new();
    private Action advanced = () => { };
    private LogSegment log;
    private long durable;
    private bool needsRenewal;
    private volatile bool isWritable = true;
    private bool isStarted;
    private long groups;
    private long bytesWritten;
    private readonly long tornBytes;

    public LogWriter(StoreFolder folder, FactBuffers buffers, Recovered recovered, StoreOptions options, TimeProvider clock, ILogger notes)
    {
        (this.folder, this.buffers, this.options, this.clock, this.notes) = (folder, buffers, options, clock, notes);
        (log, needsRenewal, tornBytes) = (recovered.Log, recovered.Lost > 0, recovered.Torn);
        compactor = new Compactor(folder, buffers, recovered, options, clock, notes, work.Wake);
    }

    public long DurablePosition => Volatile.Read(ref durable);

    public bool IsWritable => isWritable;

    public StoreFigures Figures => new(
        Volatile.Read(ref groups), Volatile.Read(ref bytesWritten) + compactor.BytesWritten, compactor.Succeeded, compactor.Failed, tornBytes, compactor.LongestGateMilliseconds);

    private bool NeedsRenewal => needsRenewal || log.IsDistrusted;

    public void Start(Lock guard, Action whenAdvanced, Action<IDurableFacts> retell)
    {
        (gate, advanced, isStarted) = (guard, whenAdvanced, true);
        compactor.Start(guard, retell);
        new Thread(Run) { IsBackground = true, Name = "MQTT store" }.Start();
    }

    public void Wake() => work.Wake();

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        work.Wake();
        if (isStarted)
            await ended.Task;
        else
            compactor.Dispose();

        log.Dispose();
        work.Dispose();
        stopping.Dispose();
    }

    private void Run()
    {
        while (Round())
            work.Wait();

        Close();
        ended.SetResult();
    }

    /// <summary>False after the last one: what was told before the store was closed is on disk, or was given up; nothing may be written behind a gap.</summary>
    private bool Round()
    {
        var isLast = stopping.IsCancellationRequested;
        FactBuffer group;
        lock (gate)
            group = buffers.Take();

        var isBrought = (group.Length == 0 && !NeedsRenewal) || Bring(group);
        return isBrought && !isLast && Compact();
    }

    /// <summary>Returns when the group is on disk; or, when the store is being closed, after one try.</summary>
    private bool Bring(FactBuffer group)
    {
        for (var pause = options.FirstPause; !TryBring(group); pause = Shorter(pause * 2, options.LongestPause))
        {
            if (stopping.IsCancellationRequested)
            {
                StoreLog.ClosedUnwritten(notes, folder.Path, group.Length);
                return false;
            }

            Pause(pause);
            DropTooMuch(group);
        }

        return true;
    }

    private bool TryBring(FactBuffer group)
    {
        try
        {
            if (NeedsRenewal)
                Renew();
            else
                Append(group);
        }
        catch (Exception failure) when (DiskFailure.Is(failure))
        {
            Refused(failure);
            return false;
        }

        Reached();
        return true;
    }

    private void Append(FactBuffer group)
    {
        var start = clock.GetTimestamp();
        log.Append(group);
        options.Synced?.Invoke(clock.GetElapsedTime(start));
        groups++;
        bytesWritten += group.Length;
    }

    /// <summary>A new generation from what the router holds in memory. That contains what was told and not yet written, so nothing else is waited for.</summary>
    private void Renew()
    {
        var next = compactor.Renew();
        log.Dispose();
        (log, needsRenewal) = (next, false);
    }

    private void Reached()
    {
        Volatile.Write(ref durable, buffers.Taken);
        if (!isWritable)
        {
            isWritable = true;
            StoreLog.Writable(notes, folder.Path);
        }

        advanced();
    }

    private void Refused(Exception failure)
    {
        if (isWritable)
        {
            isWritable = false;
            StoreLog.Refused(notes, folder.Path, failure.Message);
        }

        advanced();
    }

    /// <summary>Facts that go on being told while the disk takes none must not fill the memory.</summary>
    private void DropTooMuch(FactBuffer group)
    {
        lock (gate)
        {
            if (group.Length + buffers.Filling.Length <= options.MaximumWaiting)
                return;

            buffers.Forget();
        }

        needsRenewal = true;
    }

    /// <summary>If it is time. False when facts were given up.</summary>
    private bool Compact()
    {
        if (NeedsRenewal || compactor.Prepare(log.End) is not { } next)
            return true;

        var before = log;
        var isBrought = Bring(compactor.Switch());
        if (!isBrought || log != before)
        {
            next.Dispose(); // or everything has just been written anew
            return isBrought;
        }

        log.Dispose();
        log = next;
        compactor.Begin(before.End, next.Generation);
        return true;
    }

    private void Close()
    {
        compactor.Dispose();
        if (!isWritable || NeedsRenewal || groups == 0)
            return;

        var last = new FactBuffer();
        last.Closed();
        try
        {
            log.Append(last);
        }
        catch (Exception failure) when (DiskFailure.Is(failure))
        {
            StoreLog.Refused(notes, folder.Path, failure.Message);
        }
    }

    private void Pause(TimeSpan pause) => ((IAsyncResult)Task.Delay(pause, clock, stopping.Token)).AsyncWaitHandle.WaitOne();

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
