using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace SohoSolo.Mqtt.Store;

/// <summary>The store's folder, locked for this process, and the names in it.</summary>
internal sealed class StoreFolder : IDisposable
{
    private const string LockName = "lock";
    private const string LogPrefix = "log-";
    private const string SnapshotPrefix = "snapshot-";
    private const string Unfinished = ".tmp";
    private readonly SafeFileHandle held;

    private StoreFolder(string path, IDisk disk, SafeFileHandle held) => (Path, Disk, this.held) = (path, disk, held);

    public string Path { get; }

    public IDisk Disk { get; }

    /// <summary>Makes it if need be. <see cref="IOException"/> when another process has it, or it cannot be used.</summary>
    public static StoreFolder Open(string path, IDisk disk)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(full);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException($"The store's folder {full} cannot be made: {refused.Message}", refused);
        }

        return new StoreFolder(full, disk, Lock(full));
    }

    public string LogPath(long generation) => Named(LogPrefix, generation);

    public string SnapshotPath(long generation) => Named(SnapshotPrefix, generation);

    public IReadOnlyList<long> Logs() => Generations(LogPrefix);

    public IReadOnlyList<long> Snapshots() => Generations(SnapshotPrefix);

    /// <summary>One that no file has.</summary>
    public long NextGeneration() => Logs().Concat(Snapshots()).DefaultIfEmpty().Max() + 1;

    /// <summary>A new log, whose name is durable before anything is written to it.</summary>
    public LogSegment CreateLog(long generation)
    {
        var (file, salt) = Begin(LogPath(generation), FileKind.Log, generation);
        try
        {
            file.Sync();
            Publish(LogPath(generation));
            return new LogSegment(file, generation, salt, LogFormat.HeaderLength);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>An unfinished file with its header; <see cref="Publish"/> gives it its name.</summary>
    public (IDiskFile File, uint Salt) Begin(string path, FileKind kind, long generation)
    {
        var salt = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
        var file = Disk.Create(path + Unfinished);
        try
        {
            file.Write(LogFormat.Header(kind, generation, salt), 0);
            return (file, salt);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Publish(string path)
    {
        Disk.Rename(path + Unfinished, path);
        Disk.SyncFolder(Path);
    }

    public void GiveUp(string path) => Disk.Delete(path + Unfinished);

    /// <summary>What a snapshot has made needless, and what was never finished.</summary>
    public void DeleteBefore(long generation)
    {
        foreach (var log in Logs().Where(log => log < generation))
            Disk.Delete(LogPath(log));
        foreach (var snapshot in Snapshots().Where(snapshot => snapshot < generation))
            Disk.Delete(SnapshotPath(snapshot));
        foreach (var unfinished in Directory.GetFiles(Path, "*" + Unfinished))
            Disk.Delete(unfinished);

        Disk.SyncFolder(Path);
    }

    public void Dispose() => held.Dispose();

    private static SafeFileHandle Lock(string folder)
    {
        var name = System.IO.Path.Combine(folder, LockName);
        try
        {
            return File.OpenHandle(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The store's folder {folder} cannot be locked; is another broker using it? {refused.Message}", refused);
        }
    }

    private string Named(string prefix, long generation) =>
        System.IO.Path.Combine(Path, prefix + generation.ToString("D10", CultureInfo.InvariantCulture));

    private List<long> Generations(string prefix)
    {
        var found = new List<long>();
        foreach (var file in Directory.GetFiles(Path, prefix + "*"))
        {
            var number = System.IO.Path.GetFileName(file.AsSpan())[prefix.Length..];
            if (long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var generation))
                found.Add(generation);
        }

        found.Sort();
        return found;
    }
}
