namespace SohoSolo.Mqtt.Access;

/// <summary>Reads a small configuration file whole, or says in one line why not.</summary>
internal static class TextFile
{
    /// <summary>Far more than 100,000 devices need.</summary>
    private const long MostBytes = 64 * 1024 * 1024;

    public static string Read(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MostBytes ? File.ReadAllText(path) : throw new AccessFileException($"{path} is larger than {MostBytes >> 20} MiB.");
        }
        catch (Exception unreadable) when (unreadable is IOException and not AccessFileException or UnauthorizedAccessException)
        {
            throw new AccessFileException($"{path} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Its lines that say something, numbered from 1: without blank ones and comments (<c>#</c> in front), without space around them.</summary>
    public static IEnumerable<(int Number, string Text)> Lines(string text) => text
        .Split('\n')
        .Select((line, index) => (index + 1, line.Trim()))
        .Where(line => line.Item2.Length > 0 && line.Item2[0] != '#');
}
