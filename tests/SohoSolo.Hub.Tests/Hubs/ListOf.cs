namespace SohoSolo.Hub.Tests.Hubs;

/// <summary>A JSON list inside a wish.</summary>
internal static class ListOf
{
    public static string[] Words(params string[] words) => words;
}
