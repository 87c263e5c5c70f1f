using SohoSolo.Hub.Commands;
using SohoSolo.Hub.Settings;

return await CommandTable.Run(args, SettingsReader.Sources(), Console.Out, Console.Error, CancellationToken.None);
