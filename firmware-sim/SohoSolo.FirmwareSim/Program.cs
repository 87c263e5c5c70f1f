using SohoSolo.FirmwareSim.Commands;

return await Entry.Run(args, Console.Out, Console.Error);
