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

    /// <summary>The stored answer does not hold the password (<c>rulings</c> 14): who repeats the key gets everything but it.</summary>
    public Task<Executed<Answer>> Add(Device device, Command command, CancellationToken stop) =>
        decisions.Run(command, (_, work) => Add(work, device), Exists, stop);

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

    private async ValueTask<Decided> Remove(Work work, Telecentre site, string id)
    {
        var facts = await work.Lock(new Scope { Presence = site.Id, Devices = true });
        if (facts.Devices.FirstOrDefault(known => known.Id == id) is not { } device)
            return new Decided.Refused(Problems.NotFound("There is no such device at this site."));

        work.Put(device, device with { Version = device.Version + 1, RemovedAt = clock.GetUtcNow() }, "removed");
        return new Decided.Done(Answers.NoContent);
    }
}
