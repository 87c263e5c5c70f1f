namespace SohoSolo.Mqtt.Tests.Store;

/// <summary>A folder for one test; in memory where there is such a place, unless the disk itself is the point: thousands of folders are opened, and each is synced.</summary>
internal sealed class TemporaryFolder(bool onDisk = false) : IDisposable
{
    private const string Memory = "/dev/shm";

    public string Path { get; } = onDisk || !Directory.Exists(Memory)
        ? Directory.CreateTempSubdirectory("store-").FullName
        : Directory.CreateDirectory($"{Memory}/store-{Guid.NewGuid():N}").FullName;

    /// <summary>A copy of what lies there at this moment, as a crash would leave it; without the lock.</summary>
    public static TemporaryFolder CopyOf(string folder)
    {
        var copy = new TemporaryFolder();
        Copy(folder, copy.Path);
        return copy;
    }

    public void CopyTo(TemporaryFolder other) => Copy(Path, other.Path);

    public string Named(string name) => System.IO.Path.Combine(Path, name);

    public string OnlyLog() => Directory.GetFiles(Path, "log-*").Single();

    public string OnlySnapshot() => Directory.GetFiles(Path, "snapshot-*").Single();

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from).Select(System.IO.Path.GetFileName).Where(file => file != "lock"))
            File.Copy(System.IO.Path.Combine(from, file!), System.IO.Path.Combine(to, file!), overwrite: true);
    }
}
