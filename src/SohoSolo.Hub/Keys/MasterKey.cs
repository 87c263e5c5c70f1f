using System.Security.Cryptography;
using System.Text;
using SohoSolo.Hub.Settings;

namespace SohoSolo.Hub.Keys;

/// <summary>The one key that is not in the database: everything secret there is sealed with what is derived from it. It never shows itself in a log.</summary>
internal sealed class MasterKey
{
    public const int Length = 32;

    private readonly byte[] key;

    public MasterKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != Length)
            throw new ArgumentException($"A master key has {Length} bytes.", nameof(key));

        this.key = key.ToArray();
    }

    public static MasterKey New() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>A key for one purpose; nobody gets from one to another.</summary>
    public byte[] For(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, Length, info: Encoding.UTF8.GetBytes($"sohosolo/{purpose}"));

    /// <summary>The file's whole text.</summary>
    public string ToText() => $"{Convert.ToHexStringLower(key)}\n";

    /// <summary>Null for a text that is no key.</summary>
    public static MasterKey? Read(string text)
    {
        var digits = text.Trim();
        return digits.Length == 2 * Length && digits.All(char.IsAsciiHexDigit) ? new MasterKey(Convert.FromHexString(digits)) : null;
    }
}

/// <summary>Where the master key is kept: a file that its owner alone may read.</summary>
internal static class KeyFile
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

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

    /// <summary>Makes the file, whole or not at all. Of two nodes that do so at once one wins, and both go on with its key.</summary>
    /// <exception cref="SettingsException">It cannot be made.</exception>
    public static MasterKey Make(string path)
    {
        var made = MasterKey.New();
        var whole = Path.GetFullPath(path);
        var draft = $"{whole}.{Ids.Next()}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
            Write(draft, made);
            File.Move(draft, whole, overwrite: false);
            return made;
        }
        catch (IOException) when (File.Exists(whole))
        {
            return Read(whole)!;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"SOHOSOLO__KEYS: {path} cannot be made: {unusable.Message}");
        }
        finally
        {
            File.Delete(draft);
        }
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
