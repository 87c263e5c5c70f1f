using Microsoft.Win32.SafeHandles;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Store;

/// <summary>Reads one file of the store from its beginning, through a window, and tells its facts.</summary>
internal sealed class LogReader : IDisposable
{
    private const int WindowLength = 1024 * 1024;
    private readonly SafeFileHandle handle;
    private readonly string path;
    private readonly long fileLength;
    private readonly uint? salt;
    private byte[] window = new byte[WindowLength];
    private long windowStart;
    private int windowFilled;

    public LogReader(string path, FileKind kind, long generation)
    {
        this.path = path;
        handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
        fileLength = RandomAccess.GetLength(handle);
        salt = LogFormat.Salt(path, Peek(0, LogFormat.HeaderLength), kind, generation);
    }

    /// <summary>Null when the header cannot be read, and so nothing else either.</summary>
    public uint? Salt => salt;

    /// <summary>Tells every fact up to the end, or to a torn tail. Damage before that is skipped if loss is accepted, and thrown otherwise.</summary>
    public LogContent Tell(IDurableFacts facts, bool acceptLoss)
    {
        var (offset, lost, isClosed) = ((long)LogFormat.HeaderLength, 0L, false);
        while (offset < fileLength)
        {
            if (RecordAt(offset) is { } length)
            {
                isClosed = TellOne(offset, length, facts);
                offset += length;
                continue;
            }

            if (NextRecord(offset + 1, firstOfGroup: true) is null)
                break;
            if (!acceptLoss)
                throw Damaged(path, offset);

            var next = NextRecord(offset + 1, firstOfGroup: false)!.Value;
            lost += next - offset;
            offset = next;
        }

        return new LogContent(offset, fileLength - offset, lost, isClosed);
    }

    /// <summary>Every fact in it was promised to somebody, so nothing starts without a person having looked.</summary>
    public static IOException Damaged(string path, long offset) => new(
        $"{path} is damaged at byte {offset}, and what follows was acknowledged. Restore the folder from a copy, or copy it and start once with loss accepted: what cannot be read is then given up.");

    public void Dispose() => handle.Dispose();

    private bool TellOne(long offset, int length, IDurableFacts facts)
    {
        var record = Peek(offset, length);
        var type = LogFormat.TypeOf(record);
        try
        {
            FactReader.Tell(type, record[LogFormat.RecordOverhead..], facts);
        }
        catch (Exception wrong) when (wrong is ArgumentException or OverflowException)
        {
            throw new IOException($"{path} holds a record at byte {offset} that its writer cannot have meant: {wrong.Message}", wrong);
        }

        return type is FactType.Closed;
    }

    private int? RecordAt(long offset)
    {
        var length = LogFormat.RecordLength(Peek(offset, LogFormat.RecordOverhead), salt!.Value, offset, fileLength - offset);
        return length is { } whole && LogFormat.IsWhole(Peek(offset, whole)) ? whole : null;
    }

    /// <summary>The next place where a whole record lies. Chance alone finds one in 2^32 places; the salt keeps others from placing one there.</summary>
    private long? NextRecord(long from, bool firstOfGroup)
    {
        for (var offset = from; offset < fileLength; offset++)
        {
            if (RecordAt(offset) is not null && (!firstOfGroup || LogFormat.BeginsGroup(Peek(offset, LogFormat.RecordOverhead))))
                return offset;
        }

        return null;
    }

    /// <summary>These bytes of the file, fewer at its end; valid until the next call.</summary>
    private ReadOnlySpan<byte> Peek(long offset, int length)
    {
        var there = (int)Math.Min(length, Math.Max(0, fileLength - offset));
        if (offset < windowStart || offset + there > windowStart + windowFilled)
            Fill(offset, there);

        return window.AsSpan((int)(offset - windowStart), there);
    }

    private void Fill(long offset, int atLeast)
    {
        if (window.Length < atLeast)
            window = new byte[atLeast];

        (windowStart, windowFilled) = (offset, 0);
        while (windowFilled < window.Length)
        {
            var read = RandomAccess.Read(handle, window.AsSpan(windowFilled), offset + windowFilled);
            if (read == 0)
                break;

            windowFilled += read;
        }

        if (windowFilled < atLeast)
            throw new IOException($"{path} became shorter while it was read.");
    }
}

/// <summary>What was found in a file.</summary>
/// <param name="End">Behind the last readable record.</param>
/// <param name="Torn">Bytes behind it, never promised to anybody.</param>
/// <param name="Lost">Bytes skipped as damaged.</param>
/// <param name="IsClosed">The last record says that the file was ended on purpose.</param>
internal readonly record struct LogContent(long End, long Torn, long Lost, bool IsClosed);
