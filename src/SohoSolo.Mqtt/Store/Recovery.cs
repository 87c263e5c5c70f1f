using Microsoft.Extensions.Logging;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Store;

/// <summary>
/// Reads the newest snapshot and the logs since, and leaves the folder with one log to go on with. A crash at any moment of a compaction leaves either the old snapshot and both logs, or the new
/// snapshot: snapshots are named only when they are whole, and nothing is deleted before.
/// </summary>
internal sealed partial class Recovery(StoreFolder folder, IDurableFacts facts, bool acceptLoss, ILogger log)
{
    private long lost;
    private long torn;

    public Recovered Run()
    {
        var start = folder.Snapshots().DefaultIfEmpty().Last();
        var logs = folder.Logs().Where(generation => generation >= start).ToList();
        CheckNoneIsMissing(start, logs);
        var snapshotLength = start == 0 ? 0 : Snapshot(start);
        folder.DeleteBefore(start);
        var before = 0L;
        foreach (var generation in logs)
        {
            var content = Read(folder.LogPath(generation), FileKind.Log, generation, out var salt);
            var isLast = generation == logs[^1];
            if (isLast || (!content.IsClosed && AreEmpty(logs, generation + 1)))
                return Continue(generation, salt, content, snapshotLength, before, logs);
            if (!content.IsClosed)
                Refuse(folder.LogPath(generation), content.End);

            before += content.End;
        }

        return new Recovered(folder.CreateLog(Math.Max(1, start)), snapshotLength, 0, torn, lost);
    }

    /// <summary>Generations follow each other without a gap; the first of all needs no snapshot.</summary>
    private void CheckNoneIsMissing(long start, List<long> logs)
    {
        var next = Math.Max(1, start);
        foreach (var generation in logs)
        {
            if (generation != next && !acceptLoss)
                throw new IOException($"{folder.LogPath(next)} is missing, and what it held was acknowledged. Restore the folder from a copy, or copy it and start once with loss accepted.");

            lost += generation == next ? 0 : 1;
            next = generation + 1;
        }
    }

    private long Snapshot(long generation)
    {
        var path = folder.SnapshotPath(generation);
        var content = Read(path, FileKind.Snapshot, generation, out _);
        if (!content.IsClosed || content.Torn > 0)
            Refuse(path, content.End);

        return content.End;
    }

    private LogContent Read(string path, FileKind kind, long generation, out uint? salt)
    {
        using var reader = new LogReader(path, kind, generation);
        salt = reader.Salt;
        if (salt is null)
        {
            Refuse(path, 0);
            return default;
        }

        var content = reader.Tell(facts, acceptLoss);
        if (content.Lost > 0)
            SkippedDamage(log, path, content.Lost);

        lost += content.Lost;
        return content;
    }

    /// <summary>A log is written to only when the one before is complete on disk.</summary>
    private bool AreEmpty(List<long> logs, long from) =>
        logs.Where(generation => generation >= from).All(generation => new FileInfo(folder.LogPath(generation)).Length <= LogFormat.HeaderLength);

    private void Refuse(string path, long offset)
    {
        if (!acceptLoss)
            throw LogReader.Damaged(path, offset);

        SkippedDamage(log, path, new FileInfo(path).Length - offset);
        lost++;
    }

    /// <summary>Cuts what is torn off and syncs: what a killed process had written but not yet synced was read just now, and will be believed.</summary>
    private Recovered Continue(long generation, uint? salt, LogContent content, long snapshotLength, long before, List<long> logs)
    {
        foreach (var empty in logs.Where(later => later > generation))
            folder.Disk.Delete(folder.LogPath(empty));

        folder.Disk.SyncFolder(folder.Path);
        if (salt is null)
            return new Recovered(folder.CreateLog(logs[^1] + 1), snapshotLength, before, torn, lost);

        var path = folder.LogPath(generation);
        var file = folder.Disk.Open(path);
        if (content.Torn > 0)
        {
            CutTail(log, path, content.Torn, content.End);
            torn += content.Torn;
            file.Truncate(content.End);
        }

        file.Sync();
        return new Recovered(new LogSegment(file, generation, salt.Value, content.End), snapshotLength, before, torn, lost);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} ended in {Bytes} bytes that were never completed, nor acknowledged; cut off at byte {Offset}")]
    private static partial void CutTail(ILogger log, string file, long bytes, long offset);

    [LoggerMessage(Level = LogLevel.Error, Message = "{File} is damaged: {Bytes} bytes were given up, as loss is accepted")]
    private static partial void SkippedDamage(ILogger log, string file, long bytes);
}

/// <summary>What a folder held.</summary>
/// <param name="Log">Where to go on.</param>
/// <param name="SnapshotLength">Zero without one.</param>
/// <param name="LengthBefore">Of logs between the snapshot and <paramref name="Log"/>.</param>
/// <param name="Torn">Bytes cut off.</param>
/// <param name="Lost">Not zero when something was damaged, which a snapshot should replace.</param>
internal readonly record struct Recovered(LogSegment Log, long SnapshotLength, long LengthBefore, long Torn, long Lost);
