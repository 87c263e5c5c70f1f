using SohoSolo.Core.Devices;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Devices;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.DeviceBook;

/// <summary>One device for whoever installs, moves or mends it.</summary>
internal sealed class OneDevicePage(DeviceKeeping keeping, StoreQueries queries, NetworkCache network)
{
    private const int MostWords = 12;

    private static readonly string[] Sayings = ["changed", "shown"];

    public Task<IResult> Show(Visit visit) => OnDevice(visit, async (site, device) =>
        visit.Show<OneDeviceView, DeviceModel>(await Model(visit, site, device) with { Said = visit.Asked("said") is { } word && Sayings.Contains(word) ? word : null }));

    public Task<IResult> Change(Visit visit) => OnDevice(visit, async (site, device) =>
    {
        var draft = DeviceDraft.Of(visit.Field) with { Id = device.Id };
        var (post, problem) = draft.ToPost();
        var (wanted, wrong) = problem is null ? DeviceReading.Read(post, site, password: "", visit.Now) : (null, problem);
        var outcome = wanted is null ? Outcome.Of(wrong!) : Outcome.Of(await keeping.Change(wanted, visit.Command(), visit.Stop), "device");
        return outcome.IsDone
            ? Visit.GoTo($"/network/devices/{device.Id}", "changed")
            : visit.Show<OneDeviceView, DeviceModel>(await Model(visit, site, device) with { Draft = draft, Reason = outcome.Reason, Field = outcome.Field }, outcome.Status);
    });

    public Task<IResult> Renew(Visit visit) => OnDevice(visit, async (site, device) =>
    {
        var password = DeviceWords.NewPassword();
        var executed = await keeping.Renew(site, device.Id, password, visit.Command(), visit.Stop);
        var outcome = Outcome.Of(executed, "device");
        return !outcome.IsDone ? visit.Show<OneDeviceView, DeviceModel>(await Model(visit, site, device) with { Reason = outcome.Reason }, outcome.Status)
            : executed is Executed<Answer>.Fresh ? await ShowPassword(visit, device.Id, password, "renewed")
            : Visit.GoTo($"/network/devices/{device.Id}", "shown");
    });

    public Task<IResult> Retire(Visit visit) => OnDevice(visit, async (site, device) =>
    {
        var outcome = Outcome.Of(await keeping.Remove(site, device.Id, visit.Command(), visit.Stop), "device");
        return outcome.IsDone
            ? Visit.GoTo($"/network/devices?site={site.Id}", "retired")
            : visit.Show<OneDeviceView, DeviceModel>(await Model(visit, site, device) with { Reason = outcome.Reason }, outcome.Status);
    });

    /// <summary>The device with its password, which no other page shows and nothing keeps.</summary>
    public async Task<IResult> ShowPassword(Visit visit, string id, string password, string said)
    {
        var device = await queries.Device(id, visit.Stop) ?? throw new InvalidOperationException($"The device {id} was just written.");
        var site = (await network.Get(visit.Stop)).Sites[device.Site];
        return visit.Show<OneDeviceView, DeviceModel>(await Model(visit, site, device) with { Password = password, Said = said });
    }

    private async Task<IResult> OnDevice(Visit visit, Func<Telecentre, Device, Task<IResult>> act) =>
        await queries.Device(visit.Part("device"), visit.Stop) is { RemovedAt: null } device ? await act((await network.Get(visit.Stop)).Sites[device.Site], device) : visit.Missing();

    private async Task<DeviceModel> Model(Visit visit, Telecentre site, Device device) => new()
    {
        Site = site,
        Device = device,
        Doors = await queries.Doors(site.Id, visit.Stop),
        Draft = DeviceDraft.Of(device),
        Says = await queries.Said(site.Id, device.Id, MostWords, visit.Stop),
        SetAside = await queries.Quarantined(site.Id, device.Id, MostWords, visit.Stop),
    };
}

internal static class DevicesRoutes
{
    public static IServiceCollection AddDeviceBook(this IServiceCollection services) => services.AddSingleton<OneDevicePage>().AddSingleton<DevicesPage>();

    public static void MapDeviceBook(this IEndpointRouteBuilder routes)
    {
        var (all, one) = (routes.Feature<DevicesPage>(), routes.Feature<OneDevicePage>());
        routes.Page("/network/devices", Access.Chamber, all.List);
        routes.Page("/network/devices/new", Access.Chamber, all.New);
        routes.Form("/network/devices", Access.Chamber, all.Add);
        routes.Page("/network/devices/{device}", Access.Chamber, one.Show);
        routes.Form("/network/devices/{device}", Access.Chamber, one.Change);
        routes.Form("/network/devices/{device}/password", Access.Chamber, one.Renew);
        routes.Form("/network/devices/{device}/retire", Access.Chamber, one.Retire);
    }
}
