using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Audits;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Bookings;

/// <summary>HTTP for making and listing bookings: parse, call, answer.</summary>
internal sealed class BookingApi(WishIntake intake, BookingDesk desk, SeriesDesk series, AbsenceDesk absences, Consultations consultations, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    /// <summary>An offer is not a booking of hers yet: it is shown in the waiting list.</summary>
    private static readonly BookingStatus[] Shown = [.. Enum.GetValues<BookingStatus>().Where(status => status != BookingStatus.Offered)];

    public async Task Post(HttpContext context)
    {
        if (await Asking.Read(context, BookingJson.Shared.BookingPost, clock) is not { } asked)
        {
            return;
        }

        var stop = context.RequestAborted;
        var (wish, repeated, problem) = await intake.Read(asked.Body, asked.Caller, stop);
        await (problem is not null ? Answers.Write(context, problem)
            : repeated is null ? Answers.Write(context, await desk.Book(wish!, asked.Command, stop), "book")
            : Answers.Write(context, await series.Book(wish!, repeated, asked.Command, stop), "book-series"));
    }

    /// <summary>"As usual": the same place and local times on another day.</summary>
    public async Task Again(HttpContext context)
    {
        if (await Asking.Read(context, BookingJson.Shared.AgainPost, clock) is not { } asked)
        {
            return;
        }

        var stop = context.RequestAborted;
        var like = await queries.Booking(new BookingId(asked.Body.Like), stop);
        var (day, problem) = TimeReader.Day("day", asked.Body.Day);
        if (like is null || !asked.Caller.IsOrLooks(like.Member, like.Site))
        {
            problem = like is null ? Problems.InvalidValue("like", "names no booking") : Problems.NotAllowed("the member whose booking it is");
        }

        if (problem is not null)
        {
            await Answers.Write(context, problem);
            return;
        }

        var site = (await network.Get(stop)).Sites[like!.Site];
        var (during, impossible) = TimeReader.SameTimes(like, day!.Value, site.Calendar);
        await (during is not null
            ? Answers.Write(context, await desk.Book(Like(like, during, SameTimes.PartOf(like, site.Calendar), asked.Caller), asked.Command, stop), "book-again")
            : Answers.Write(context, impossible!));
    }

    public async Task Absence(HttpContext context)
    {
        if (await Asking.Read(context, BookingJson.Shared.AbsencePost, clock) is not { } asked)
        {
            return;
        }

        var (from, wrongFrom) = TimeReader.Day("from", asked.Body.From);
        var (to, wrongTo) = TimeReader.Day("to", asked.Body.To);
        if (from is not { } first || to is not { } last || last < first)
        {
            await Answers.Write(context, wrongFrom ?? wrongTo ?? Problems.InvalidValue("to", "must not be before 'from'"));
            return;
        }

        await Answers.Write(context, await absences.Release(asked.Caller.Member, first, last, asked.Command, context.RequestAborted), "absence");
    }

    public async Task List(HttpContext context)
    {
        var query = new QueryReader(context.Request);
        var (from, to, site) = (query.Time("from"), query.Time("to"), query.Text("site"));
        var (mine, seriesId) = (query.Flag("mine"), query.Text("series"));
        var known = await network.Get(context.RequestAborted);
        if (site is not null && !known.Sites.ContainsKey(new SiteId(site)))
        {
            query.Refuse("site", "names no télécentre");
        }

        var window = known.Sites.Count == 0 ? null : Window(from, to, (site is null ? known.Sites.Values.First() : known.Sites.GetValueOrDefault(new SiteId(site)))?.Calendar);
        if (window is null)
        {
            query.Refuse("to", "must be after 'from'");
        }

        if (query.Problem is { } problem)
        {
            await Answers.Write(context, problem);
            return;
        }

        var filter = Visible(context.Caller(), site is null ? null : new SiteId(site), mine) with { Series = seriesId, Window = window, Statuses = Shown };
        var bookings = await queries.Bookings(filter, context.RequestAborted);
        await NoteLook(context, filter);
        var nobody = filter.Member is null ? await queries.Pseudonyms([.. bookings.Select(booking => booking.Member).Distinct()], context.RequestAborted) : new HashSet<MemberId>();
        IReadOnlyList<BookingView> views = [.. bookings.Select(booking => BookingView.Of(booking, known.Sites[booking.Site])).Zip(bookings, (view, booking) => nobody.Contains(booking.Member) ? view.Unlinked() : view)];
        await Answers.Write(context, views, BookingJson.Shared.IReadOnlyListBookingView);
    }

    /// <summary>Others' bookings of days that are past tell where they were; those to come are what a keeper works with.</summary>
    private async Task NoteLook(HttpContext context, BookingFilter filter)
    {
        if (filter.Member is not null || filter.Window is not { } window || window.Start > clock.GetUtcNow().AddDays(-1)) return;

        await consultations.NoteList(context.Caller(), new Look(Look.PastBookings) { Site = filter.Sites is { Count: 1 } ? filter.Sites.First() : null, During = window }, context.RequestAborted);
    }

    /// <summary>A member sees her own, a keeper those of her sites, the chamber all.</summary>
    private static BookingFilter Visible(Caller caller, SiteId? site, bool mine)
    {
        if (mine || (site is { } one ? !caller.Looks(one) : caller is { IsChamber: false, Keeps.Count: 0 }))
        {
            return new BookingFilter { Member = caller.Member, Sites = site is { } hers ? [hers] : null };
        }

        return new BookingFilter { Sites = site is { } named ? [named] : caller.IsChamber ? null : [.. caller.Keeps] };
    }

    /// <summary>From a month ago to as far as bookings go, unless asked otherwise. Local times are the site's, or the network's first site's.</summary>
    private TimeRange? Window(WrittenTime? from, WrittenTime? to, SiteCalendar? calendar)
    {
        var now = clock.GetUtcNow();
        var (start, end) = (Instant(from, calendar) ?? now.AddDays(-31), Instant(to, calendar) ?? now.AddDays(400));
        return start < end ? new TimeRange(start, end) : null;
    }

    private static DateTimeOffset? Instant(WrittenTime? written, SiteCalendar? calendar) => written switch
    {
        WrittenTime.Instant(var at) => at,
        WrittenTime.Local(var local) when calendar is not null =>
            calendar.Resolve(local) is LocalMoment.Instant(var at, _) ? at : calendar.WholeDay(DateOnly.FromDateTime(local)).Start,
        _ => null,
    };

    private static BookingWish Like(Booking like, TimeRange during, DayPart? part, Caller caller) => new()
    {
        Member = like.Member,
        Site = like.Site,
        Wanted = new Wish { Member = like.Member, During = during, Part = part, Space = like.Space, Kind = like.Kind },
        Purpose = like.Purpose,
        ByKeeper = caller.Looks(like.Site),
    };
}
