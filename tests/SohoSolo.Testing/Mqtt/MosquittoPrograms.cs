namespace SohoSolo.Testing.Mqtt;

/// <summary>Where Mosquitto's programs are on this machine. Debian puts the broker where not every user looks.</summary>
internal static class MosquittoPrograms
{
    public static string Require(string program) => Find(program)
        ?? throw new MissingPartException($"{program} is not installed, and this test needs it; tests/run.sh installs Mosquitto when it may.");

    private static string? Find(string program)
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return onPath.Append("/usr/sbin").Append("/usr/local/sbin").Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }
}
