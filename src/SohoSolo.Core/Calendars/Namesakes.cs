namespace SohoSolo.Core.Calendars;

/// <summary>
/// Events that share a UID although they are different ones, as bad exporters write them. Versions of one event differ in SEQUENCE or DTSTAMP; what is of the same version and
/// yet says another time, or is called otherwise, is another event.
/// </summary>
internal static class Namesakes
{
    /// <summary>The latest versions among what a file tells under one UID: mostly one, and none where there are exceptions only. In the order of the file.</summary>
    public static IReadOnlyList<CalendarEvent> Latest(IReadOnlyList<CalendarEvent> told)
    {
        var latest = new List<CalendarEvent>();
        var places = new Dictionary<(CalendarTime, CalendarTime?, CalendarSpan?, string?), int>();
        foreach (var version in told)
        {
            if (version.IsException)
                continue;

            var order = latest.Count == 0 ? 1 : Compare(version, latest[0]);
            if (order < 0)
                continue;

            if (order > 0 || version.IsWithoutTime)
            {
                latest.Clear();
                places.Clear();
            }

            // The same event told twice is one: the last in the file, but a series before one of its days alone.
            if (places.TryAdd((version.Start, version.End, version.Length, version.Summary), latest.Count))
                latest.Add(version);
            else if (places[(version.Start, version.End, version.Length, version.Summary)] is var place && (version.Repeats || !latest[place].Repeats))
                latest[place] = version;
        }

        return latest;
    }

    /// <summary>A later version has the higher SEQUENCE, or was written later.</summary>
    public static int Compare(CalendarEvent one, CalendarEvent other)
    {
        var bySequence = one.Sequence.CompareTo(other.Sequence);
        return bySequence != 0 ? bySequence : one.Stamp.CompareTo(other.Stamp);
    }

    /// <summary>How an event is known beside the first of its UID: by when it is and what it is called, as one without a UID.</summary>
    public static string NameOf(CalendarEvent told) => $"{told.Start.Local:s} {told.End?.Local:s} {told.Summary}";
}
