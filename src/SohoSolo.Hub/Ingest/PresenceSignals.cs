using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Hub.Ingest;

/// <summary>From what a sensor reported to what it means for its space; the same for an event that has just come and for one that is read again.</summary>
internal static class PresenceSignals
{
    /// <summary>Null for an event that tells nothing of the space. Whatever else a sensor says, it has been heard.</summary>
    public static PresenceSignal? Of(SiteEvent happened, SensorKind kind)
    {
        if (!IsSignal(happened.Kind) || happened.Device is not { } sensor)
            return null;

        var (at, number) = (When(happened.At, happened.ReceivedAt), happened.Id.Seq);
        return (happened.Kind, happened.Value) switch
        {
            (EventKinds.Occupancy, "true" or "false") => new PresenceSignal.Noticed(at, sensor, number, kind, happened.Value == "true"),
            (EventKinds.Count, _) when CountReading.Read(happened.Value) is { } reading => new PresenceSignal.Counted(at, sensor, number, reading),
            (EventKinds.Online, _) => new PresenceSignal.Health(at, sensor, number, kind, happened.Value == "true"),
            _ => new PresenceSignal.Health(at, sensor, number, kind, IsHeard: true),
        };
    }

    /// <summary>The kinds of event that are read again for a late one, too (see <c>PresenceSql</c>).</summary>
    public static bool IsSignal(string kind) => kind is EventKinds.Occupancy or EventKinds.Count or EventKinds.Battery or EventKinds.Online;

    /// <summary>A device whose clock is fast has not seen the future.</summary>
    public static DateTimeOffset When(DateTimeOffset at, DateTimeOffset receivedAt) => at < receivedAt ? at : receivedAt;
}
