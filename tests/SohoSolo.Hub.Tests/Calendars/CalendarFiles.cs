using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace SohoSolo.Hub.Tests.Calendars;

/// <summary>What RFC 5545 asks of every calendar file, whatever it holds.</summary>
internal static partial class CalendarFiles
{
    public static void MustBeValid(string file)
    {
        Assert.DoesNotMatch("[^\r]\n|\r[^\n]", file);
        Assert.EndsWith("END:VCALENDAR\r\n", file, StringComparison.Ordinal);
        var lines = file[..^2].Split("\r\n");
        Assert.All(lines, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 1, 75));
        Assert.DoesNotContain('\uFFFD', file);

        // Unfolded, each line is a property with a value, and components are closed in the order in which they were opened.
        var open = new Stack<string>();
        foreach (var line in file[..^2].Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n"))
        {
            Assert.Matches(Property(), line);
            if (line.StartsWith("BEGIN:", StringComparison.Ordinal)) open.Push(line[6..]);
            if (line.StartsWith("END:", StringComparison.Ordinal)) Assert.Equal(open.Pop(), line[4..]);
        }

        Assert.Empty(open);
    }

    [GeneratedRegex("""^[A-Z-]+(;[A-Z-]+=("[^"]*"|[^";:,]+))*:.+$""", RegexOptions.CultureInvariant)]
    private static partial Regex Property();
}
