using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Keys;

/// <summary>Brings key file and database together, or says in one line why they do not belong together.</summary>
internal static class KeyLoading
{
    /// <exception cref="SettingsException">The file is missing although the database was sealed, or is another database's.</exception>
    public static Task<KeyBox> Load(HubSettings settings, Store store, CancellationToken stop) =>
        Load(settings.KeyFile, () => store.Keys.HubSecrets(stop), fresh => store.Keys.EnsureHubSecrets(fresh, stop));

    /// <param name="path">The key file; made when neither it nor a database sealed with it is there.</param>
    /// <param name="read">What the database keeps; nothing when it was never served.</param>
    /// <param name="ensure">Keeps what is not there yet and tells what is there then.</param>
    internal static async Task<KeyBox> Load(
        string path, Func<Task<IReadOnlyDictionary<string, string>>> read, Func<IReadOnlyDictionary<string, string>, Task<IReadOnlyDictionary<string, string>>> ensure)
    {
        var (master, secrets) = (KeyFile.Read(path), await read());
        var isSealed = secrets.ContainsKey(KeyBox.Check);
        if (master is null && isSealed)
            throw new SettingsException($"SOHOSOLO__KEYS: the key file {path} is missing, and the database is sealed with it; bring it back from where it was saved.");

        master ??= KeyFile.Make(path);
        if (!isSealed)
            secrets = await ensure(KeyBox.Fresh(master));

        return secrets[KeyBox.Check] == master.Mark
            ? KeyBox.Open(master, secrets)
            : throw new SettingsException($"SOHOSOLO__KEYS: the database is sealed with another key than the one in {path}; every node needs the same file.");
    }
}
