using System.Globalization;
using SohoSolo.Mqtt.Access;

namespace SohoSolo.Hub.Commands;

/// <summary>Makes a line for a users file. The password comes on standard input: on the command line every user of the machine could read it.</summary>
internal static class BrokerPasswordCommand
{
    public const string Usage = "NAME [--iterations 50000]";

    public static Task<int> Run(CommandLine line, CancellationToken stop) => Run(line, Console.In, stop);

    public static async Task<int> Run(CommandLine line, TextReader input, CancellationToken stop)
    {
        if (line.Arguments is not ([_] or [_, "--iterations", _]))
            return await CommandTable.Misused(line, "broker password");

        var name = line.Arguments[0];
        var iterations = UserFile.DefaultIterations;
        if (line.Arguments is [_, _, var given] && (!int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out iterations) || iterations is < 1 or > UserFile.MostIterations))
            return await line.Refuse($"--iterations is a number from 1 to {UserFile.MostIterations}, not '{given}'.");

        var password = await input.ReadLineAsync(stop);
        if (string.IsNullOrEmpty(password))
            return await line.Refuse("A password is needed: one line on standard input.");

        try
        {
            await line.Out.WriteLineAsync(UserFile.Entry(name, password, iterations));
            return CommandTable.Good;
        }
        catch (ArgumentException unusable)
        {
            return await line.Refuse($"'{name}' cannot be used: {unusable.Message}.");
        }
    }
}
