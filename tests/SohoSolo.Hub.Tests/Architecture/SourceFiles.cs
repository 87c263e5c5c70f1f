using SohoSolo.Testing;

namespace SohoSolo.Hub.Tests.Architecture;

/// <summary>What was written by hand: everything under <c>src</c>, <c>tests</c> and <c>firmware-sim</c> that is not built.</summary>
internal static class SourceFiles
{
    private static readonly string[] Rooms = ["src", "tests", "firmware-sim"];
    private static readonly string[] Built = ["bin", "obj"];

    public static IEnumerable<string> CSharp => Find("*.cs");

    public static IEnumerable<string> Projects => Find("*.csproj");

    /// <summary>As it is called from the repository's root: what a failing fence names.</summary>
    public static string Name(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    private static IEnumerable<string> Find(string pattern) => Rooms
        .Select(room => Path.Combine(Repository.Root, room))
        .Where(Directory.Exists)
        .SelectMany(room => Directory.EnumerateFiles(room, pattern, SearchOption.AllDirectories))
        .Where(path => !Name(path).Split('/').Any(Built.Contains));
}
