using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Alarms;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Devices;
using SohoSolo.Hub.Doors;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Board;

/// <summary>Puts a site's board together from a handful of reads that do not wait for each other. It shows, and decides nothing.</summary>
internal sealed class BoardReading(StoreQueries queries, TimeProvider clock)
{
    private const int MostAlarms = 200;

    private static readonly BookingStatus[] Live = [BookingStatus.Confirmed, BookingStatus.CheckedIn];

    public async Task<BoardView> Read(Telecentre site, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var today = site.Calendar.WholeDay(site.Calendar.DayOf(now));
        var bookings = queries.Bookings(new BookingFilter { Sites = [site.Id], Window = today, Statuses = Live }, stop);
        var doors = queries.Doors(site.Id, stop);
        var devices = queries.Devices(site.Id, stop);
        var alarms = queries.Alarms(site.Id, openOnly: true, MostAlarms, stop);
        var cursors = queries.Cursors(site.Id, stop);
        var (records, accounts) = (queries.Occupancies(site.Id, stop), queries.Reconciliations(site.Id, today, stop));
        await Task.WhenAll(bookings, doors, devices, alarms, cursors, records, accounts);

        var booked = (await bookings).Where(booking => booking.During.End > now).ToList();
        var names = await queries.MemberNames([.. booked.Select(booking => booking.Member).Distinct()], stop);
        var synced = (await cursors).Select(cursor => (DateTimeOffset?)cursor.SeenAt).Max();
        var spaces = new SpacesNow(site, now)
        {
            Booked = booked,
            Records = await records,
            Devices = await devices,
            Accounts = await accounts,
            Delivered = await cursors is [.., var newest] ? newest.Watermark : null,
        };
        return new BoardView
        {
            Site = site.Id.Value,
            At = Times.Utc(now),
            Spaces = [.. site.Spaces.Select(spaces.Of)],
            Expected = [.. booked.Where(booking => booking.Status == BookingStatus.Confirmed).Select(booking => Expected(booking, site, names) with { Late = spaces.IsLate(booking) })],
            Present = [.. booked.Where(booking => booking.Status == BookingStatus.CheckedIn).Select(booking => Present(booking, site, names))],
            Doors = [.. (await doors).Select(door => DoorView.Of(door, site, now))],
            Devices = [.. (await devices).Select(DeviceView.Of)],
            Alarms = [.. (await alarms).Select(AlarmView.Of)],
            SyncedAt = synced is { } at ? Times.Utc(at) : null,
        };
    }

    private static BoardBookingView Expected(Booking booking, Telecentre site, IReadOnlyDictionary<MemberId, string> names) => BoardBookingView.Of(booking, site, NameOf(booking, names));

    private static BoardBookingView Present(Booking booking, Telecentre site, IReadOnlyDictionary<MemberId, string> names) =>
        BoardBookingView.Of(booking, site, NameOf(booking, names)) with { Since = booking.Evidence.Count > 0 ? Times.Utc(booking.Evidence[0].At) : null };

    private static string NameOf(Booking booking, IReadOnlyDictionary<MemberId, string> names) => names.GetValueOrDefault(booking.Member) ?? booking.Member.Value;
}
