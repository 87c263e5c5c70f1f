using SohoSolo.Core.Time;

namespace SohoSolo.Core.Calendars;

/// <summary>Occurrences within a range, never more than twice as many as are wanted: once there are, only the earliest stay, and later ones are not taken any more.</summary>
internal sealed class Gathering(TimeRange range, LocalClock here, int most)
{
    private readonly List<CalendarOccurrence> _found = [];

    public DateTime From { get; } = range.Start.UtcDateTime;

    /// <summary>Nothing that starts here or later is wanted.</summary>
    public DateTime To { get; private set; } = range.End.UtcDateTime;

    public bool IsCut { get; private set; }

    public void Add(CalendarEvent told, (DateTime Start, DateTime End) utc, DateTime? original, bool isException)
    {
        var isWithin = utc.Start < To && (utc.End > From || (utc.End == utc.Start && utc.Start == From));
        if (!isWithin)
            return;

        var occurrence = new CalendarOccurrence(told, Instant(utc.Start), Instant(utc.End)) { Original = original is { } at ? Instant(at) : null, IsException = isException };
        Add(occurrence);
    }

    /// <summary>Whole days are from midnight to midnight here.</summary>
    public void Add(CalendarEvent told, (DateOnly First, DateOnly End) days, DateOnly? original, bool isException)
    {
        var (start, end) = (Midnight(days.First), Midnight(days.End));
        if (start >= To || end <= From)
            return;

        Add(new CalendarOccurrence(told, Instant(start), Instant(end))
        {
            Days = days,
            Original = original is { } at ? Instant(Midnight(at)) : null,
            OriginalDay = original,
            IsException = isException,
        });
    }

    public IReadOnlyList<CalendarOccurrence> InOrder()
    {
        Sort();
        return _found;
    }

    private void Add(CalendarOccurrence occurrence)
    {
        _found.Add(occurrence);
        if (_found.Count >= 2L * most)
            Sort();
    }

    private void Sort()
    {
        _found.Sort(Order);
        if (_found.Count <= most)
            return;

        // What starts together with the last that stays is still wanted, for it may come before it by its name.
        IsCut = true;
        _found.RemoveRange(most, _found.Count - most);
        var last = _found[^1].Start.UtcDateTime;
        To = last < DateTime.MaxValue ? last.AddTicks(1) : last;
    }

    private DateTime Midnight(DateOnly day) => here.ToUtc(day.ToDateTime(TimeOnly.MinValue));

    private static DateTimeOffset Instant(DateTime utc) => new(utc.Ticks, TimeSpan.Zero);

    private static int Order(CalendarOccurrence one, CalendarOccurrence other)
    {
        var byStart = one.Start.CompareTo(other.Start);
        if (byStart != 0)
            return byStart;

        var byEnd = one.End.CompareTo(other.End);
        return byEnd != 0 ? byEnd : string.CompareOrdinal(one.Uid, other.Uid);
    }
}
