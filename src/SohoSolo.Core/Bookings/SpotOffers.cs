using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>How long somebody who stands at a free place may take it: by halves of the day, a room also by the half-hour, never into what comes next.</summary>
public static class SpotOffers
{
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);

    /// <summary>The times on offer from the running minute, shortest first; none where the site is closed or somebody has the place.</summary>
    /// <param name="site">The site of the place.</param>
    /// <param name="space">The place.</param>
    /// <param name="taken">When others have it, today.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<TimeRange> At(Telecentre site, Space space, IEnumerable<TimeRange> taken, DateTimeOffset now)
    {
        if (OpenTimes.At(site, now) is not { } open) return [];

        var shut = site.Closures.Where(closure => closure.Concerns(space)).Select(closure => closure.During).Concat(taken).Where(time => time.End > now).ToList();
        if (shut.Exists(time => time.Contains(now))) return [];

        var (start, last) = (now.FloorToMinute(), shut.Select(time => time.Start).Append(open.End).Min());
        DateTimeOffset?[] wanted = space.Kind == SpaceKind.MeetingRoom
            ? [start + HalfHour, start + (2 * HalfHour), WalkIns.Span(site.Calendar, now)?.End]
            : [WalkIns.Span(site.Calendar, now)?.End, open.End];
        return [.. wanted.OfType<DateTimeOffset>().Select(end => end < last ? end : last).Where(end => end - now >= HalfHour / 2).Distinct().Order().Select(end => new TimeRange(start, end))];
    }
}
