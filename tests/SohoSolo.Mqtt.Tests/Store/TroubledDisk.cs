using SohoSolo.Mqtt.Store;

namespace SohoSolo.Mqtt.Tests.Store;

internal enum DiskStep
{
    Create,
    Write,
    Sync,
    Truncate,
    Rename,
    Delete,
    SyncFolder,
}

/// <summary>
/// The real disk, one step at a time, with trouble between the steps. It also knows what a power cut would leave: of each file what was synced, under the names that stood when the folder was synced.
/// </summary>
internal sealed class TroubledDisk : IDisk
{
    private readonly Disk disk = new();
    private readonly Lock one = new();
    private readonly Dictionary<string, Kept> named = [];
    private Dictionary<string, Kept> durable = [];

    /// <summary>Called before each step and in the middle of each write; throws what the disk would.</summary>
    public Action<DiskStep, string> Trouble { get; set; } = (_, _) => { };

    public IDiskFile Create(string path) => Step(DiskStep.Create, path, () =>
    {
        var file = new TroubledFile(this, disk.Create(path), named[path] = new Kept(path));
        return (IDiskFile)file;
    });

    public IDiskFile Open(string path)
    {
        lock (one)
            return new TroubledFile(this, disk.Open(path), named[path] = durable[path] = new Kept(path) { Synced = File.ReadAllBytes(path) });
    }

    public void Rename(string from, string to) => Step(DiskStep.Rename, to, () =>
    {
        disk.Rename(from, to);
        named.Remove(from, out var kept);
        kept!.Path = to;
        return named[to] = kept;
    });

    public void Delete(string path) => Step(DiskStep.Delete, path, () =>
    {
        disk.Delete(path);
        return named.Remove(path);
    });

    public void SyncFolder(string folder) => Step(DiskStep.SyncFolder, folder, () =>
    {
        disk.SyncFolder(folder);
        return durable = new Dictionary<string, Kept>(named);
    });

    /// <summary>What is left in the worst case.</summary>
    public TemporaryFolder AfterPowerCut() => Between(() =>
    {
        var left = new TemporaryFolder();
        foreach (var (path, kept) in durable)
            File.WriteAllBytes(left.Named(Path.GetFileName(path)), kept.Synced);

        return left;
    });

    /// <summary>Acts while nothing is written.</summary>
    public T Between<T>(Func<T> act)
    {
        lock (one)
            return act();
    }

    private T Step<T>(DiskStep step, string path, Func<T> act)
    {
        lock (one)
        {
            Trouble(step, path);
            return act();
        }
    }

    private sealed class Kept(string path)
    {
        public string Path { get; set; } = path;

        public byte[] Synced { get; set; } = [];
    }

    private sealed class TroubledFile(TroubledDisk owner, IDiskFile file, Kept kept) : IDiskFile
    {
        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            lock (owner.one)
            {
                file.Write(bytes[..(bytes.Length / 2)], offset);
                owner.Trouble(DiskStep.Write, kept.Path);
                file.Write(bytes, offset);
            }
        }

        public void Sync() => owner.Step(DiskStep.Sync, kept.Path, () =>
        {
            file.Sync();
            using var read = new FileStream(kept.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[read.Length];
            read.ReadExactly(content);
            return kept.Synced = content;
        });

        public void Truncate(long length) => owner.Step(DiskStep.Truncate, kept.Path, () =>
        {
            file.Truncate(length);
            return true;
        });

        public void Dispose() => file.Dispose();
    }
}
