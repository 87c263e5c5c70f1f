using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>Who is offered a place that has become free. Whether she may have it is then decided as for any wish.</summary>
public static class WaitingPolicy
{
    public static WaitingEntry? FirstInLine(IEnumerable<WaitingEntry> entries, Space space, TimeRange free, DateTimeOffset now) =>
        Line(entries, space, free, now).FirstOrDefault();

    /// <summary>
    /// Everybody whom the place would serve, longest waiting first. <paramref name="free"/> is the whole time in which the space is free around
    /// what was given back (<see cref="Diary.FreeAround"/>).
    /// </summary>
    public static IEnumerable<WaitingEntry> Line(IEnumerable<WaitingEntry> entries, Space space, TimeRange free, DateTimeOffset now) =>
        entries
            .Where(entry => entry.Status == WaitingStatus.Waiting && IsServedBy(entry, space))
            .Where(entry => StillWanted(entry, now) is { } wanted && free.Contains(wanted))
            .OrderBy(entry => entry.MadeAt)
            .ThenBy(entry => entry.Id, StringComparer.Ordinal);

    /// <summary>The time she still waits for: of a day part that runs, what is left of it; null once it is too late.</summary>
    public static TimeRange? StillWanted(WaitingEntry entry, DateTimeOffset now)
    {
        var during = entry.During;
        if (during.Start >= now) return during;
        return entry.ByDayPart && now < during.End ? new TimeRange(now.FloorToMinute() > during.Start ? now.FloorToMinute() : during.Start, during.End) : null;
    }

    private static bool IsServedBy(WaitingEntry entry, Space space) =>
        entry.Site == space.Site
        && (entry.Space is null || entry.Space == space.Id)
        && space.Serves(entry.Kind, entry.Seats, entry.Equipment);
}
