using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Presence;

/// <summary>Puts what is known of a site's day before the rules: read without locks to look for what is due, or under them to decide.</summary>
internal sealed class SiteDays(StoreQueries queries)
{
    private const int Many = 5000;

    private static readonly BookingStatus[] Standing = [BookingStatus.Confirmed, BookingStatus.CheckedIn, BookingStatus.Completed, BookingStatus.NoShow];

    /// <summary>Yesterday and today on the site's clock: spans are remembered so long, and an evening's end is accounted for after midnight.</summary>
    public static TimeRange Window(Telecentre site, DateTimeOffset now)
    {
        var today = site.Calendar.DayOf(now);
        return new TimeRange(site.Calendar.WholeDay(today.AddDays(-1)).Start, site.Calendar.WholeDay(today).End);
    }

    public async Task<SeenSite> Read(Telecentre site, DateTimeOffset now, CancellationToken stop)
    {
        var window = Window(site, now);
        var bookings = queries.Bookings(new BookingFilter { Sites = [site.Id], Window = window, Statuses = Standing, Most = Many }, stop);
        var (devices, records) = (queries.Devices(site.Id, stop), queries.Occupancies(site.Id, stop));
        var (known, cursors) = (queries.Reconciliations(site.Id, window, stop), queries.Cursors(site.Id, stop));
        var leases = await Leased(site, now, stop);
        await Task.WhenAll(bookings, devices, records, known, cursors);

        var moved = (await cursors).MaxBy(cursor => cursor.SeenAt);
        var day = new SiteDay
        {
            Site = site,
            Window = window,
            Bookings = await bookings,
            Watches = Watches(site, await devices, await records, moved?.Watermark),
            Leased = leases,
            Known = await known,
        };
        return new SeenSite(day, moved?.Gateway);
    }

    /// <summary>What a decision under the site's lock needs beside its own rows.</summary>
    public static Scope Under(Scope scope, Telecentre site, string? gateway, DateTimeOffset now) => scope with
    {
        Presence = site.Id,
        Sites = [site.Id],
        Gateway = scope.Gateway ?? gateway,
        Devices = true,
        AllOccupancies = true,
        StandingBookings = Window(site, now),
        Reconciliations = Window(site, now),
    };

    /// <summary>The day as it is under lock.</summary>
    public static SiteDay Of(Facts facts, Telecentre site, IReadOnlyCollection<SpaceId> leased, DateTimeOffset now) => new()
    {
        Site = site,
        Window = Window(site, now),
        Bookings = facts.StandingBookings,
        Watches = Watches(site, facts.Devices, facts.Occupancies.Values, facts.Cursors.MaxBy(cursor => cursor.SeenAt)?.Watermark),
        Leased = leased,
        Known = facts.Reconciliations,
    };

    public static IReadOnlyDictionary<SpaceId, SpaceWatch> Watches(Telecentre site, IReadOnlyList<Device> devices, IEnumerable<SpaceRecord> records, DateTimeOffset? deliveredUpTo)
    {
        var states = records.ToDictionary(record => record.Space, record => record.State);
        return site.Spaces.ToDictionary(space => space.Id, space => new SpaceWatch(space.Id, states.GetValueOrDefault(space.Id) ?? Core.Presence.SpaceState.Empty, Sensors.Of(devices, space.Id), site.Presence, deliveredUpTo));
    }

    /// <summary>Spaces that are somebody's today.</summary>
    public async Task<IReadOnlyCollection<SpaceId>> Leased(Telecentre site, DateTimeOffset now, CancellationToken stop)
    {
        if (!site.Leases)
            return [];

        var today = site.Calendar.DayOf(now);
        IReadOnlyList<SpaceLease> leases = await queries.Leases([site.Id], today, today, stop);
        return [.. leases.Where(lease => lease.Bars(null, today)).Select(lease => lease.Space).Distinct()];
    }
}

/// <summary>A site's day as read without locks, and the gateway that delivered last.</summary>
internal sealed record SeenSite(SiteDay Day, string? Gateway);
