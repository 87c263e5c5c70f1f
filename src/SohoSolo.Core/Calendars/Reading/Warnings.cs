namespace SohoSolo.Core.Calendars;

/// <summary>What is said about a file, once each and not without end.</summary>
internal sealed class Warnings
{
    private const int Most = 100;
    private const int LongestQuote = 60;

    private readonly List<string> _said = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private int _unsaid;

    public IReadOnlyList<string> All => _unsaid == 0 ? [.. _said] : [.. _said, $"And {_unsaid} more."];

    public void Add(string warning)
    {
        if (_said.Count >= Most)
            _unsaid++;
        else if (_known.Add(warning))
            _said.Add(warning);
    }

    /// <summary>What was written, short and in one line, for a warning.</summary>
    public static string Quote(string text)
    {
        var end = text.Length > LongestQuote ? LongestQuote - (char.IsHighSurrogate(text[LongestQuote - 1]) ? 1 : 0) : text.Length;
        var shown = string.Concat(text[..end].Select(letter => char.IsControl(letter) ? ' ' : letter));
        return text.Length > LongestQuote ? $"'{shown}…'" : $"'{shown}'";
    }
}
