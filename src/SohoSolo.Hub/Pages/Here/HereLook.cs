using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Here;

/// <summary>Looks up what a place is to the member who stands before it.</summary>
internal sealed class HereLook(StoreQueries queries, NetworkCache network, PlacesNow places)
{
    private static readonly BookingStatus[] Holding = [BookingStatus.Requested, BookingStatus.Confirmed, BookingStatus.CheckedIn];

    public async Task<(Telecentre Site, Space Space)?> Find(Visit visit)
    {
        var id = new SpaceId(visit.Part("space"));
        return (await network.Get(visit.Stop)).Sites.Values.Select(site => (site, site.Find(id))).FirstOrDefault(found => found.Item2 is not null) is ({ } site, { } space) ? (site, space) : null;
    }

    public async Task<HereModel> Of(Visit visit, Telecentre site, Space space)
    {
        var now = visit.Now;
        var today = new TimeRange(now, site.Calendar.WholeDay(site.Calendar.DayOf(now)).End);
        var mine = queries.Bookings(new BookingFilter { Member = visit.Caller.Member, Window = new TimeRange(now, now + site.Rules.CheckInOpens), Statuses = Holding }, visit.Stop);
        var holds = queries.HoldsOf([space.Id], [site.Id], today, visit.Stop);
        var leases = queries.Leases([site.Id], site.Calendar.DayOf(now), site.Calendar.DayOf(now), visit.Stop);
        var free = (await places.Free([site], now, visit.Stop)).GetValueOrDefault(site.Id) ?? [];
        var model = new HereModel { Site = site, Space = space, State = HereState.Free, Said = visit.Asked("said"), Others = [.. free.Where(other => other.Kind == space.Kind && other.Id != space.Id)] };
        return Of(model, await mine, Taken(await holds, await leases, (site, space), visit, today), now);
    }

    /// <summary>What others have of it today. A lease has no hour.</summary>
    private static List<TimeRange> Taken(IReadOnlyList<Hold> holds, IReadOnlyList<SpaceLease> leases, (Telecentre Site, Space Space) here, Visit visit, TimeRange today)
    {
        var taken = holds.Select(hold => hold.During).ToList();
        var day = here.Site.Calendar.DayOf(visit.Now);
        if (leases.Any(lease => lease.Space == here.Space.Id && lease.Bars(visit.Caller.Member, day))) taken.Add(today);
        return taken;
    }

    private static HereModel Of(HereModel seen, IReadOnlyList<Booking> hers, List<TimeRange> taken, DateTimeOffset now)
    {
        if (hers.Where(booking => booking.Space == seen.Space.Id).MinBy(booking => booking.During.Start) is { } here) return seen with { Hers = here, State = StateOf(here) };
        if (OpenTimes.At(seen.Site, now) is null) return seen with { State = HereState.Closed, Opens = OpenTimes.After(seen.Site, now) };

        var offers = SpotOffers.At(seen.Site, seen.Space, taken, now);
        if (offers.Count == 0) return seen with { State = HereState.Taken, TakenUntil = taken.Find(time => time.Contains(now))?.End };

        var elsewhere = seen.Space.Kind == SpaceKind.MeetingRoom ? null : hers.FirstOrDefault(booking => booking.During.Contains(now) && booking.Kind != SpaceKind.MeetingRoom);
        return seen with { Offers = offers, Hers = elsewhere, State = elsewhere is null ? HereState.Free : HereState.Elsewhere };
    }

    private static HereState StateOf(Booking booking) => booking.Status switch
    {
        BookingStatus.CheckedIn => HereState.Seated,
        BookingStatus.Requested => HereState.Requested,
        _ => HereState.Expected,
    };
}
