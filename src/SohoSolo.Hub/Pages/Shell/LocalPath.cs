namespace SohoSolo.Hub.Pages.Shell;

/// <summary>Addresses to go on to that somebody else may have written.</summary>
internal static class LocalPath
{
    private const int Longest = 2000;

    /// <summary>The path where it is one of this server and nothing that a browser reads as another's: <c>//host</c>, <c>/\host</c>, control characters.</summary>
    public static string Or(string? path, string otherwise) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && path.Length <= Longest && !path.Any(letter => char.IsControl(letter) || letter == '\\') ? path : otherwise;
}
