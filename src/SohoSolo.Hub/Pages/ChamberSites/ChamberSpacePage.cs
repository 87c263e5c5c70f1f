using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Closures;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.ChamberSites;

/// <summary>One place: how it is, and taking it out of use once nobody has booked or leased it any more.</summary>
internal sealed class ChamberSpacePage(NetworkCache cache, SiteKeeping keeping, ClosureDesk closures, StoreQueries queries)
{
    /// <summary>As far as bookings and leases can reach that the use case looks at.</summary>
    private const int YearsAhead = 20;
    private const int MostNamed = 20;

    public Task<IResult> Show(Visit visit) => For(visit, async (site, space) => visit.Show<ChamberSpaceView, ChamberSpaceModel>(await Model(visit, site, space)));

    public Task<IResult> Change(Visit visit) => For(visit, async (site, space) =>
    {
        var sheet = SpaceSheet.Of(visit);
        var (patch, problem) = sheet.Change(space);
        var outcome = problem is not null ? Outcome.Of(problem) : Outcome.Of(await keeping.Change(site.Id, patch!, null, visit.Command(), visit.Stop), "site");
        return outcome.IsDone
            ? Visit.GoTo($"/network/sites/{site.Id}", "space-kept")
            : visit.Show<ChamberSpaceView, ChamberSpaceModel>(await Model(visit, site, space) with { Sheet = sheet, Refusal = Refusal.Of(outcome) }, outcome.Status);
    });

    public Task<IResult> Remove(Visit visit) => For(visit, async (site, space) =>
    {
        var outcome = Outcome.Of(await keeping.Change(site.Id, new TelecentrePatch { RemoveSpaces = [space.Id.Value] }, null, visit.Command(), visit.Stop), "site");
        return outcome.IsDone
            ? Visit.GoTo($"/network/sites/{site.Id}", "removed")
            : visit.Show<ChamberSpaceView, ChamberSpaceModel>(await Model(visit, site, space) with { Refusal = LastOne(Refusal.Of(outcome)) }, outcome.Status);
    });

    /// <summary>What is said of places to add means here that none would be left.</summary>
    private static Refusal? LastOne(Refusal? refusal) => refusal is { Field: "addSpaces" } ? refusal with { Field = "removeSpaces" } : refusal;

    private async Task<IResult> For(Visit visit, Func<Telecentre, Space, Task<IResult>> show) =>
        await cache.Site(new SiteId(visit.Part("site")), visit.Stop) is { } site && site.Find(new SpaceId(visit.Part("space"))) is { } space ? await show(site, space) : visit.Missing();

    private async Task<ChamberSpaceModel> Model(Visit visit, Telecentre site, Space space)
    {
        var today = site.Calendar.DayOf(visit.Now);
        var ahead = new Closure("", site.Id, space.Id, new TimeRange(visit.Now, visit.Now.AddYears(YearsAhead)), "");
        var bookings = await closures.Affected(ahead, visit.Stop);
        List<SpaceBooking> named = [];
        foreach (var booking in bookings.Take(MostNamed))
        {
            var member = await queries.Member(booking.Member, visit.Stop);
            named.Add(new SpaceBooking(member?.Name ?? booking.Member.Value, member?.Phone, booking.During));
        }

        List<SpaceTenant> tenants = [];
        foreach (var lease in (await queries.Leases([site.Id], today, today.AddYears(YearsAhead), visit.Stop)).Where(lease => lease.Space == space.Id))
            tenants.Add(new SpaceTenant((await queries.Member(lease.Member, visit.Stop))?.Name ?? lease.Member.Value, lease.FirstDay, lease.LastDay));

        return new ChamberSpaceModel
        {
            Site = site,
            Space = space,
            Sheet = SpaceSheet.Of(space),
            Things = ThingChoice.Known(await cache.Get(visit.Stop)),
            Bookings = named,
            BookingsInAll = bookings.Count,
            Tenants = tenants,
        };
    }
}
