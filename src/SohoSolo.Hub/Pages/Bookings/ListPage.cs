using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Bookings;

public sealed record ListModel
{
    public IReadOnlyList<CardModel> ToCome { get; init; } = [];

    /// <summary>The latest first.</summary>
    public IReadOnlyList<CardModel> Past { get; init; } = [];

    public int Page { get; init; } = 1;

    public bool HasMore { get; init; }

    /// <summary>Whether those are shown that came to nothing, and only those.</summary>
    public bool WithCancelled { get; init; }

    public (string Word, CardModel? Card)? Said { get; init; }
}

/// <summary>All that she has booked: what is to come, and the last ninety days.</summary>
internal sealed class ListPage(UsualReading usual, CardReading cards, StoreQueries queries)
{
    private const int PastDays = 90;
    private const int PerPage = 20;
    private const int LastPage = 50;

    private static readonly BookingStatus[] CameToNothing = [BookingStatus.Cancelled, BookingStatus.Refused];

    /// <summary>One that still holds and has ended waits only for the sweeper.</summary>
    private static readonly BookingStatus[] Went = [BookingStatus.Completed, BookingStatus.NoShow, BookingStatus.Confirmed, BookingStatus.CheckedIn];

    public async Task<IResult> Show(Visit visit)
    {
        var (stop, me) = (visit.Stop, visit.Caller.Member);
        var withCancelled = visit.Asked("cancelled") is not null;
        var page = int.TryParse(visit.Asked("page"), System.Globalization.NumberStyles.None, null, out var number) ? Math.Clamp(number, 1, LastPage) : 1;
        var past = new BookingFilter
        {
            Member = me,
            Window = new TimeRange(visit.Now.AddDays(-PastDays), withCancelled ? visit.Now.AddDays(400) : visit.Now),
            Statuses = withCancelled ? CameToNothing : Went,
            NewestFirst = true,
            Skip = (page - 1) * PerPage,
            Most = PerPage + 1,
        };
        var read = (await queries.Bookings(past, stop)).Where(booking => !booking.Holds || booking.During.End <= visit.Now).ToList();
        var said = visit.Asked("said") is { } word && SaidPart.Known.Contains(word) ? word : null;
        return visit.Show<ListView, ListModel>(new ListModel
        {
            ToCome = page == 1 ? await cards.Of(await usual.ToCome(me, stop), visit) : [],
            Past = await cards.Of(read.Take(PerPage), visit),
            Page = page,
            HasMore = read.Count > PerPage && page < LastPage,
            WithCancelled = withCancelled,
            Said = said is null ? null : (said, await cards.Told(visit.Asked("about"), visit)),
        });
    }
}
