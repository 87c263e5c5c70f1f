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
    /// <summary>Who comes a quarter of an hour after her time is not late yet: country roads.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

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
        await Task.WhenAll(bookings, doors, devices, alarms, cursors);

        var booked = (await bookings).Where(booking => booking.During.End > now).ToList();
        var names = await queries.MemberNames([.. booked.Select(booking => booking.Member).Distinct()], stop);
        var synced = (await cursors).Select(cursor => (DateTimeOffset?)cursor.SeenAt).Max();
        return new BoardView
        {
            Site = site.Id.Value,
            At = Times.Utc(now),
            Spaces = [.. site.Spaces.Select(space => Space(space, booked, now))],
            Expected = [.. booked.Where(booking => booking.Status == BookingStatus.Confirmed).Select(booking => Expected(booking, site, names, now))],
            Present = [.. booked.Where(booking => booking.Status == BookingStatus.CheckedIn).Select(booking => Present(booking, site, names))],
            Doors = [.. (await doors).Select(door => DoorView.Of(door, site, now))],
            Devices = [.. (await devices).Select(DeviceView.Of)],
            Alarms = [.. (await alarms).Select(AlarmView.Of)],
            SyncedAt = synced is { } at ? Times.Utc(at) : null,
        };
    }

    private static BoardSpaceView Space(Space space, IReadOnlyList<Booking> booked, DateTimeOffset now) => new(space.Id.Value, space.Name, Words.Of(space.Kind))
    {
        Booking = booked.FirstOrDefault(booking => booking.Space == space.Id && booking.During.Contains(now))?.Id.Value,
        Occupancy = "unknown",
    };

    private static BoardBookingView Expected(Booking booking, Telecentre site, IReadOnlyDictionary<MemberId, string> names, DateTimeOffset now) =>
        BoardBookingView.Of(booking, site, NameOf(booking, names)) with { Late = now >= booking.During.Start + Grace };

    private static BoardBookingView Present(Booking booking, Telecentre site, IReadOnlyDictionary<MemberId, string> names) =>
        BoardBookingView.Of(booking, site, NameOf(booking, names)) with { Since = booking.Evidence.Count > 0 ? Times.Utc(booking.Evidence[0].At) : null };

    private static string NameOf(Booking booking, IReadOnlyDictionary<MemberId, string> names) => names.GetValueOrDefault(booking.Member) ?? booking.Member.Value;
}
