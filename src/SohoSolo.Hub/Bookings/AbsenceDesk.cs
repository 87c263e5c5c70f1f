using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Bookings;

/// <summary>The use case of being away: everything a member holds in a range of days is given back, at every site, in one transaction.</summary>
internal sealed class AbsenceDesk(Decisions decisions, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    private static readonly BookingStatus[] Given = [BookingStatus.Requested, BookingStatus.Confirmed, BookingStatus.CheckedIn];

    /// <summary>What would be given back if it were done now: each booking as it is, and as it would be.</summary>
    public async Task<IReadOnlyList<(Booking Before, Booking After)>> Preview(MemberId member, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var (sites, now) = ((await network.Get(stop)).Sites, clock.GetUtcNow());
        var touched = await Touched(member, from, to, sites, stop);
        return
        [
            .. touched
                .Select(booking => (Before: booking, Given: Absence.GiveBack(booking, Away(sites[booking.Site].Calendar, from, to), sites[booking.Site], now) as BookingDecision.Accepted))
                .Where(one => one.Given is not null)
                .Select(one => (one.Before, one.Given!.Booking)),
        ];
    }

    public Task<Executed<Answer>> Release(MemberId member, DateOnly from, DateOnly to, Command command, CancellationToken stop) => decisions.Run(
        command,
        async _ =>
        {
            var sites = (await network.Get(stop)).Sites;
            var touched = await Touched(member, from, to, sites, stop);
            return work => Decide(work, member, touched, sites, from, to);
        },
        (reason, _) => Task.FromResult<Answer?>(BookingAnswers.Declined(reason, [])),
        stop);

    private async ValueTask<Decided> Decide(
        Work work, MemberId member, IReadOnlyList<Booking> seen, IReadOnlyDictionary<SiteId, Telecentre> sites, DateOnly from, DateOnly to)
    {
        var facts = await work.Lock(new Scope
        {
            Members = [member],
            Spaces = [.. seen.Select(booking => booking.Space).Distinct()],
            Bookings = [.. seen.Select(booking => booking.Id)],
        });
        if (facts.Bookings.Any(booking => seen.First(other => other.Id == booking.Id).Space != booking.Space))
        {
            return new Decided.Outdated();
        }

        var now = clock.GetUtcNow();
        var released = new List<BookingView>();
        foreach (var booking in facts.Bookings.Where(booking => Given.Contains(booking.Status)))
        {
            var site = sites[booking.Site];
            if (Absence.GiveBack(booking, Away(site.Calendar, from, to), site, now) is BookingDecision.Accepted(var after))
            {
                work.Put(booking, after, after.Status == BookingStatus.Cancelled ? "cancelled" : "changed");
                released.Add(BookingView.Of(after, site));
            }
        }

        return new Decided.Done(Answers.Of(200, new AbsenceView(released), BookingJson.Shared.AbsenceView));
    }

    private async Task<IReadOnlyList<Booking>> Touched(MemberId member, DateOnly from, DateOnly to, IReadOnlyDictionary<SiteId, Telecentre> sites, CancellationToken stop)
    {
        var seen = await queries.Bookings(new BookingFilter { Member = member, Window = Window(from, to), Statuses = Given }, stop);
        return [.. seen.Where(booking => booking.During.Overlaps(Away(sites[booking.Site].Calendar, from, to)))];
    }

    /// <summary>Wide enough for every zone; each booking is then judged on its own site's clock.</summary>
    private static TimeRange Window(DateOnly from, DateOnly to) => new(
        new DateTimeOffset(from.AddDays(-1), TimeOnly.MinValue, TimeSpan.Zero),
        new DateTimeOffset(to.AddDays(2), TimeOnly.MinValue, TimeSpan.Zero));

    private static TimeRange Away(SiteCalendar calendar, DateOnly from, DateOnly to) => new(calendar.WholeDay(from).Start, calendar.WholeDay(to).End);
}

/// <summary>What was given back.</summary>
internal sealed record AbsenceView(IReadOnlyList<BookingView> Released);
