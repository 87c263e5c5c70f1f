using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Devices;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.DeviceBook;

/// <summary>The devices of the whole network, and a new one.</summary>
internal sealed class DevicesPage(DeviceKeeping keeping, OneDevicePage one, StoreQueries queries, NetworkCache network)
{
    public async Task<IResult> List(Visit visit)
    {
        var sites = await Sites(visit.Stop);
        var asked = visit.Asked("site") is { } id ? sites.FirstOrDefault(site => site.Id.Value == id) : null;
        var isTroubledOnly = visit.Asked("state") == "troubled";
        var devices = (await queries.Devices(asked?.Id, visit.Stop)).ToLookup(device => device.Site);
        var doors = (await queries.Doors(asked?.Id, visit.Stop)).ToLookup(door => door.Site);
        var all = sites.Where(site => asked is null || site == asked).Select(site => new SiteDevices(
            site,
            [.. devices[site.Id].Where(device => !isTroubledOnly || SiteDevices.HealthOf(device) != "well").OrderBy(device => SiteDevices.HealthOf(device) == "well").ThenBy(device => device.Id, StringComparer.Ordinal)],
            [.. doors[site.Id]]));
        return visit.Show<DevicesView, DevicesModel>(new DevicesModel
        {
            Sites = sites,
            Shown = [.. all.Where(site => site.Devices.Count > 0)],
            Site = asked?.Id,
            IsTroubledOnly = isTroubledOnly,
            Said = visit.Asked("said") == "retired" ? "retired" : null,
        });
    }

    public async Task<IResult> New(Visit visit)
    {
        var (site, doors) = await SiteOf(visit.Asked("site"), visit.Stop);
        return visit.Show<NewDeviceView, NewDeviceModel>(new NewDeviceModel(await Sites(visit.Stop), site, doors, new DeviceDraft()));
    }

    public async Task<IResult> Add(Visit visit)
    {
        var (site, doors) = await SiteOf(visit.Field("site"), visit.Stop);
        var draft = DeviceDraft.Of(visit.Field);
        if (site is null) return visit.Missing();

        var password = DeviceWords.NewPassword();
        var (post, problem) = draft.ToPost();
        var (device, wrong) = problem is null ? DeviceReading.Read(post, site, password, visit.Now) : (null, problem);
        var executed = device is null ? null : await keeping.Add(device, visit.Command(), visit.Stop);
        var outcome = executed is null ? Outcome.Of(wrong!) : Outcome.Of(executed, "device");
        if (!outcome.IsDone)
            return visit.Show<NewDeviceView, NewDeviceModel>(new NewDeviceModel(await Sites(visit.Stop), site, doors, draft, outcome.Reason, outcome.Field), outcome.Status);

        // Whoever sends the form again gets the device, but not the password, which nobody knows any more.
        return executed is Executed<Answer>.Fresh ? await one.ShowPassword(visit, device!.Id, password, "added") : Visit.GoTo($"/network/devices/{outcome.About}", "shown");
    }

    private async Task<IReadOnlyList<Telecentre>> Sites(CancellationToken stop) => [.. (await network.Get(stop)).Sites.Values.OrderBy(site => site.Name, StringComparer.CurrentCulture)];

    private async Task<(Telecentre? Site, IReadOnlyList<Core.Access.Door> Doors)> SiteOf(string? id, CancellationToken stop) =>
        id is not null && await network.Site(new SiteId(id), stop) is { } site ? (site, await queries.Doors(site.Id, stop)) : (null, []);
}
