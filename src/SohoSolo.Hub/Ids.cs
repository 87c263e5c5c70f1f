namespace SohoSolo.Hub;

/// <summary>Fresh ids, in the order of time so that indexes grow at their end.</summary>
internal static class Ids
{
    public static string Next() => Guid.CreateVersion7().ToString("N");
}
