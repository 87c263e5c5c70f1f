using System.Buffers;
using System.IO.Pipelines;

namespace SohoSolo.Mqtt.Broker.Connections;

/// <summary>
/// Where a connection's packets are encoded: into its pipe, or, while that is being flushed and may not be touched, into a rented array that follows it.
/// Not safe for two threads: its outlet guards it.
/// </summary>
internal sealed class OutletBuffer(PipeWriter pipe) : IBufferWriter<byte>
{
    private const int SmallestArray = 1024;

    private byte[] spare = [];
    private int spareCount;

    /// <summary>Bytes that no flush has taken yet.</summary>
    public int Count { get; private set; }

    /// <summary>While it is true the pipe belongs to the one who flushes it.</summary>
    public bool IsPipeTaken { get; private set; }

    /// <summary>What was encoded during a flush waits in the array until the next one takes the pipe; until then nothing may go past it.</summary>
    private bool IsSpareUsed => IsPipeTaken || spareCount > 0;

    public void Advance(int count)
    {
        Count += count;
        if (IsSpareUsed)
            spareCount += count;
        else
            pipe.Advance(count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => IsSpareUsed ? Room(sizeHint) : pipe.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => IsSpareUsed ? Room(sizeHint).Span : pipe.GetSpan(sizeHint);

    /// <summary>Everything encoded so far is in the pipe now, which the caller flushes.</summary>
    public void TakePipe()
    {
        if (spareCount > 0)
            pipe.Write(spare.AsSpan(0, spareCount));

        Release();
        Count = 0;
        IsPipeTaken = true;
    }

    public void ReturnPipe() => IsPipeTaken = false;

    /// <summary>Gives the array back; what is in it is lost.</summary>
    public void Release()
    {
        if (spare.Length > 0)
            ArrayPool<byte>.Shared.Return(spare);

        (spare, spareCount) = ([], 0);
    }

    private Memory<byte> Room(int sizeHint)
    {
        var needed = spareCount + Math.Max(sizeHint, 1);
        if (needed > spare.Length)
            Grow(Math.Max(needed, Math.Max(SmallestArray, 2 * spare.Length)));

        return spare.AsMemory(spareCount);
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        spare.AsSpan(0, spareCount).CopyTo(larger);
        if (spare.Length > 0)
            ArrayPool<byte>.Shared.Return(spare);

        spare = larger;
    }
}
