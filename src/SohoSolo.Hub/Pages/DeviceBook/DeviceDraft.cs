using System.Globalization;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Devices;

namespace SohoSolo.Hub.Pages.DeviceBook;

/// <summary>A device as somebody has filled it in.</summary>
public sealed record DeviceDraft
{
    public string? Id { get; init; }

    public string Driver { get; init; } = DeviceWords.Drivers[0];

    public string Role { get; init; } = DeviceWords.Roles[0];

    public string? Door { get; init; }

    public string? Space { get; init; }

    public string? Sensor { get; init; }

    public string? ReportMinutes { get; init; }

    internal static DeviceDraft Of(Func<string, string?> read) => new()
    {
        Id = read("id"),
        Driver = read("driver") ?? DeviceWords.Drivers[0],
        Role = read("role") ?? DeviceWords.Roles[0],
        Door = read("door"),
        Space = read("space"),
        Sensor = read("sensor"),
        ReportMinutes = read("reportMinutes"),
    };

    internal static DeviceDraft Of(Device device) => new()
    {
        Id = device.Id,
        Driver = device.Driver,
        Role = device.Role,
        Door = device.Door,
        Space = device.Space?.Value,
        Sensor = device.Sensor is { } sensor ? Words.Of(sensor) : null,
        ReportMinutes = device.ReportsEvery is { } every ? ((int)every.TotalMinutes).ToString(CultureInfo.InvariantCulture) : null,
    };

    /// <summary>With what goes with its role only: the rest is not seen while this role is chosen.</summary>
    internal (DevicePost Post, Problem? Problem) ToPost()
    {
        var (atADoor, watches) = (DeviceWords.DoorRoles.Contains(Role), DeviceWords.SpaceRoles.Contains(Role));
        var isNumber = int.TryParse(ReportMinutes, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes);
        var post = new DevicePost(Driver, Role, Id, atADoor ? Door : null, watches ? Space : null)
        {
            Sensor = Role == "presence" ? Sensor : null,
            ReportMinutes = isNumber ? minutes : null,
        };
        return (post, isNumber || ReportMinutes is null ? null : Problems.InvalidValue("reportMinutes", "is a number"));
    }
}
