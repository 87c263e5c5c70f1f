using SohoSolo.Core.Access;
using SohoSolo.Core.Presence;

namespace SohoSolo.Gateway.Drivers;

/// <summary>What happened, whatever the device: the one form in which the gateway knows it.</summary>
public sealed record Signal
{
    public required SignalKind Kind { get; init; }

    public required string Device { get; init; }

    /// <summary>When it happened: by the device where its clock is to be trusted, else when the gateway had it.</summary>
    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Which of the device's readers: <c>in</c>.</summary>
    public string? Reader { get; init; }

    public PresentedCredential? Credential { get; init; }

    /// <summary>What the credential could be besides, from a reader that writes two cards in one way.</summary>
    public IReadOnlyList<PresentedCredential> OtherReadings { get; init; } = [];

    /// <summary>A door: open. Tamper: begun. A space: occupied. A device: online. An answer to a command: it acted.</summary>
    public bool? Flag { get; init; }

    /// <summary>Per cent of a battery.</summary>
    public int? Number { get; init; }

    /// <summary>What a counter says.</summary>
    public CountReading? Count { get; init; }

    /// <summary>The device says that it kept this for a while.</summary>
    public bool IsHistory { get; init; }

    /// <summary>Which life of the device, where it says so.</summary>
    public string? Boot { get; init; }

    /// <summary>Null for a device that does not number what it sends.</summary>
    public DeviceNumber? Identity { get; init; }

    /// <summary>The lowest number of this life that the device still keeps: lower ones will never come.</summary>
    public long? Lowest { get; init; }

    /// <summary>What the device says of its clock; null when it says nothing.</summary>
    public DeviceClock? Clock { get; init; }

    /// <summary>Its own time as it wrote it: seconds since 1970, or since it started.</summary>
    public double? DeviceSeconds { get; init; }

    /// <summary>How many seconds ago, says the device.</summary>
    public double? AgeSeconds { get; init; }

    /// <summary>Seconds since the device started, said when it connects.</summary>
    public double? UptimeSeconds { get; init; }

    /// <summary>The command that is answered.</summary>
    public string? Command { get; init; }

    /// <summary>What it says, as one word; null when there is nothing to say.</summary>
    public string? Says => Kind switch
    {
        SignalKind.Door => Flag == true ? "open" : "closed",
        SignalKind.Count => Count?.ToString(),
        SignalKind.Batt => $"{Number}",
        _ => Flag is { } flag ? (flag ? "true" : "false") : null,
    };
}

/// <summary>On the wire the lower-case of its name.</summary>
public enum SignalKind
{
    Tag,
    Pin,
    Qr,

    /// <summary>A contact.</summary>
    Door,

    /// <summary>Somebody inside asks to leave.</summary>
    Rex,
    Tamper,
    Occ,
    Count,
    Batt,
    Online,

    /// <summary>A lock says what became of a command.</summary>
    Ack,
}

public enum DeviceClock
{
    Synced,
    Unset,
}
