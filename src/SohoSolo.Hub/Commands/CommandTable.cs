using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Commands;

/// <summary>One command of the built program. It prints what a person or a script can read and returns the exit code.</summary>
internal sealed record CommandEntry(string Name, string Arguments, string Says, Func<CommandLine, CancellationToken, Task<int>> Run)
{
    /// <summary>Whether the hub's settings concern it; a command without them runs also where they are wrong.</summary>
    public bool NeedsSettings { get; init; } = true;
}

/// <summary>What a command was called with, and where it may speak.</summary>
internal sealed record CommandLine(IReadOnlyList<string> Arguments, HubSettings Settings, TimeProvider Clock, TextWriter Out, TextWriter Error);

/// <summary>Every command of contract §5. Without a command the program serves.</summary>
internal static class CommandTable
{
    public const int Good = 0;
    public const int Found = 1;
    public const int BadUse = 2;

    private static readonly CommandEntry[] Entries =
    [
        new("verify", "", "check a database: one line per check", DatabaseCommands.Verify),
        new("backup", "FILE", "copy the database into one file, while it is in use", DatabaseCommands.Backup),
        new("restore", "FILE", "bring a copy back into an empty database", DatabaseCommands.Restore),
        new("migrate", "", "bring the database's schema up to this program", DatabaseCommands.Migrate),
        new("seed-demo", "[--profile network|bench]", "fill an empty database with the invented network", SeedCommand.Run),
        new("import-sites", "FILE.csv [--skip-rejected]", "bring in sites, in the format of data/sites.csv", ImportCommands.Sites),
        new("import-members", "FILE.csv [--skip-rejected]", "bring in members: name,email,phone,commune,country,role,keeps", ImportCommands.Members),
        new("member create", "--name N --email E [--phone P] [--commune 32296|--country ES] [--role R] [--keeps SITE,…] [--id ID]", "make a member", MemberCommands.Create),
        new("member sign-in", SignInCommand.Usage, "print a link that signs a member in, once and within a quarter of an hour", SignInCommand.Run),
        new("token create", "--member M --role R --expires 2027-01-01 [--name N] [--scopes read,write]", "make a token, shown once", TokenCommands.Create),
        new("gateway run", "", "run one site's gateway, from SOHOSOLO__SITE, HUB, LAN, STORE and KEY", GatewayRunCommand.Run),
        new("gateway enrol", GatewayCommands.EnrolUsage, "make the keys of a site's gateway and print its settings, once", GatewayCommands.Enrol),
        new("gateway revoke", "SITE", "take nothing from a site's gateway any more", GatewayCommands.Revoke),
        new("gateway accept-gap", "SITE", "give up events that a site's gateway has lost", GatewayCommands.AcceptGap),
        new("gateway decode", DecodeCommand.Usage, "show what a driver makes of a message on standard input", DecodeCommand.Run) { NeedsSettings = false },
        new("presence replay", ReplayCommand.Usage, "show what a log of sensors says of a room: at each moment, and with hindsight", ReplayCommand.Run) { NeedsSettings = false },
        new("calendar expand", CalendarCommand.Usage, "show what takes place according to somebody's calendar, as JSON lines", CalendarCommand.Run) { NeedsSettings = false },
        new("retain", "", "let go now of what has reached its term, and end erasures that were begun", RetainCommand.Run),
        new("reports rebuild", "", "count the use of places again from all bookings", ReportCommands.Rebuild),
        new("broker password", BrokerPasswordCommand.Usage, "make a line for the users file from a password on standard input", BrokerPasswordCommand.Run) { NeedsSettings = false },
        new("broker", BrokerPlan.Usage, "run the MQTT broker alone", BrokerCommand.Run) { NeedsSettings = false },
    ];

    public static async Task<int> Run(string[] arguments, IConfiguration sources, TextWriter output, TextWriter error, CancellationToken stop)
    {
        if (arguments is ["help" or "--help" or "-h"])
        {
            WriteUsage(output);
            return Good;
        }

        var entry = Array.Find(Entries, candidate => IsCalled(candidate, arguments));
        if (arguments.Length > 0 && entry is null)
        {
            await error.WriteLineAsync($"'{string.Join(' ', arguments)}' is not a command.");
            WriteUsage(error);
            return BadUse;
        }

        try
        {
            var settings = entry?.NeedsSettings == false ? new HubSettings() : SettingsReader.Read(sources);
            var line = new CommandLine(arguments[(entry?.Name.Split(' ').Length ?? 0)..], settings, DemoClock.For(settings, TimeProvider.System), output, error);
            return entry is null ? await Serving.Run(line, stop) : await entry.Run(line, stop);
        }
        catch (SettingsException wrong)
        {
            await error.WriteLineAsync(wrong.Message);
            return BadUse;
        }
        catch (Exception unusable) when (Outages.Is(unusable))
        {
            await error.WriteLineAsync(unusable.Message);
            return Found;
        }
        catch (IOException unreadable)
        {
            await error.WriteLineAsync(unreadable.Message);
            return Found;
        }
    }

    /// <summary>For a command that got too many or too few arguments.</summary>
    public static async Task<int> Misused(CommandLine line, string name)
    {
        var entry = Array.Find(Entries, candidate => candidate.Name == name);
        await line.Error.WriteLineAsync($"Usage: sohosolo {name} {entry?.Arguments}".TrimEnd());
        return BadUse;
    }

    private static bool IsCalled(CommandEntry entry, string[] arguments)
    {
        var words = entry.Name.Split(' ');
        return arguments.Length >= words.Length && arguments.AsSpan(0, words.Length).SequenceEqual(words);
    }

    private static void WriteUsage(TextWriter to)
    {
        to.WriteLine("Usage: sohosolo [COMMAND]    without a command: serve");
        foreach (var entry in Entries)
        {
            to.WriteLine($"  {$"{entry.Name} {entry.Arguments}".TrimEnd(),-50} {entry.Says}");
        }
    }
}
