using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Presence;
using SohoSolo.Gateway.Doors;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Presence;

/// <summary>
/// Whether each space of the site is occupied, told to whoever watches <c>space/SPACE/occ</c>, also when the line to the hub is down. The same machine as the hub's folds what the sensors say; a
/// checkpoint now and then, and the events that the outbox keeps, bring the picture over a restart. All of it is changed under the controller's gate alone.
/// </summary>
internal sealed class SpacePictures(SiteId site, IEventLog log, ILan lan)
{
    private const string Prefix = "space:";

    private readonly Dictionary<string, SpacePicture> spaces = new(StringComparer.Ordinal);
    private PresenceRules rules = new();
    private SnapshotIndex? watched;

    /// <summary>Something that a sensor said just now.</summary>
    public void Take(SnapshotDevice device, GatewayEvent happened, Recording recording)
    {
        if (PictureOf(device) is not { } picture || Read(device, happened) is not { } signal)
            return;

        picture.Fold(signal, happened.At, happened.ReceivedAt, rules);
        Tell(device.Space!, picture, happened.ReceivedAt, recording);
    }

    /// <summary>A sensor is heard again, or has gone silent. What follows from that is told at the next look.</summary>
    public void Hear(SnapshotDevice? device, bool isHeard, DateTimeOffset at)
    {
        if (device is { Sensor: { } kind } && PictureOf(device) is { } picture)
            picture.Fold((instant, number) => new PresenceSignal.Health(instant, device.Id, number, kind, isHeard), at, at, rules);
    }

    public void Look(SnapshotIndex snapshot, DateTimeOffset now, Recording recording)
    {
        if (snapshot.Revision == 0)
            return;
        if (!ReferenceEquals(watched, snapshot))
            Watch(snapshot, recording);

        foreach (var (space, picture) in spaces)
            Tell(space, picture, now, recording);
    }

    private void Watch(SnapshotIndex snapshot, Recording recording)
    {
        var sensors = snapshot.Devices.All.Where(device => device is { Space: not null, Sensor: not null }).OrderBy(device => device.Id, StringComparer.Ordinal).ToLookup(device => device.Space!, StringComparer.Ordinal);
        var known = watched is null ? log.Memory.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal)).Select(key => key[Prefix.Length..]) : spaces.Keys;
        foreach (var space in known.Where(space => !sensors.Contains(space)).ToList())
            Forget(space, recording);

        foreach (var watching in sensors)
        {
            if (!spaces.TryGetValue(watching.Key, out var picture))
                spaces[watching.Key] = picture = SpacePicture.Read(log.Memory.GetValueOrDefault(Prefix + watching.Key));

            picture.Watch([.. watching.Select(device => new SpaceSensor(device.Id, device.Sensor!.Value))]);
        }

        rules = snapshot.Presence;
        if (watched is null)
            CatchUp(snapshot);

        watched = snapshot;
    }

    /// <summary>What the outbox keeps of the time after each checkpoint.</summary>
    private void CatchUp(SnapshotIndex snapshot)
    {
        foreach (var happened in log.Since(DateTimeOffset.MinValue))
        {
            if (snapshot.Devices.Find(happened.Device) is { } device && PictureOf(device) is { } picture && Read(device, happened) is { } signal)
                picture.Catch(signal, happened.At, happened.ReceivedAt, rules);
        }
    }

    private SpacePicture? PictureOf(SnapshotDevice device) => device is { Space: { } space, Sensor: not null } ? spaces.GetValueOrDefault(space) : null;

    /// <summary>What an event says of the space; null for nothing.</summary>
    private static Func<DateTimeOffset, long, PresenceSignal>? Read(SnapshotDevice device, GatewayEvent happened)
    {
        var (sensor, kind) = (device.Id, device.Sensor!.Value);
        return (happened.Kind, happened.Value) switch
        {
            (EventKinds.Occupancy, "true" or "false") => (at, number) => new PresenceSignal.Noticed(at, sensor, number, kind, happened.Value == "true"),
            (EventKinds.Count, _) when CountReading.Read(happened.Value) is { } reading => (at, number) => new PresenceSignal.Counted(at, sensor, number, reading),
            (EventKinds.Online, "true" or "false") => (at, number) => new PresenceSignal.Health(at, sensor, number, kind, happened.Value == "true"),
            _ => null,
        };
    }

    private void Tell(string space, SpacePicture picture, DateTimeOffset now, Recording recording)
    {
        var told = picture.Told(now, rules);
        if (told is not null)
            lan.Send(Topics.SpaceOccupancy(site, new SpaceId(space)), DeviceMessages.Occupancy(told), retain: true);
        if (picture.Checkpoint(now, told is not null) is { } checkpoint)
            recording.Remember(Prefix + space, checkpoint);
    }

    private void Forget(string space, Recording recording)
    {
        spaces.Remove(space);
        recording.Remember(Prefix + space, null);
        lan.Send(Topics.SpaceOccupancy(site, new SpaceId(space)), default, retain: true);
    }
}
