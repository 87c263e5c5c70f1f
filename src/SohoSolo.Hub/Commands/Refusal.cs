namespace SohoSolo.Hub.Commands;

/// <summary>How a command says no.</summary>
internal static class Refusal
{
    /// <summary>One line on standard error.</summary>
    public static async Task<int> Refuse(this CommandLine line, string why)
    {
        await line.Error.WriteLineAsync(why);
        return CommandTable.BadUse;
    }
}
