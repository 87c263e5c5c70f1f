namespace SohoSolo.Core.Calendars;

/// <summary>One occurrence of a calendar's event. It may have no length; an all-day one goes from local midnight to local midnight where it is read.</summary>
public sealed record CalendarOccurrence(CalendarEvent Event, DateTimeOffset Start, DateTimeOffset End)
{
    public string Uid => Event.Uid;

    public string? Summary => Event.Summary;

    public string? Status => Event.Status;

    public bool IsBusy => Event.IsBusy;

    /// <summary>The days of an all-day one, the last of them not among it; null where it has a time of day.</summary>
    public (DateOnly First, DateOnly End)? Days { get; internal init; }

    /// <summary>For an occurrence of a series: when it was before anybody moved it. With the UID this is what stays when it changes.</summary>
    public DateTimeOffset? Original { get; internal init; }

    /// <summary>The same as a day, where the series has whole days.</summary>
    public DateOnly? OriginalDay { get; internal init; }

    /// <summary>Whether an exception of its own (RECURRENCE-ID) says when and what it is.</summary>
    public bool IsException { get; internal init; }
}

/// <summary>Occurrences in the order of their starts. What had to be left out for there is too much of it is told in a warning.</summary>
public sealed record CalendarOccurrences(IReadOnlyList<CalendarOccurrence> Occurrences, IReadOnlyList<string> Warnings, bool IsComplete);
