using System.Runtime.CompilerServices;

namespace SohoSolo.Months;

/// <summary>Whether a disk keeps its word is tried elsewhere; where there is memory that looks like a disk, the months pass there.</summary>
internal static class Memory
{
    private const string Place = "/dev/shm";
    private const string Setting = "TMPDIR";

    [ModuleInitializer]
    internal static void Prefer()
    {
        if (Environment.GetEnvironmentVariable(Setting) is null && Directory.Exists(Place))
            Environment.SetEnvironmentVariable(Setting, Place);
    }
}
