using System.Diagnostics;

namespace SohoSolo.Testing;

/// <summary>PostgreSQL's programs on this machine, run as a user that PostgreSQL accepts.</summary>
internal sealed record PostgresPrograms(string Folder)
{
    private const string Packaged = "/usr/lib/postgresql";

    /// <summary>The newest that is installed: where Debian puts them, else on the PATH. Null when there is none.</summary>
    public static PostgresPrograms? Find()
    {
        var packaged = Directory.Exists(Packaged)
            ? Directory.GetDirectories(Packaged).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            : Enumerable.Empty<string>();
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return packaged.Select(folder => Path.Combine(folder, "bin")).Concat(onPath)
            .Where(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")))
            .Select(folder => new PostgresPrograms(folder))
            .FirstOrDefault();
    }

    public Task<string> Run(string program, params string[] arguments) => RunHere(Path.Combine(Folder, program), arguments);

    public static string DataIn(string folder) => Path.Combine(folder, "data");

    /// <summary>
    /// A shell that outlives this process by a moment: when its input closes, because we are done or because we died,
    /// it stops the server and removes the folder.
    /// </summary>
    public Process Janitor(string folder)
    {
        var stop = $"{(Environment.IsPrivilegedProcess ? "runuser -u postgres -- " : "")}'{Folder}/pg_ctl' -D '{DataIn(folder)}' -m immediate -w stop";
        return Shell.Start("sh", ["-c", $"trap '' INT TERM HUP; exec >/dev/null 2>&1; cat; {stop}; rm -rf '{folder}'"]);
    }

    /// <summary>An empty folder that belongs to the server's user; its path is short, because it names a socket too.</summary>
    public static async Task<string> MakeFolder() => (await RunHere("mktemp", "-d", "/tmp/sohosolo-pg-XXXXXX")).Trim();

    /// <summary>PostgreSQL refuses to run as root: then its own user runs it.</summary>
    private static async Task<string> RunHere(string program, params string[] arguments)
    {
        var result = Environment.IsPrivilegedProcess
            ? await Shell.Run("runuser", ["-u", "postgres", "--", program, .. arguments])
            : await Shell.Run(program, arguments);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"{program} failed: {result}");
    }
}
