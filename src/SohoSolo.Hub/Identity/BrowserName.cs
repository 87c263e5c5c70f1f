namespace SohoSolo.Hub.Identity;

/// <summary>
/// What a browser calls itself, brought down to its family and the system under it: enough for a member to know her own sessions again, and nothing that tells one browser from another of its kind.
/// </summary>
internal static class BrowserName
{
    // Most browsers also call themselves by the names of others: the rarer name comes first.
    private static readonly (string Mark, string Name)[] Families =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>"Firefox, Android"; empty where it says nothing that we know.</summary>
    public static string Of(HttpRequest request)
    {
        var says = request.Headers.UserAgent.ToString();
        return string.Join(", ", new[] { First(Families, says), First(Systems, says) }.OfType<string>());
    }

    private static string? First((string Mark, string Name)[] known, string says) =>
        Array.Find(known, one => says.Contains(one.Mark, StringComparison.Ordinal)).Name;
}
