using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Devices;

/// <summary>HTTP for a site's devices: which there are, how they are, a new one, one less.</summary>
internal sealed class DeviceApi(DeviceKeeping keeping, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    public async Task List(HttpContext context)
    {
        if (await KeptSite.Of(context, network) is not { } site) return;

        var devices = await queries.Devices(site.Id, context.RequestAborted);
        await Answers.Write(context, [.. devices.Select(DeviceView.Of)], DeviceJson.Shared.IReadOnlyListDeviceView);
    }

    public async Task Add(HttpContext context)
    {
        if (await Asking.Read(context, DeviceJson.Shared.DevicePost, clock) is not { } asked || await KeptSite.Of(context, network) is not { } site) return;

        var password = DeviceWords.NewPassword();
        var (device, problem) = Read(asked.Body, site, password);
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

    private (Device? Device, Problem? Problem) Read(DevicePost body, Telecentre site, string password)
    {
        var check = new FieldCheck();
        OneOf(check, "driver", body.Driver, DeviceWords.Drivers);
        OneOf(check, "role", body.Role, DeviceWords.Roles);
        var atADoor = DeviceWords.DoorRoles.Contains(body.Role);
        if (atADoor && body.Door is null) check.Refuse("door", $"is needed: a {body.Role} is at a door");
        if (!atADoor && body.Door is not null) check.Refuse("door", $"does not go with a {body.Role}");
        var watches = DeviceWords.SpaceRoles.Contains(body.Role);
        if (!watches && body.Space is not null) check.Refuse("space", $"does not go with a {body.Role}");
        if (watches && body.Space is null) check.Refuse("space", $"is needed: a {body.Role} watches a space");

        var id = body.Id ?? $"{site.Id}-{body.Role}-{Ids.Next()[^8..]}";
        if (!DeviceWords.IsId(id)) check.Refuse("id", "has 3 to 64 small letters, digits and hyphens, and is not a gateway's or a root of topics");
        if (check.Problem is { } problem) return (null, problem);

        var space = body.Space is null ? null : (SpaceId?)new SpaceId(body.Space);
        if (space is { } watched && site.Find(watched) is null)
            return (null, new Problem(StatusCodes.Status422UnprocessableEntity, "unknown-space", "There is no such space at this site.") { Field = "space" });

        return (new Device
        {
            Id = id,
            Site = site.Id,
            Driver = body.Driver,
            Role = body.Role,
            Door = body.Door,
            Space = space,
            PasswordHash = DeviceWords.Hash(id, password),
            MadeAt = clock.GetUtcNow(),
        },
        null);
    }

    private static void OneOf(FieldCheck check, string name, string word, string[] words)
    {
        if (!words.Contains(word)) check.Refuse(name, $"is one of {string.Join(", ", words)}");
    }
}

internal static class DeviceRoutes
{
    private const string Example =
        """{"id":"nogaro-reader-main","driver":"sohosolo","role":"door-controller","door":"main","online":true,"lastSeen":"2026-11-23T07:55:00Z","battery":87,"madeAt":"2026-11-01T08:00:00Z"}""";

    private const string Fresh =
        """{"id":"nogaro-desk-1-pir","driver":"zigbee2mqtt","role":"presence","space":"nogaro-desk-1","online":null,"lastSeen":null,"battery":null,"madeAt":"2026-11-23T07:55:00Z","password":"5f0c…"}""";

    public static IServiceCollection AddDevices(this IServiceCollection services) => services.AddSingleton<DeviceKeeping>().AddSingleton<DeviceApi>();

    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<DeviceApi>();
        routes.MapGet("/telecentres/{site}/devices", api.List).Describe("Lists a site's devices and how they are", call => call.For(Access.Keeper)
            .Gives(200, "Readers, locks and sensors.", DeviceJson.Shared.IReadOnlyListDeviceView, $"[{Example}]").Declines(404, "not-found"));
        routes.MapPost("/telecentres/{site}/devices", api.Add).Describe("Adds a device to a site", call => call.For(Access.Keeper)
            .Saying("Its MQTT user name is its id; its password is shown in this answer only. The same Idempotency-Key again gets the answer without it.")
            .Takes(DeviceJson.Shared.DevicePost, """{"id":"nogaro-desk-1-pir","driver":"zigbee2mqtt","role":"presence","space":"nogaro-desk-1"}""")
            .Gives(201, "The device.", DeviceJson.Shared.DeviceView, Fresh)
            .Declines(404, "not-found").Declines(422, "device-exists", "unknown-door", "unknown-space", "too-many-devices"));
        routes.MapDelete("/telecentres/{site}/devices/{device}", api.Remove).Describe("Takes a device out of use", call => call.For(Access.Keeper)
            .Gives(204, "It is let in no more.").Declines(404, "not-found"));
    }
}
