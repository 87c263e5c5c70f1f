namespace SohoSolo.Hub.Pages.Shell;

/// <summary>Names of places as pages set them: official lists write a straight apostrophe where print has a curly one.</summary>
internal static class PlaceNames
{
    public static string Of(string name) => name.Replace('\'', '’');
}
