using SohoSolo.Core.Access;
using SohoSolo.Gateway.Drivers;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Doors;

/// <summary>From what happened to how it is kept. Never with what was presented: that is a reference, a hash or sealed.</summary>
internal static class EventOf
{
    public static GatewayEvent Signal(Signal signal, SnapshotDevice? device, ClockQuality clock) => new()
    {
        Kind = SignalWords.Of(signal.Kind),
        At = signal.At,
        ReceivedAt = signal.ReceivedAt,
        Quality = signal.Clock == DeviceClock.Synced && signal.At != signal.ReceivedAt ? "synced" : WordOf(clock),
        Device = signal.Device,
        Boot = signal.Identity?.Boot,
        DeviceSeq = signal.Identity?.Seq,
        Door = device?.Door,
        Reader = signal.Reader,
        Value = signal.Says,
        Command = signal.Command,
    };

    /// <summary>Something that the gateway itself has to tell.</summary>
    public static GatewayEvent Own(string kind, DateTimeOffset at, ClockQuality clock) => new() { Kind = kind, At = at, ReceivedAt = at, Quality = WordOf(clock) };

    /// <summary>A message that nobody could read. Its payload is told to nobody: it may hold what somebody presented.</summary>
    public static GatewayEvent Quarantine(DriverReading.Unreadable unreadable, string topic, DateTimeOffset at, ClockQuality clock) => Own(EventKinds.Quarantine, at, clock) with
    {
        Device = unreadable.Device,
        Boot = unreadable.Number?.Boot,
        DeviceSeq = unreadable.Number?.Seq,
        Reason = unreadable.Why.ToLowerInvariant().Replace(' ', '-'),
        Message = topic,
    };

    private static string WordOf(ClockQuality clock) => clock switch
    {
        ClockQuality.Synced => "gateway",
        ClockQuality.Holdover => "holdover",
        _ => "unset",
    };
}
