namespace SohoSolo.Core.Calendars;

/// <summary>A rule that could be read, or in plain English why not.</summary>
public abstract record RecurrenceParse
{
    /// <summary>Why a rule with neither COUNT nor UNTIL is refused: nobody books a place for ever.</summary>
    public const string WithoutEnd = "without-end";

    private RecurrenceParse()
    {
    }

    public sealed record Parsed(RecurrenceRule Rule) : RecurrenceParse;

    public sealed record Unreadable(string Why) : RecurrenceParse;
}
