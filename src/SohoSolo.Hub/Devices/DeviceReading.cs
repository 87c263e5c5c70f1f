using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Devices;

/// <summary>Reads a device from what somebody wrote: each role has its own place, a door or a space or neither.</summary>
internal static class DeviceReading
{
    public const int LongestReportMinutes = 7 * 24 * 60;

    public static (Device? Device, Problem? Problem) Read(DevicePost body, Telecentre site, string password, DateTimeOffset now)
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

        if (!watches && body.Sensor is not null) check.Refuse("sensor", $"does not go with a {body.Role}");
        var sensor = check.Word<SensorKind>("sensor", body.Sensor) ?? (body.Role == "counter" ? SensorKind.Counter : SensorKind.Pir);
        check.Between("reportMinutes", body.ReportMinutes, 1, LongestReportMinutes);

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
            Sensor = watches ? sensor : null,
            ReportsEvery = body.ReportMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            PasswordHash = DeviceWords.Hash(id, password),
            MadeAt = now,
        },
        null);
    }

    private static void OneOf(FieldCheck check, string name, string word, string[] words)
    {
        if (!words.Contains(word)) check.Refuse(name, $"is one of {string.Join(", ", words)}");
    }
}
