namespace SohoSolo.Testing;

/// <summary>Where the tests find what was built and written beside them.</summary>
public static class Repository
{

    /// <summary>The folder of <c>SohoSolo.sln</c>, above the running test.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The hub's program, in the configuration that the tests were built in.</summary>
    public static string Hub { get; } = Built("src/SohoSolo.Hub", "sohosolo.dll");

    /// <summary>The simulated firmware's program, likewise.</summary>
    public static string FirmwareSim { get; } = Built("firmware-sim/SohoSolo.FirmwareSim", "firmware-sim.dll");

    /// <summary>Whether the counts that the issues name are asked for (<c>tests/run.sh --full</c>), not the reduced ones.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("SOHOSOLO_TEST_FULL") == "1";

    public static bool IsCI { get; } = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SohoSolo.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No SohoSolo.sln above {start}: run the tests from inside the repository.");
    }

    private static string Built(string project, string program)
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = built.Parent!.Name;
        return Path.Combine(Root, project, "bin", configuration, built.Name, program);
    }
}
