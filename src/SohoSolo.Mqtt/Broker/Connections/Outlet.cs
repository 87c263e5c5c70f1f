using System.IO.Pipelines;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Broker.Connections;

/// <summary>
/// A connection's output. Packets are encoded under a small lock of its own, by whoever holds the router's gate; one flush at a time runs outside of every lock. When the client takes
/// nothing, the flush does not complete, the outlet is not writable, and nobody waits for it but its own connection.
/// </summary>
internal sealed partial class Outlet(PipeWriter pipe, IOutletOwner owner) : IOutlet
{
    /// <summary>Bytes encoded and not yet flushed, beyond which messages stay in the session's queue.</summary>
    private const int HighWater = 64 * 1024;

    private readonly Lock writing = new();
    private readonly OutletBuffer buffer = new(pipe);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isBlocked;
    private bool isStarved;
    private bool isEnded;
    private volatile bool isClosing;

    /// <summary>Everything was flushed after <see cref="Close(ReasonCode)"/>, or the client is gone.</summary>
    public Task Ended => ended.Task;

    /// <summary>The client does not take what it was sent.</summary>
    public bool IsBlocked => Volatile.Read(ref isBlocked);

    /// <summary>No packet is taken any more; one that ends the connection may still be on its way.</summary>
    public bool IsClosing => isClosing;

    /// <summary>Why it is closing.</summary>
    public ReasonCode ClosedFor { get; private set; }

    public bool IsWritable
    {
        get
        {
            lock (writing)
            {
                var isWritable = !isBlocked && !isClosing && buffer.Count < HighWater;
                isStarved |= !isWritable;
                return isWritable;
            }
        }
    }

    public void Flush()
    {
        while (TryTakePipe())
        {
            var flush = pipe.FlushAsync();
            if (!flush.IsCompleted)
            {
                Block();
                _ = Unblock(flush);
                return;
            }

            ReturnPipe(IsOpenAfter(flush));
        }
    }

    /// <summary>The client is gone: nothing more is sent.</summary>
    public void End()
    {
        lock (writing)
        {
            isClosing = true;
            isEnded = true;
            buffer.Release();
        }

        ended.TrySetResult();
        owner.OutletEnded();
    }

    private bool TryTakePipe()
    {
        lock (writing)
        {
            if (buffer.IsPipeTaken || isEnded)
                return false;

            if (buffer.Count > 0)
            {
                buffer.TakePipe();
                return true;
            }

            if (!isClosing)
                return false;
        }

        End();
        return false;
    }

    private void ReturnPipe(bool isOpen)
    {
        bool wasBlocked, wasStarved;
        lock (writing)
        {
            buffer.ReturnPipe();
            (wasBlocked, wasStarved) = (isBlocked, isStarved);
            isBlocked = isStarved = false;
        }

        if (!isOpen)
            End();
        else if (wasBlocked || wasStarved)
            owner.OutletMoved(wasStarved);
    }

    private void Block()
    {
        lock (writing)
            isBlocked = true;
    }

    private async Task Unblock(ValueTask<FlushResult> flush)
    {
        var pending = flush.AsTask();
        await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ReturnPipe(IsOpenAfter(new ValueTask<FlushResult>(pending)));
        Flush();
    }

    /// <summary>A transport that failed says so by an exception; it means no more than that the client is gone.</summary>
    private static bool IsOpenAfter(ValueTask<FlushResult> flush) => flush.IsCompletedSuccessfully && flush.Result is { IsCompleted: false, IsCanceled: false };
}

/// <summary>The connection, as its outlet knows it. Called outside of every lock.</summary>
internal interface IOutletOwner
{
    /// <summary>The client takes its output again. <paramref name="hasWaiting"/>: the router wanted to write meanwhile.</summary>
    void OutletMoved(bool hasWaiting);

    void OutletEnded();

    /// <summary>An answer to a PUBLISH is on its way. Called under the router's gate.</summary>
    void Answered(in AckPacket ack);
}
