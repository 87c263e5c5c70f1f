using SohoSolo.Storage;

namespace SohoSolo.Hub.Commands;

/// <summary>What an operator's command is to the storage and to the journal: nobody's but the system's, and never sent twice.</summary>
internal static class SystemCommand
{
    public const string Actor = "system";

    /// <summary>Says that the work is to be committed; nobody reads it.</summary>
    public static readonly Answer Done = new(StatusCodes.Status200OK, null, null);

    public static Command Named(string name, DateTimeOffset now) => new()
    {
        Principal = Actor,
        Key = Ids.Next(),
        Fingerprint = name,
        Actor = Actor,
        At = now,
    };

    /// <summary>One line on standard error.</summary>
    public static async Task<int> Refuse(this CommandLine line, string why)
    {
        await line.Error.WriteLineAsync(why);
        return CommandTable.BadUse;
    }
}
