using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Bookings;

/// <summary>Makes cards of bookings: what may be done with each, and whether its place is free for longer.</summary>
internal sealed class CardReading(StoreQueries queries, NetworkCache network)
{
    public async Task<IReadOnlyList<CardModel>> Of(IEnumerable<Booking> bookings, Visit visit)
    {
        var cards = new List<CardModel>();
        foreach (var booking in bookings)
            cards.Add(await Of(booking, visit));

        return cards;
    }

    public async Task<CardModel> Of(Booking booking, Visit visit)
    {
        var site = (await network.Get(visit.Stop)).Sites[booking.Site];
        var options = BookingOptions.Of(booking, site, visit.Now);
        var isToday = site.Calendar.DayOf(booking.During.Start) <= site.Calendar.DayOf(visit.Now);
        return new CardModel(booking, site, options, isToday && options.Longer is { } longer && await IsFree(booking, longer.End, visit.Stop));
    }

    /// <summary>The booking that a page is to speak about, where she may see it.</summary>
    public async Task<CardModel?> Told(string? id, Visit visit)
    {
        if (id is null || await queries.Booking(new BookingId(id), visit.Stop) is not { } booking) return null;

        return visit.Caller.IsOrLooks(booking.Member, booking.Site) ? await Of(booking, visit) : null;
    }

    private async Task<bool> IsFree(Booking booking, DateTimeOffset until, CancellationToken stop)
    {
        var holds = await queries.HoldsOf([booking.Space], [booking.Site], new TimeRange(booking.During.End, until), stop);
        return holds.All(hold => hold.Booking == booking.Id);
    }
}
