using Xunit;

namespace SohoSolo.Hub.Tests.Architecture;

/// <summary>A rule of the house. When it does not hold, every place that breaks it is named, one a line.</summary>
internal static class Fence
{
    public static void Holds(IEnumerable<string> breaches)
    {
        var lines = breaches.Distinct().Order(StringComparer.Ordinal).ToArray();
        Assert.True(lines.Length == 0, string.Join('\n', lines));
    }
}
