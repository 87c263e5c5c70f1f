using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Bookings;

/// <summary>What to lock and read for a decision about bookings at one site, and what was read as Core wants it.</summary>
internal static class DecisionScope
{
    public static Scope For(Telecentre site, MemberId member, IEnumerable<SpaceId> spaces, TimeRange window, DateTimeOffset now) => new()
    {
        Members = [member],
        Spaces = [.. spaces.Distinct()],
        Sites = [site.Id],
        Window = window,
        Months = Months(site.Calendar, window),
        CountUpcomingAfter = site.Rules.MostUpcoming is null ? null : now,
    };

    /// <summary>Every calendar month, on the site's clock, that a booking in this window may draw from.</summary>
    public static IReadOnlyList<Period> Months(SiteCalendar calendar, TimeRange window)
    {
        var last = calendar.DayOf(window.End);
        var months = new List<Period>();
        for (var day = calendar.DayOf(window.Start); day <= last; day = new DateOnly(day.Year, day.Month, 1).AddMonths(1))
        {
            months.Add(Period.Month(day));
        }

        return months;
    }

    public static TimeRange Around(TimeRange one, TimeRange other) =>
        new(one.Start < other.Start ? one.Start : other.Start, one.End > other.End ? one.End : other.End);

    public static BookingFacts For(this Facts facts, Telecentre site, MemberId member)
    {
        var her = facts.Members[member];
        return new BookingFacts
        {
            Site = site,
            MemberActive = her.Member.Status == MemberStatus.Active,
            SpaceHolds = facts.SpaceHolds,
            MemberHolds = her.Holds,
            Upcoming = her.Upcoming,
            Leases = facts.Leases,
            Wallet = her.Wallet,
        };
    }

    /// <summary>False when a closure or a policy has changed the site since it was read: decide again from a fresh copy.</summary>
    public static bool StillKnows(this Facts facts, Telecentre site) => facts.SiteVersions.GetValueOrDefault(site.Id) == site.Version;
}
