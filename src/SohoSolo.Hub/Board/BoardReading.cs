using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
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

    private static readonly BookingStatus[] Shown = [BookingStatus.Requested, BookingStatus.Confirmed, BookingStatus.CheckedIn, BookingStatus.Completed, BookingStatus.NoShow];

    private static readonly BookingStatus[] Live = [BookingStatus.Confirmed, BookingStatus.CheckedIn];

    public async Task<SiteNow> Look(Telecentre site, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var today = site.Calendar.WholeDay(site.Calendar.DayOf(now));
        var bookings = queries.Bookings(new BookingFilter { Sites = [site.Id], Window = today, Statuses = Shown }, stop);
        var doors = queries.Doors(site.Id, stop);
        var devices = queries.Devices(site.Id, stop);
        var alarms = queries.Alarms(site.Id, openOnly: true, MostAlarms, stop);
        var cursors = queries.Cursors(site.Id, stop);
        var (records, accounts) = (queries.Occupancies(site.Id, stop), queries.Reconciliations(site.Id, today, stop));
        await Task.WhenAll(bookings, doors, devices, alarms, cursors, records, accounts);

        return new SiteNow
        {
            Site = site,
            Now = now,
            Today = await bookings,
            People = (await queries.MembersOf(Named(await bookings, await alarms), stop)).ToDictionary(member => member.Id),
            Spaces = new SpacesNow(site, now)
            {
                Booked = [.. (await bookings).Where(booking => Live.Contains(booking.Status) && booking.During.End > now)],
                Records = await records,
                Devices = await devices,
                Accounts = await accounts,
                Delivered = await cursors is [.., var newest] ? newest.Watermark : null,
            },
            Doors = await doors,
            Devices = await devices,
            Alarms = await alarms,
            SyncedAt = (await cursors).Select(cursor => (DateTimeOffset?)cursor.SeenAt).Max(),
        };
    }

    public async Task<BoardView> Read(Telecentre site, CancellationToken stop)
    {
        var seen = await Look(site, stop);
        return new BoardView
        {
            Site = site.Id.Value,
            At = Times.Utc(seen.Now),
            Spaces = [.. site.Spaces.Select(seen.Spaces.Of)],
            Expected = [.. seen.Expected.Select(booking => View(booking, seen) with { Late = seen.Spaces.IsLate(booking) })],
            Present = [.. seen.Present.Select(booking => View(booking, seen) with { Since = booking.Evidence.Count > 0 ? Times.Utc(booking.Evidence[0].At) : null })],
            Doors = [.. seen.Doors.Select(door => DoorView.Of(door, site, seen.Now))],
            Devices = [.. seen.Devices.Select(DeviceView.Of)],
            Alarms = [.. seen.Alarms.Select(AlarmView.Of)],
            SyncedAt = seen.SyncedAt is { } at ? Times.Utc(at) : null,
        };
    }

    private static BoardBookingView View(Booking booking, SiteNow seen) => BoardBookingView.Of(booking, seen.Site, seen.NameOf(booking.Member));

    /// <summary>Members of bookings, who reported a fault, and whom a message does not reach.</summary>
    private static List<MemberId> Named(IReadOnlyList<Booking> bookings, IReadOnlyList<Alarm> alarms) =>
    [
        .. bookings.Select(booking => booking.Member)
            .Concat(alarms.Where(alarm => alarm.RaisedBy is not null).Select(alarm => alarm.RaisedBy!.Value))
            .Concat(alarms.Where(alarm => alarm.Kind == Mail.MailWatch.Alarm && alarm.About != Mail.MailWatch.Everybody).Select(alarm => new MemberId(alarm.About)))
            .Distinct(),
    ];
}
