using SohoSolo.Hub.Commands;
using SohoSolo.Hub.Settings;

try
{
    return await CommandTable.Run(args, SettingsReader.Sources(), Console.Out, Console.Error, CancellationToken.None);
}
catch (SettingsException unreadable)
{
    await Console.Error.WriteLineAsync(unreadable.Message);
    return CommandTable.BadUse;
}
