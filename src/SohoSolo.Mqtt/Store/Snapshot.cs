using System.Runtime.InteropServices;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Store;

/// <summary>All that stands at one moment: collected under the gate, written outside.</summary>
internal sealed class Snapshot
{
    private const int ChunkLength = 1024 * 1024;
    private const int UsualRecordLength = 64;
    private readonly List<Collected> messages;
    private readonly FactBuffer facts;

    /// <param name="expectedLength">Of what will be collected, without the messages' bytes. Room made and touched here is none to be found under the gate.</param>
    public Snapshot(int expectedLength)
    {
        messages = new List<Collected>(expectedLength / UsualRecordLength);
        facts = new FactBuffer(expectedLength, messages);
        facts.Touch();
    }

    /// <summary>Where everything is told, under the gate.</summary>
    public IDurableFacts Facts => facts;

    public int CollectedLength => facts.Length;

    /// <summary>Writes the file and gives it its name. Leaves nothing behind when it fails or is stopped.</summary>
    /// <returns>The file's length.</returns>
    public long Write(StoreFolder folder, long generation, CancellationToken stop)
    {
        var path = folder.SnapshotPath(generation);
        var (file, salt) = folder.Begin(path, FileKind.Snapshot, generation);
        try
        {
            using (file)
            {
                var length = WriteTo(file, salt, stop);
                file.Sync();
                folder.Publish(path);
                return length;
            }
        }
        catch
        {
            folder.GiveUp(path);
            throw;
        }
    }

    private long WriteTo(IDiskFile file, uint salt, CancellationToken stop)
    {
        var (end, copied) = ((long)LogFormat.HeaderLength, 0);
        var chunk = new FactBuffer(ChunkLength);
        foreach (ref readonly var next in CollectionsMarshal.AsSpan(messages))
        {
            chunk.Copy(facts.Written[copied..next.At]);
            chunk.Complete(next.Message);
            copied = next.At;
            if (chunk.Length >= ChunkLength)
                end = WriteChunk(file, chunk, salt, end);

            stop.ThrowIfCancellationRequested();
        }

        chunk.Copy(facts.Written[copied..]);
        chunk.Closed();
        return WriteChunk(file, chunk, salt, end);
    }

    private static long WriteChunk(IDiskFile file, FactBuffer chunk, uint salt, long end)
    {
        LogFormat.Seal(chunk.Written, salt, end);
        file.Write(chunk.Written, end);
        end += chunk.Length;
        chunk.Clear();
        return end;
    }
}
