using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Book;

/// <summary>Looks up what the page of free places shows.</summary>
internal sealed class BookLook(Vacancies vacancies, StoreQueries queries, NetworkCache network)
{
    private const int DaysToChoose = 8;
    private const int DaysToLook = 14;

    /// <summary>A day that ends sooner than this is not proposed any more.</summary>
    private static readonly TimeSpan WorthComing = TimeSpan.FromMinutes(30);

    private static readonly BookingStatus[] Holding = [BookingStatus.Requested, BookingStatus.Offered, BookingStatus.Confirmed, BookingStatus.CheckedIn];

    public async Task<BookModel> Of(Visit visit)
    {
        var known = await network.Get(visit.Stop);
        var asked = BookQuery.Of(visit, DateOnly.MinValue);
        var (who, somebody) = await Whom(visit, asked);
        var sites = Near(known, who, visit, somebody is not null);
        var query = asked.Day == DateOnly.MinValue ? asked with { Day = UsualDay(sites, asked, visit.Now) } : asked;
        return await Of(visit, query with { For = somebody?.Id }, sites, who, somebody);
    }

    /// <summary>Every site that she may book at, nearest to where she lives first.</summary>
    public static IReadOnlyList<NearSite> Near(Network known, Member who, Visit visit, bool forSomebody)
    {
        var home = who.Commune is { } commune && known.Communes.TryGetValue(commune, out var found) ? found.Centre : (GeoPoint?)null;
        return [.. known.Sites.Values
            .Where(site => !forSomebody || visit.Caller.Looks(site.Id))
            .Select(site => new NearSite(site, home?.DistanceKm(site.Location)))
            .OrderBy(near => near.Km ?? 0).ThenBy(near => near.Site.Name, StringComparer.CurrentCulture)];
    }

    private async Task<(Member Who, Member? Somebody)> Whom(Visit visit, BookQuery asked)
    {
        var somebody = asked.For is { } member && member != visit.Caller.Member ? await queries.Member(member, visit.Stop) : null;
        return (somebody ?? visit.Member, somebody);
    }

    private async Task<BookModel> Of(Visit visit, BookQuery query, IReadOnlyList<NearSite> sites, Member who, Member? somebody)
    {
        var (today, rules) = sites.Count == 0 ? (DateOnly.FromDateTime(visit.Now.UtcDateTime), new BookingRules()) : (sites[0].Site.Calendar.DayOf(visit.Now), sites[0].Site.Rules);
        var model = new BookModel
        {
            Query = query,
            Today = today,
            LastDay = rules.FurthestDaysAhead is { } days ? today.AddDays(days) : null,
            Days = [.. Enumerable.Range(0, DaysToLook).Select(today.AddDays).Where(day => sites.Any(near => near.Site.Calendar.IsOpenOn(day))).Take(DaysToChoose)],
            Sites = sites,
            Equipment = [.. sites.SelectMany(near => near.Site.Spaces).Where(space => space.Kind == query.Kind).SelectMany(space => space.Equipment).Distinct().Order(StringComparer.Ordinal)],
            For = somebody,
            Said = visit.Asked("said"),
            About = visit.Asked("about"),
        };
        var (wishes, problem) = Wishes(query, sites, who.Id);
        return problem is not null || wishes.Count == 0
            ? model with { Refusal = new Refusal(problem?.Reason ?? Words.Of(DeclineReason.NoSuchSpace), []) }
            : await Of(visit, model, wishes, who);
    }

    private async Task<BookModel> Of(Visit visit, BookModel model, List<(NearSite Near, Wish Wish)> wishes, Member who)
    {
        var window = new TimeRange(wishes.Min(wish => wish.Wish.During.Start), wishes.Max(wish => wish.Wish.During.End));
        var mine = queries.Bookings(new BookingFilter { Member = who.Id, Window = window, Statuses = Holding }, visit.Stop);
        var at = wishes.Exists(wish => wish.Near.Site.Id == model.Query.Site) ? model.Query.Site : wishes[0].Near.Site.Id;
        var found = await vacancies.Look([.. wishes.Select(wish => (wish.Near.Site, wish.Wish))], who.Id, visit.Stop, nextAt: at);
        var hers = await mine;
        IReadOnlyList<SitePlaces> places = [.. wishes.Zip(found, (wish, site) => new SitePlaces(wish.Near, wish.Wish.During, [.. site.Spaces.OrderBy(space => space.Space.Id.Value.Length).ThenBy(space => space.Space.Id).Select(space => Place(space, wish.Wish, hers, visit.Now))]))];
        var here = places.First(site => site.Site.Id == at);
        return model with
        {
            Here = here,
            Elsewhere = [.. places.Where(site => site != here)],
            Hers = [.. hers.Where(booking => booking.During.Overlaps(here.During)).Select(booking => (booking, model.Sites.FirstOrDefault(near => near.Site.Id == booking.Site)?.Site)).OfType<(Booking, Telecentre)>()],
        };
    }

    /// <summary>What she wants at each site that has any such place, on the site's own clock.</summary>
    private static (List<(NearSite Near, Wish Wish)> Wishes, Problem? Problem) Wishes(BookQuery query, IReadOnlyList<NearSite> sites, MemberId member)
    {
        var wishes = new List<(NearSite, Wish)>(sites.Count);
        var (start, end, day, part) = query.Asked;
        foreach (var near in sites)
        {
            var (during, asPart, problem) = TimeReader.ToLookAt(start, end, day, part, near.Site.Calendar);
            if (during is null) return ([], problem);

            var wish = new Wish { Member = member, During = during, Part = asPart, Kind = query.Kind, Seats = query.Seats, Equipment = query.Equipment };
            if (near.Site.Spaces.Any(wish.Means)) wishes.Add((near, wish));
        }

        return (wishes, null);
    }

    private static BookPlace Place(SpaceAvailability found, Wish wish, IReadOnlyList<Booking> hers, DateTimeOffset now)
    {
        var (space, busy) = (found.Space, found.State as SpaceState.Busy);
        var overlapping = hers.Where(booking => booking.During.Overlaps(wish.During)).ToList();
        var look =
            overlapping.Exists(booking => booking.Space == space.Id) ? PlaceLook.Yours
            : wish.During.End <= now ? PlaceLook.Past
            : busy is not null ? LookOf(busy.Reason)
            : space.Kind != SpaceKind.MeetingRoom && overlapping.Exists(booking => !Holds.IsForGuests(booking.Kind, booking.Guests.Count > 0)) ? PlaceLook.OtherPlace
            : PlaceLook.Free;
        return new BookPlace(space, look, look is PlaceLook.Free or PlaceLook.Yours or PlaceLook.OtherPlace ? null : busy?.NextFree);
    }

    private static PlaceLook LookOf(BusyReason reason) => reason switch
    {
        BusyReason.Booked => PlaceLook.Booked,
        BusyReason.Leased => PlaceLook.Leased,
        BusyReason.Closed => PlaceLook.Closed,
        BusyReason.Blocked => PlaceLook.Blocked,
        BusyReason.OutsideHours => PlaceLook.OutsideHours,
        BusyReason.Quota => PlaceLook.Quota,
        _ => throw new System.Diagnostics.UnreachableException($"{reason}"),
    };

    /// <summary>The next day on which it is worth coming to the site she looks at.</summary>
    private static DateOnly UsualDay(IReadOnlyList<NearSite> sites, BookQuery query, DateTimeOffset now)
    {
        if (sites.Count == 0) return DateOnly.FromDateTime(now.UtcDateTime);

        var calendar = (sites.FirstOrDefault(near => near.Site.Id == query.Site) ?? sites[0]).Site.Calendar;
        var today = calendar.DayOf(now);
        return Enumerable.Range(0, DaysToLook).Select(today.AddDays).FirstOrDefault(day => calendar.Span(day, DayPart.Full)?.End > now + WorthComing, today);
    }
}
