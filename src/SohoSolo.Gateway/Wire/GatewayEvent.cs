namespace SohoSolo.Gateway.Wire;

/// <summary>
/// Something that happened at a site, as its gateway keeps and reports it. It never holds a badge number, a PIN or a pass: known credentials are a reference, unknown ones a keyed hash and a
/// text that only the hub can open. Words are kebab-case.
/// </summary>
public sealed record GatewayEvent
{
    /// <summary>Its number in this life of the outbox, from 1 without a gap; 0 until the outbox has given it.</summary>
    public long Seq { get; init; }

    /// <summary>One of <see cref="EventKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>When it happened, by the best clock there was; to the millisecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the gateway had it; to the millisecond.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>How <see cref="At"/> is known: <c>synced</c> (the device's clock), <c>gateway</c> (received then), <c>holdover</c> or <c>unset</c> (the gateway's own clock is not sure).</summary>
    public required string Quality { get; init; }

    /// <summary>The device that it came from.</summary>
    public string? Device { get; init; }

    /// <summary>The device's boot.</summary>
    public string? Boot { get; init; }

    /// <summary>The device's own number in that boot.</summary>
    public long? DeviceSeq { get; init; }

    /// <summary>The door that it is about.</summary>
    public string? Door { get; init; }

    /// <summary>The reader at which something was presented.</summary>
    public string? Reader { get; init; }

    /// <summary><c>granted</c>, <c>denied</c> or <c>none</c>; null where nothing was decided.</summary>
    public string? Decision { get; init; }

    /// <summary>Why, as a word: a deny or grant reason, the alarm, the refusal.</summary>
    public string? Reason { get; init; }

    /// <summary>The reference of the credential that was presented, when it is known.</summary>
    public string? Ref { get; init; }

    /// <summary>The booking that a pass or an answer named.</summary>
    public string? Booking { get; init; }

    /// <summary>The keyed hash of a credential that is not known; see <see cref="CredentialHashes"/>.</summary>
    public string? Hash { get; init; }

    /// <summary>The same credential, for the hub alone to open; see <see cref="Sealing"/>.</summary>
    public string? Sealed { get; init; }

    /// <summary>The question that was asked of the hub about it.</summary>
    public string? Ask { get; init; }

    /// <summary>The id of the unlock or command that it is about.</summary>
    public string? Command { get; init; }

    /// <summary>What a signal says: <c>open</c>, <c>true</c>, <c>3</c>. On the wire JSON's own truth and whole numbers where it is one.</summary>
    public string? Value { get; init; }

    /// <summary>A word more for people, such as the topic of a message in quarantine; cut at 256 letters.</summary>
    public string? Message { get; init; }
}

/// <summary>The kinds of event. The first ones are what devices say; from <see cref="Ack"/> on what the gateway has to tell.</summary>
public static class EventKinds
{
    /// <summary>A badge was presented.</summary>
    public const string Tag = "tag";

    /// <summary>A PIN was typed.</summary>
    public const string Pin = "pin";

    /// <summary>A pass was shown.</summary>
    public const string Qr = "qr";

    /// <summary>A door's contact: <c>open</c> or <c>closed</c>.</summary>
    public const string Door = "door";

    /// <summary>Somebody inside asked to leave.</summary>
    public const string Rex = "rex";

    /// <summary>A housing was opened.</summary>
    public const string Tamper = "tamper";

    /// <summary>A space is occupied, or not.</summary>
    public const string Occupancy = "occ";

    /// <summary>How many are there.</summary>
    public const string Count = "count";

    /// <summary>A battery, in percent.</summary>
    public const string Battery = "batt";

    /// <summary>A device came or went.</summary>
    public const string Online = "online";

    /// <summary>A lock acted on a command, or could not.</summary>
    public const string Ack = "ack";

    /// <summary>What became of a command of the hub.</summary>
    public const string Command = "cmd";

    /// <summary>An alarm was <c>raised</c> or <c>cleared</c>.</summary>
    public const string Alarm = "alarm";

    /// <summary>A door has another mode.</summary>
    public const string Mode = "mode";

    /// <summary>A message that nobody could read, or that was refused.</summary>
    public const string Quarantine = "quarantine";

    /// <summary>The broker refused a publish.</summary>
    public const string Refused = "refused";

    /// <summary>Events of a device will never come.</summary>
    public const string Gap = "gap";
}
