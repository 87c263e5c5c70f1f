using System.Globalization;

namespace SohoSolo.Months.Checks;

/// <summary>What must not be, with the day on which it was.</summary>
internal sealed class Violations(DateTimeOffset start)
{
    private const int Most = 20;

    private readonly List<string> all = [];

    public IReadOnlyList<string> All => all;

    public void Add(DateTimeOffset at, string what)
    {
        if (all.Count < Most)
            all.Add(string.Create(CultureInfo.InvariantCulture, $"day {(at - start).Days + 1}, {at:yyyy-MM-dd HH:mm:ss}Z: {what}"));
    }
}
