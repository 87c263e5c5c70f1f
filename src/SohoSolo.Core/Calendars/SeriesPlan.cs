using SohoSolo.Core.Time;

namespace SohoSolo.Core.Calendars;

/// <summary>The times of a series' first occurrence: from clock to clock, or a part of a day.</summary>
public abstract record SeriesTimes
{
    private SeriesTimes()
    {
    }

    /// <summary>Local clock times; the end comes after the start, on the same day or a later one.</summary>
    public sealed record Clock : SeriesTimes
    {
        public Clock(DateTime start, DateTime end)
        {
            if (end <= start)
                throw new ArgumentException($"A booking ends after it starts; got {start:s} to {end:s}.", nameof(end));

            Start = start;
            End = end;
        }

        public DateTime Start { get; }

        public DateTime End { get; }
    }

    public sealed record Part(DateOnly Day, DayPart Of) : SeriesTimes;
}

/// <summary>A member's wish to come again and again, before anyone has looked whether the places are free.</summary>
public sealed record SeriesPlan(SeriesTimes First, RecurrenceRule Rule, IReadOnlySet<DateOnly> Except);
