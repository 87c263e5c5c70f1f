using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Board;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Presence;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Board;

/// <summary>The sites that somebody looks after.</summary>
public sealed record SitesModel(IReadOnlyList<Telecentre> Sites);

/// <summary>A site just now: as a page, and as the part of it that a script puts in its place when something has happened.</summary>
internal sealed class BoardPage(KeptSites kept, BoardReading reading, SiteDays days, StoreQueries queries, PresenceSweep sweep)
{
    private static readonly TimeSpan RequestsAhead = TimeSpan.FromDays(400);

    /// <summary>A keeper of one site is at once there.</summary>
    public async Task<IResult> Choose(Visit visit)
    {
        var sites = await kept.Of(visit);
        return sites is [var only] ? Visit.GoTo($"/board/{only.Id}") : visit.Show<SitesView, SitesModel>(new SitesModel(sites));
    }

    public Task<IResult> Show(Visit visit) => kept.For(visit, async site => visit.Show<SiteBoard, BoardModel>(await Model(visit, site)));

    public Task<IResult> ShowNow(Visit visit) => kept.For(visit, async site => visit.Show<SiteBoardNow, BoardModel>(await Model(visit, site)));

    /// <summary>The board again, with what could not be done.</summary>
    public async Task<IResult> Again(Visit visit, Telecentre site, Outcome outcome, Refused refused) =>
        visit.Show<SiteBoard, BoardModel>(await Model(visit, site) with { Said = null, Refused = refused }, outcome.Status);

    private async Task<BoardModel> Model(Visit visit, Telecentre site)
    {
        var seen = await reading.Look(site, visit.Stop);
        var leased = await days.Leased(site, seen.Now, visit.Stop);
        return new BoardModel
        {
            Site = site,
            At = seen.Now,
            Spaces = [.. site.Spaces.OrderBy(space => space.Kind).ThenBy(space => space.Name.Length).ThenBy(space => space.Name, StringComparer.CurrentCulture).Select(space => SpaceCard.Of(space, seen, leased))],
            Arrivals = Arrival.Of(seen),
            Alarms = AlarmCard.Of(seen),
            Doors = [.. seen.Doors.Select(door => DoorCard.Of(door, seen))],
            Devices = seen.Devices,
            Requests = await Requests(site, seen.Now, visit.Stop),
            SyncedAt = seen.SyncedAt,
            IsSilent = seen.SyncedAt is not { } at || seen.Now - at > GatewayWatch.Silence,
            SweptAt = sweep.SweptAt,
            MailFails = seen.Alarms.Any(alarm => alarm is { Kind: MailWatch.Alarm, About: MailWatch.Everybody }),
            ClosedFor = site.Closures.FirstOrDefault(closure => closure.Space is null && closure.During.Contains(seen.Now))?.Reason,
            Said = visit.Asked("said"),
        };
    }

    private async Task<IReadOnlyList<Arrival>> Requests(Telecentre site, DateTimeOffset now, CancellationToken stop)
    {
        var asked = await queries.Bookings(new BookingFilter { Sites = [site.Id], Statuses = [BookingStatus.Requested], Window = new TimeRange(now, now + RequestsAhead) }, stop);
        var people = (await queries.MembersOf([.. asked.Select(booking => booking.Member).Distinct()], stop)).ToDictionary(member => member.Id);
        return [.. asked.Select(booking => new Arrival(booking, people.GetValueOrDefault(booking.Member)?.Name ?? booking.Member.Value, people.GetValueOrDefault(booking.Member)?.Phone, site.Find(booking.Space), "asked"))];
    }
}
