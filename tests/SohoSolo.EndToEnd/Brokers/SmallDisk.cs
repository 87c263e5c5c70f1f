namespace SohoSolo.EndToEnd.Brokers;

/// <summary>A real file system that is soon full: memory mounted at a folder, which only root may do.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string folder;

    private SmallDisk(string folder) => this.folder = folder;

    public static async Task<SmallDisk> Mount(string folder, string size)
    {
        var mounted = await Shell.Run("mount", ["-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder]);
        Assert.SkipUnless(mounted.ExitCode == 0, $"A SMALL DISK CANNOT BE MOUNTED HERE, so a full one is not tested: {mounted.Error}");
        return new SmallDisk(folder);
    }

    public async Task Grow(string size)
    {
        var grown = await Shell.Run("mount", ["-o", $"remount,size={size}", folder]);
        Assert.True(grown.ExitCode == 0, grown.ToString());
    }

    public async ValueTask DisposeAsync() => await Shell.Run("umount", ["-l", folder]);
}
