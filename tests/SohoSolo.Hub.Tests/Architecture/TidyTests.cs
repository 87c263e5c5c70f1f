using System.Text.RegularExpressions;
using Xunit;

namespace SohoSolo.Hub.Tests.Architecture;

/// <summary>Habits that a machine can keep.</summary>
public sealed partial class TidyTests
{
    private const int LongestFile = 300;

    /// <summary>Files of statements and directives only.</summary>
    private static readonly string[] WithoutNamespace = ["Program.cs", "GlobalUsings.cs"];

    [Fact]
    public void No_file_is_too_long_to_read()
    {
        var tooLong = SourceFiles.CSharp
            .Select(path => (Name: SourceFiles.Name(path), Lines: File.ReadLines(path).Count()))
            .Where(file => file.Lines > LongestFile)
            .Select(file => $"{file.Name}: {file.Lines} lines");

        Fence.Holds(tooLong);
    }

    [Fact]
    public void Nothing_is_left_unwritten()
    {
        const string leftover = "NotImplemented" + "Exception";

        Fence.Holds(SourceFiles.CSharp.Where(path => File.ReadAllText(path).Contains(leftover, StringComparison.Ordinal)).Select(SourceFiles.Name));
    }

    /// <summary>The folder's name, or that of a folder above it: a room may show all its public words in one namespace.</summary>
    [Fact]
    public void Namespaces_are_file_scoped_and_follow_the_folders()
    {
        var astray =
            from path in SourceFiles.CSharp
            where !WithoutNamespace.Contains(Path.GetFileName(path))
            let folders = SourceFiles.Name(path).Split('/')[1..^1]
            let found = Namespace().Match(File.ReadAllText(path)).Groups[1].Value
            where !$"{string.Join('.', folders)}.".StartsWith($"{found}.", StringComparison.Ordinal) || !$"{found}.".StartsWith($"{folders[0]}.", StringComparison.Ordinal)
            select $"{SourceFiles.Name(path)}: {(found.Length > 0 ? found : "no file-scoped namespace")}";

        Fence.Holds(astray);
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
