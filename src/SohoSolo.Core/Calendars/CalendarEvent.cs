namespace SohoSolo.Core.Calendars;

/// <summary>One VEVENT as it was written: an event, a series, or one occurrence of a series told otherwise. Times get their meaning at expansion.</summary>
public sealed record CalendarEvent
{
    internal CalendarEvent()
    {
    }

    /// <summary>Empty where the file gives none; such events have nothing to do with each other.</summary>
    public string Uid { get; internal init; } = "";

    public string? Summary { get; internal init; }

    /// <summary>CONFIRMED, TENTATIVE, CANCELLED or what else was written, in capitals; null where nothing was.</summary>
    public string? Status { get; internal init; }

    /// <summary>Also what a letter of METHOD:CANCEL names.</summary>
    public bool IsCancelled { get; internal init; }

    /// <summary>Whether it takes up time: not where TRANSP says transparent, or Outlook says free.</summary>
    public bool IsBusy { get; internal init; } = true;

    public int Sequence { get; internal init; }

    public bool IsAllDay => Start.IsDate;

    public bool Repeats => Rules.Count + Extra.Count > 0;

    /// <summary>Whether it replaces an occurrence of a series.</summary>
    public bool IsException => RecurrenceId is not null;

    /// <summary>Whether it comes once, and nothing more is to be known of it.</summary>
    internal bool IsPlain => !IsException && !IsCancelled && !Repeats && Except.Count + ExceptRules.Count == 0;

    internal int Calendar { get; init; }

    internal CalendarTime Start { get; init; } = null!;

    internal CalendarTime? End { get; init; }

    internal CalendarSpan? Length { get; init; }

    internal CalendarTime? RecurrenceId { get; init; }

    /// <summary>RANGE=THISANDFUTURE: the occurrence and all after it.</summary>
    internal bool AndFuture { get; init; }

    /// <summary>METHOD:ADD: one more occurrence beside those of the same UID.</summary>
    internal bool IsAddition { get; init; }

    internal IReadOnlyList<RecurrenceRule> Rules { get; init; } = [];

    internal IReadOnlyList<RecurrenceRule> ExceptRules { get; init; } = [];

    internal IReadOnlyList<CalendarPeriod> Extra { get; init; } = [];

    internal IReadOnlyList<CalendarTime> Except { get; init; } = [];

    /// <summary>DTSTAMP, or LAST-MODIFIED where that is missing: which of two versions of the same SEQUENCE is the later.</summary>
    internal long Stamp { get; init; }

    /// <summary>A letter of METHOD:CANCEL may leave out when the event was (RFC 5546 §3.2.5): it is the whole one that does not take place.</summary>
    internal bool IsWithoutTime { get; init; }

    /// <summary>What tells it from another event that has its UID; empty for the first of them.</summary>
    internal string Namesake { get; init; } = "";
}
