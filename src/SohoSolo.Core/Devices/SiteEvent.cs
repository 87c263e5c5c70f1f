namespace SohoSolo.Core.Devices;

/// <summary>Where an event stands in the history of a site: one gateway, one life of its outbox, one number.</summary>
public readonly record struct EventId(string Gateway, string Epoch, long Seq)
{
    public override string ToString() => $"{Gateway}/{Epoch}/{Seq}";
}

/// <summary>Something that happened at a site, as its gateway reported it, once. It holds no badge number and no PIN.</summary>
public sealed record SiteEvent
{
    public required EventId Id { get; init; }

    public required SiteId Site { get; init; }

    /// <summary>When it happened, by the best clock there was.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the gateway had it.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary><c>tag</c>, <c>pin</c>, <c>qr</c>, <c>door</c>, <c>rex</c>, <c>occ</c>, <c>ack</c>, <c>alarm</c>…</summary>
    public required string Kind { get; init; }

    public string? Device { get; init; }

    public string? Door { get; init; }

    public string? Reader { get; init; }

    /// <summary><c>granted</c>, <c>denied</c> or <c>none</c>; null where nothing was decided.</summary>
    public string? Decision { get; init; }

    /// <summary>Why, as a kebab-case word.</summary>
    public string? Reason { get; init; }

    /// <summary>The id of the credential that was presented, when it is known.</summary>
    public string? Credential { get; init; }

    public MemberId? Member { get; init; }

    public BookingId? Booking { get; init; }

    /// <summary>The id of the unlock or command that it is about.</summary>
    public string? Command { get; init; }

    /// <summary>What a signal says: <c>open</c>, <c>true</c>, <c>3</c>.</summary>
    public string? Value { get; init; }

    /// <summary>The device's own boot and number, and the quality of the clock: small JSON for people who audit.</summary>
    public string? Detail { get; init; }
}
