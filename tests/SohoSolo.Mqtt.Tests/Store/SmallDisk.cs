using System.Diagnostics;

namespace SohoSolo.Mqtt.Tests.Store;

/// <summary>
/// A real file system of one megabyte: a tmpfs in a mount namespace of a process of its own, which needs no privileges where user namespaces are allowed. It is reached through that process's root,
/// and is gone with it.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Mounts = "mount -t tmpfs -o size=1m none \"$0\" && echo mounted && exec cat";
    private readonly TemporaryFolder mountPoint = new();
    private readonly Process keeper;

    public SmallDisk()
    {
        keeper = Process.Start(new ProcessStartInfo("unshare", ["--user", "--map-root-user", "--mount", "sh", "-c", Mounts, mountPoint.Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        if (keeper.StandardOutput.ReadLine() == "mounted")
            return;

        var why = keeper.StandardError.ReadToEnd().Trim();
        Dispose();
        throw new MissingPartException($"A small file system cannot be mounted here: {why}.");
    }

    public string Path => $"/proc/{keeper.Id}/root{mountPoint.Path}";

    /// <summary>Takes all room there is.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
                filler.Write(block);
        }
        catch (IOException full) when (full.HResult == NoSpaceLeft)
        {
            filler.Flush(); // that was the aim
        }
    }

    public void MakeRoom() => File.Delete(Filler);

    public void Dispose()
    {
        keeper.StandardInput.Close();
        keeper.WaitForExit();
        keeper.Dispose();
        mountPoint.Dispose();
    }

    private const int NoSpaceLeft = 28;

    private string Filler => System.IO.Path.Combine(Path, "filler");
}
