using System.Text;
using SohoSolo.Hub.Settings;

namespace SohoSolo.Hub.Keys;

/// <summary>Where the master key is kept: a file that its owner alone may read.</summary>
internal static class KeyFile
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int MostLooks = 100;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>Null when there is no such file.</summary>
    /// <exception cref="SettingsException">It cannot be read, or holds no key.</exception>
    public static MasterKey? Read(string path)
    {
        try
        {
            return MasterKey.Read(File.ReadAllText(path)) ?? throw new SettingsException($"SOHOSOLO__KEYS: {path} holds no key: {2 * MasterKey.Length} hexadecimal digits and nothing else.");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"SOHOSOLO__KEYS: {path} cannot be read: {unreadable.Message}");
        }
    }

    /// <summary>Makes the file. Of two nodes that do so at once one wins, and both go on with its key.</summary>
    /// <exception cref="SettingsException">It cannot be made.</exception>
    public static MasterKey Make(string path)
    {
        var made = MasterKey.New();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            Write(path, made);
            return made;
        }
        catch (IOException) when (File.Exists(path))
        {
            return ReadWhole(path);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"SOHOSOLO__KEYS: {path} cannot be made: {unusable.Message}");
        }
    }

    /// <summary>The file is there before its text is: somebody else is just writing it, or has died of it.</summary>
    private static MasterKey ReadWhole(string path)
    {
        for (var tries = 0; tries < MostLooks && new FileInfo(path).Length < MasterKey.TextLength; tries++)
            Thread.Sleep(BetweenLooks);

        return Read(path)!;
    }

    private static void Write(string path, MasterKey key)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = OwnersAlone;

        using var file = new FileStream(path, how);
        file.Write(Encoding.ASCII.GetBytes(key.ToText()));
        file.Flush(flushToDisk: true);
    }
}
