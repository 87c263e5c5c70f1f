using SohoSolo.Hub.Settings;

namespace SohoSolo.Hub.Keys;

/// <summary>Brings key file and database together, or says in one line why they do not belong together.</summary>
internal static class KeyLoading
{
    private const string Check = "check";

    /// <param name="path">The key file; made when neither it nor a database sealed with it is there.</param>
    /// <param name="find">What the database keeps under a name; null for nothing.</param>
    /// <param name="keep">Keeps a value under a name unless there is one already; says which it is now.</param>
    /// <exception cref="SettingsException">The file is missing although the database was sealed, or is another database's.</exception>
    public static async Task<KeyBox> Load(string path, Func<string, Task<string?>> find, Func<string, string, Task<string>> keep)
    {
        var master = KeyFile.Read(path);
        if (master is null && await find(Check) is not null)
            throw new SettingsException($"SOHOSOLO__KEYS: the key file {path} is missing, and the database is sealed with it; bring it back from where it was saved.");

        master ??= KeyFile.Make(path);
        var check = Convert.ToHexStringLower(master.For(Check));
        if (await keep(Check, check) != check)
            throw new SettingsException($"SOHOSOLO__KEYS: the database is sealed with another key than the one in {path}; every node needs the same file.");

        return await KeyBox.Open(master, keep);
    }
}
