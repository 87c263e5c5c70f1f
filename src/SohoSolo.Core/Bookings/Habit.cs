using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>Where and when somebody works as a rule, as her own bookings tell it.</summary>
public sealed record Habit
{
    /// <summary>What lies further back is no habit any more.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(90);

    /// <summary>So many of her latest bookings are looked at.</summary>
    public const int MostRemembered = 20;

    public required SiteId Site { get; init; }

    public required SpaceKind Kind { get; init; }

    /// <summary>The place she takes most; null for somebody who has none yet.</summary>
    public SpaceId? Space { get; init; }

    /// <summary>Her days of the week, and which part of each; empty where there is no rule in it.</summary>
    public IReadOnlyDictionary<DayOfWeek, DayPart> Week { get; init; } = new Dictionary<DayOfWeek, DayPart>();

    /// <summary>The part of a day that she takes most.</summary>
    public DayPart Part { get; init; } = DayPart.Full;

    public DayPart PartOn(DateOnly day) => Week.GetValueOrDefault(day.DayOfWeek, Part);

    /// <summary>
    /// Read from her latest bookings of desks and offices; for somebody without any, the télécentre nearest her home and any desk. Null where the network has nothing to sit at.
    /// </summary>
    public static Habit? Of(IEnumerable<Booking> history, IReadOnlyDictionary<SiteId, Telecentre> sites, GeoPoint? home, DateTimeOffset now)
    {
        var visits = history
            .Where(booking => Tells(booking, sites, now))
            .OrderByDescending(booking => booking.During.Start)
            .ThenBy(booking => booking.Id)
            .Take(MostRemembered)
            .Select(booking => new Visit(booking, sites[booking.Site].Calendar))
            .ToList();
        return visits.Count == 0 ? OfNewcomer(sites.Values, home) : Of(visits, sites);
    }

    private static Habit Of(List<Visit> visits, IReadOnlyDictionary<SiteId, Telecentre> sites)
    {
        var (site, kind) = Most(visits, visit => (visit.Booking.Site, visit.Booking.Kind));
        var here = visits.Where(visit => (visit.Booking.Site, visit.Booking.Kind) == (site, kind) && sites[site].Find(visit.Booking.Space) is not null).ToList();
        return new Habit
        {
            Site = site,
            Kind = kind,
            Space = here.Count == 0 ? null : Most(here, visit => visit.Booking.Space),
            Week = WeekOf(visits),
            Part = Most(visits, visit => visit.Part),
        };
    }

    private static Habit? OfNewcomer(IEnumerable<Telecentre> sites, GeoPoint? home)
    {
        var near = sites
            .Where(site => site.Spaces.Any(space => space.Kind == SpaceKind.Desk))
            .OrderBy(site => home?.DistanceKm(site.Location) ?? 0)
            .ThenBy(site => site.Id)
            .FirstOrDefault();
        return near is null ? null : new Habit { Site = near.Id, Kind = SpaceKind.Desk };
    }

    /// <summary>A day of the week is hers where she came on it twice at least, and in every other week at least of those that are looked at.</summary>
    private static Dictionary<DayOfWeek, DayPart> WeekOf(List<Visit> visits)
    {
        var weeks = ((visits.Max(visit => visit.Day.DayNumber) - visits.Min(visit => visit.Day.DayNumber)) / 7) + 1;
        return visits
            .GroupBy(visit => visit.Day.DayOfWeek)
            .Where(day => day.Select(visit => visit.Day).Distinct().Count() is >= 2 and var times && times * 2 >= weeks)
            .ToDictionary(day => day.Key, day => Most([.. day], visit => visit.Part));
    }

    private static bool Tells(Booking booking, IReadOnlyDictionary<SiteId, Telecentre> sites, DateTimeOffset now) =>
        booking.Kind is SpaceKind.Desk or SpaceKind.Office
        && booking.Status is BookingStatus.Confirmed or BookingStatus.CheckedIn or BookingStatus.Completed
        && booking.During.Start > now - Memory
        && sites.TryGetValue(booking.Site, out var site)
        && site.Spaces.Any(space => space.Kind == booking.Kind);

    /// <summary>What comes most often; of two that come as often, the later one. Visits are ordered latest first.</summary>
    private static TWhat Most<TWhat>(List<Visit> visits, Func<Visit, TWhat> what) => visits.GroupBy(what).MaxBy(group => group.Count())!.Key;

    private sealed record Visit(Booking Booking, DateOnly Day, DayPart Part)
    {
        public Visit(Booking booking, SiteCalendar calendar)
            : this(booking, calendar.DayOf(booking.During.Start), SameTimes.PartOf(booking, calendar) ?? PartAround(booking, calendar))
        {
        }

        /// <summary>Hours by the clock belong to the part of the day that has all of them.</summary>
        private static DayPart PartAround(Booking booking, SiteCalendar calendar) => calendar.HalfDaysTouched(booking.During) switch
        {
            [{ IsAfternoon: false }] => DayPart.Morning,
            [{ IsAfternoon: true }] => DayPart.Afternoon,
            _ => DayPart.Full,
        };
    }
}
