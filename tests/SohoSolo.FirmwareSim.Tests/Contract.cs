namespace SohoSolo.FirmwareSim.Tests;

/// <summary>The golden files: one message of each shape, byte for byte as it goes over the wire.</summary>
internal static class Contract
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "contract");

    public static IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!);

    /// <summary>Without the line's end that every text file has.</summary>
    public static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file + ".json")).TrimEnd('\n');
}
