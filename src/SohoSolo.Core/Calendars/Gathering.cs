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

    /// <summary>What it was before it was moved: a moment, or a day where its series has whole days.</summary>
    public readonly record struct Before(DateTime Moment, bool IsDay);

    public void Add(CalendarEvent told, (DateTime Start, DateTime End) utc, Before? before, bool isException)
    {
        var isWithin = utc.Start < To && (utc.End > From || (utc.End == utc.Start && utc.Start == From));
        if (isWithin)
            Keep(told, utc, null, before, isException);
    }

    /// <summary>Whole days are from midnight to midnight here.</summary>
    public void Add(CalendarEvent told, (DateOnly First, DateOnly End) days, Before? before, bool isException)
    {
        var (start, end) = (Midnight(days.First), Midnight(days.End));
        if (start < To && end > From)
            Keep(told, (start, end), days, before, isException);
    }

    public IReadOnlyList<CalendarOccurrence> InOrder()
    {
        Cut();
        _found.Sort(Order);
        return _found;
    }

    private void Keep(CalendarEvent told, (DateTime Start, DateTime End) utc, (DateOnly First, DateOnly End)? days, Before? before, bool isException)
    {
        DateOnly? day = before is { IsDay: true } whole ? DateOnly.FromDateTime(whole.Moment) : null;
        _found.Add(new CalendarOccurrence(told, Instant(utc.Start), Instant(utc.End))
        {
            Days = days,
            Original = day is { } on ? Instant(Midnight(on)) : before is { } at ? Instant(at.Moment) : null,
            OriginalDay = day,
            IsException = isException,
        });
        if (_found.Count >= 2L * most)
            Cut();
    }

    private void Cut()
    {
        if (_found.Count <= most)
            return;

        var starts = _found.Select(occurrence => occurrence.Start.UtcTicks).ToArray();
        var found = _found.ToArray();
        Array.Sort(starts, found);
        _found.RemoveRange(most, _found.Count - most);
        for (var i = 0; i < most; i++)
            _found[i] = found[i];

        IsCut = true;
        To = new DateTime(starts[most - 1]);
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
