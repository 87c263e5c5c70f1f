using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Devices;

/// <summary>HTTP for a site's devices: which there are, how they are, a new one, one less.</summary>
internal sealed class DeviceApi(DeviceKeeping keeping, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    private const int MostWords = 20;
    private const int MostSetAside = 50;

    public async Task List(HttpContext context)
    {
        if (await KeptSite.Of(context, network) is not { } site) return;

        var devices = await queries.Devices(site.Id, context.RequestAborted);
        await Answers.Write(context, [.. devices.Select(DeviceView.Of)], DeviceJson.Shared.IReadOnlyListDeviceView);
    }

    /// <summary>Also one that was removed: what it was may still be asked.</summary>
    public async Task Show(HttpContext context)
    {
        if (await KeptSite.Of(context, network) is not { } site) return;

        var (id, stop) = ((string)context.Request.RouteValues["device"]!, context.RequestAborted);
        if (await queries.Device(id, stop) is not { } device || device.Site != site.Id)
        {
            await Answers.Write(context, Problems.NotFound("There is no such device at this site."));
            return;
        }

        var page = DevicePage.Of(device, await queries.Said(site.Id, id, MostWords, stop), await queries.Quarantined(site.Id, id, MostSetAside, stop));
        if (device is { Space: { } space, Sensor: { } kind } && (await queries.Occupancies(site.Id, stop)).FirstOrDefault(record => record.Space == space) is { } record)
            page = page.Watching(record.State, new SpaceSensor(id, kind), site.Presence, clock.GetUtcNow());

        await Answers.Write(context, page, DeviceJson.Shared.DeviceView);
    }

    public async Task Add(HttpContext context)
    {
        if (await Asking.Read(context, DeviceJson.Shared.DevicePost, clock) is not { } asked || await KeptSite.Of(context, network) is not { } site) return;

        var password = DeviceWords.NewPassword();
        var (device, problem) = DeviceReading.Read(asked.Body, site, password, clock.GetUtcNow());
        if (device is null)
        {
            await Answers.Write(context, problem!);
            return;
        }

        var executed = await keeping.Add(device, asked.Command, context.RequestAborted);
        if (executed is Executed<Answer>.Fresh({ Status: StatusCodes.Status201Created, Location: { } location }, _))
        {
            context.Response.Headers.Location = location;
            await Answers.Write(context, DeviceView.Of(device) with { Password = password }, DeviceJson.Shared.DeviceView, StatusCodes.Status201Created);
            return;
        }

        await Answers.Write(context, executed, "device");
    }

    public async Task Remove(HttpContext context)
    {
        if (await Asking.ReadNothing(context, clock) is not { } asked || await KeptSite.Of(context, network) is not { } site) return;

        var id = (string)context.Request.RouteValues["device"]!;
        await Answers.Write(context, await keeping.Remove(site, id, asked.Command, context.RequestAborted), "device");
    }
}

internal static class DeviceRoutes
{
    private const string Example =
        """{"id":"nogaro-reader-main","driver":"sohosolo","role":"door-controller","door":"main","online":true,"lastSeen":"2026-11-23T07:55:00Z","battery":87,"madeAt":"2026-11-01T08:00:00Z"}""";

    private const string Fresh =
        """{"id":"nogaro-desk-1-pir","driver":"zigbee2mqtt","role":"presence","space":"nogaro-desk-1","sensor":"pir","reportMinutes":60,"online":null,"lastSeen":null,"battery":null,"madeAt":"2026-11-23T07:55:00Z","password":"5f0c…"}""";

    private const string Page = """
        {"id":"samatan-desk-1","driver":"zigbee2mqtt","role":"presence","space":"samatan-desk-1","sensor":"pir","online":true,"lastSeen":"2026-11-23T07:55:00Z","battery":87,"madeAt":"2026-11-01T08:00:00Z",
         "heardSince":"2026-11-20T05:00:00Z","lastNoticed":"2026-11-23T07:54:58Z",
         "says":[{"at":"2026-11-23T07:54:58Z","kind":"occ","value":"true"}],
         "quarantine":[{"at":"2026-11-22T16:02:11Z","topic":"zigbee2mqtt/samatan-desk-1","why":"occupancy-is-no-truth"}]}
        """;

    public static IServiceCollection AddDevices(this IServiceCollection services) => services.AddSingleton<DeviceKeeping>().AddSingleton<DeviceApi>();

    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<DeviceApi>();
        routes.MapGet("/telecentres/{site}/devices", api.List).Describe("Lists a site's devices and how they are", call => call.For(Access.Keeper)
            .Gives(200, "Readers, locks and sensors.", DeviceJson.Shared.IReadOnlyListDeviceView, $"[{Example}]").Declines(404, "not-found"));
        routes.MapPost("/telecentres/{site}/devices", api.Add).Describe("Adds a device to a site", call => call.For(Access.Keeper)
            .Saying("Its MQTT user name is its id; its password is shown in this answer only. The same Idempotency-Key again gets the answer without it.")
            .Takes(DeviceJson.Shared.DevicePost, """{"id":"nogaro-desk-1-pir","driver":"zigbee2mqtt","role":"presence","space":"nogaro-desk-1","sensor":"pir","reportMinutes":60}""")
            .Gives(201, "The device.", DeviceJson.Shared.DeviceView, Fresh)
            .Declines(404, "not-found").Declines(422, "device-exists", "unknown-door", "unknown-space", "too-many-devices"));
        routes.MapGet("/telecentres/{site}/devices/{device}", api.Show).Describe("One device: how it is, what it said last, what of it could not be read", call => call.For(Access.Keeper)
            .Saying("Of a message in quarantine it tells when it came, its topic and what is wrong with it; what was in it is never kept.")
            .Gives(200, "The device.", DeviceJson.Shared.DeviceView, Page).Declines(404, "not-found"));
        routes.MapDelete("/telecentres/{site}/devices/{device}", api.Remove).Describe("Takes a device out of use", call => call.For(Access.Keeper)
            .Gives(204, "It is let in no more.").Declines(404, "not-found"));
    }
}
