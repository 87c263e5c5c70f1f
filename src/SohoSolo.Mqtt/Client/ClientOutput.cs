using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;

namespace SohoSolo.Mqtt.Client;

/// <summary>What a connection has to say: packets are encoded at once, by anybody, and go out together as fast as the transport takes them.</summary>
internal sealed class ClientOutput
{
    /// <summary>Beyond this the senders wait; answers, which the server's own limits bound, do not.</summary>
    private const int Enough = 64 * 1024;

    /// <summary>A buffer that grew beyond this is not kept.</summary>
    private const int WorthKeeping = 256 * 1024;

    private readonly Lock gate = new();
    private readonly Channel<bool> something = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private ArrayBufferWriter<byte> filling = new(4096);
    private ArrayBufferWriter<byte> leaving = new(4096);
    private bool isComplete;

    public bool IsWritable
    {
        get
        {
            lock (gate)
                return !isComplete && filling.WrittenCount < Enough;
        }
    }

    /// <summary>Whether <see cref="Complete"/> was called.</summary>
    public bool IsComplete
    {
        get
        {
            lock (gate)
                return isComplete;
        }
    }

    public void Write<T>(T packet, Action<T, IBufferWriter<byte>> encode)
    {
        lock (gate)
        {
            if (isComplete)
                return;

            encode(packet, filling);
        }
    }

    /// <summary>Sends what was written.</summary>
    public void Flush()
    {
        lock (gate)
        {
            if (filling.WrittenCount > 0 || isComplete)
                Signal();
        }
    }

    /// <summary>Nothing more is written; <see cref="Run"/> ends when everything is out.</summary>
    public void Complete()
    {
        lock (gate)
        {
            isComplete = true;
            Signal();
        }
    }

    /// <summary>Sends until <see cref="Complete"/>. After each write, <paramref name="drained"/> may write more.</summary>
    public async Task Run(PipeWriter output, Action drained, CancellationToken stop)
    {
        while (true)
        {
            await something.Reader.ReadAsync(stop);
            var (isLast, bytes) = Swap();
            if (bytes.Length > 0 && (await output.WriteAsync(bytes, stop)).IsCompleted)
                throw new IOException("The transport takes nothing more.");
            if (isLast)
                return;

            drained();
        }
    }

    private (bool IsLast, ReadOnlyMemory<byte> Bytes) Swap()
    {
        lock (gate)
        {
            if (leaving.Capacity > WorthKeeping)
                leaving = new ArrayBufferWriter<byte>(4096);
            leaving.ResetWrittenCount();
            (filling, leaving) = (leaving, filling);
            return (isComplete, leaving.WrittenMemory);
        }
    }

    private void Signal() => something.Writer.TryWrite(true);
}
