using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Reporting;

/// <summary>Places of one kind that were to be had in one half-day; leased ones are among them.</summary>
public sealed record OfferedPlaces(DateOnly Day, bool IsAfternoon, SpaceKind Kind, int Spaces, int Leased)
{
    /// <summary>
    /// What a site offers on a day. A place is not offered in a half-day without opening hours, nor in one that a closure or a block takes whole. It is leased when it is somebody's that day who has not lent the day back.
    /// </summary>
    public static IReadOnlyList<OfferedPlaces> Of(Telecentre site, DateOnly day, IReadOnlyList<Closure> closures, IReadOnlyList<SpaceLease> leases)
    {
        var leased = leases.Where(lease => lease.Bars(null, day)).Select(lease => lease.Space).ToHashSet();
        return [.. new[] { DayPart.Morning, DayPart.Afternoon }.SelectMany(part => Half(site, day, part, closures, leased))];
    }

    private static IEnumerable<OfferedPlaces> Half(Telecentre site, DateOnly day, DayPart part, IReadOnlyList<Closure> closures, HashSet<SpaceId> leased)
    {
        if (site.Calendar.Span(day, part) is not { } hours)
            return [];

        return site.Spaces
            .Where(space => !closures.Any(closure => closure.Concerns(space) && closure.During.Start <= hours.Start && hours.End <= closure.During.End))
            .GroupBy(space => space.Kind)
            .Select(kind => new OfferedPlaces(day, part == DayPart.Afternoon, kind.Key, kind.Count(), kind.Count(space => leased.Contains(space.Id))));
    }
}
