namespace SohoSolo.Mqtt.Tests.Store;

/// <summary>A folder for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("store-").FullName;

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
