using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Devices;

/// <summary>The use case of a site's device table. What is in it the site's gateway learns with the next snapshot.</summary>
internal sealed class DeviceKeeping(Decisions decisions, TimeProvider clock)
{
    private const int MostAtASite = 500;

    private static readonly Problem Exists = new(StatusCodes.Status422UnprocessableEntity, "device-exists", "There is, or was, a device with this id.") { Field = "id" };

    private static readonly Problem TooMany = new(StatusCodes.Status422UnprocessableEntity, "too-many-devices", $"A site has at most {MostAtASite} devices.");

    private static readonly Problem NoDoor = new(StatusCodes.Status422UnprocessableEntity, "unknown-door", "There is no such door at this site.") { Field = "door" };

    private static readonly Problem Gone = Problems.NotFound("There is no such device at this site.");

    /// <summary>The stored answer does not hold the password (<c>rulings</c> 14): who repeats the key gets everything but it.</summary>
    public Task<Executed<Answer>> Add(Device device, Command command, CancellationToken stop) =>
        decisions.Run(command, (_, work) => Add(work, device), Exists, stop);

    /// <summary>What it is and where; its health and its password stay.</summary>
    public Task<Executed<Answer>> Change(Device wanted, Command command, CancellationToken stop) => decisions.Run(
        command,
        (_, work) => Change(work, wanted.Site, wanted.Id, "changed", known => known with { Driver = wanted.Driver, Role = wanted.Role, Door = wanted.Door, Space = wanted.Space, Sensor = wanted.Sensor, ReportsEvery = wanted.ReportsEvery }),
        taken: null,
        stop);

    /// <summary>Another password in place of the old one, which lets nobody in any more. As with a new device the stored answer does not hold it.</summary>
    public Task<Executed<Answer>> Renew(Telecentre site, string id, string password, Command command, CancellationToken stop) =>
        decisions.Run(command, (_, work) => Change(work, site.Id, id, "password-renewed", known => known with { PasswordHash = DeviceWords.Hash(id, password) }), taken: null, stop);

    /// <summary>Its password opens nothing any more.</summary>
    public Task<Executed<Answer>> Remove(Telecentre site, string id, Command command, CancellationToken stop) =>
        decisions.Run(command, (_, work) => Remove(work, site, id), taken: null, stop);

    private static async ValueTask<Decided> Add(Work work, Device device)
    {
        var facts = await work.Lock(new Scope { Presence = device.Site, Devices = true, Doors = true });
        if (device.Door is { } door && facts.Doors.All(known => known.Id != door)) return new Decided.Refused(NoDoor);
        if (facts.Devices.Count >= MostAtASite) return new Decided.Refused(TooMany);

        work.Put((Device?)null, device, "added");
        var location = $"/api/v1/telecentres/{device.Site}/devices/{device.Id}";
        return new Decided.Done(Answers.Of(StatusCodes.Status201Created, DeviceView.Of(device), DeviceJson.Shared.DeviceView, location));
    }

    private static async ValueTask<Decided> Change(Work work, SiteId site, string id, string what, Func<Device, Device> change)
    {
        var facts = await work.Lock(new Scope { Presence = site, Devices = true, Doors = true });
        if (facts.Devices.FirstOrDefault(known => known.Id == id) is not { } device) return new Decided.Refused(Gone);

        var after = change(device) with { Version = device.Version + 1 };
        if (after.Door is { } door && facts.Doors.All(known => known.Id != door)) return new Decided.Refused(NoDoor);

        work.Put(device, after, what);
        return new Decided.Done(Answers.Of(StatusCodes.Status200OK, DeviceView.Of(after), DeviceJson.Shared.DeviceView));
    }

    private async ValueTask<Decided> Remove(Work work, Telecentre site, string id)
    {
        var facts = await work.Lock(new Scope { Presence = site.Id, Devices = true });
        if (facts.Devices.FirstOrDefault(known => known.Id == id) is not { } device)
            return new Decided.Refused(Gone);

        work.Put(device, device with { Version = device.Version + 1, RemovedAt = clock.GetUtcNow() }, "removed");
        return new Decided.Done(Answers.NoContent);
    }
}
