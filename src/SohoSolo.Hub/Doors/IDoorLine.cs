using SohoSolo.Core;

namespace SohoSolo.Hub.Doors;

/// <summary>The line to the sites' gateways, as far as a keeper's word needs it.</summary>
internal interface IDoorLine
{
    /// <summary>Whether the site's gateway was heard of within the last minute: an order that nobody hears is not given.</summary>
    bool IsHeard(SiteId site);

    /// <summary>Sends an order that has been committed, and which expires by itself. False when it could not be sent: then nothing happens at the door.</summary>
    Task<bool> Send(DoorOrder order, CancellationToken stop);
}

/// <summary>What a keeper wants done at a site, now or never.</summary>
internal sealed record DoorOrder
{
    public required string Id { get; init; }

    public required SiteId Site { get; init; }

    public required DoorDeed Deed { get; init; }

    /// <summary>The door to unlock, or the reader whose PIN lock is taken away.</summary>
    public required string Target { get; init; }

    /// <summary>How long the lock stays released.</summary>
    public TimeSpan Span { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public required string Operator { get; init; }

    public required string Reason { get; init; }
}

/// <summary>On the wire the kebab-case of its name.</summary>
internal enum DoorDeed
{
    Unlock,
    ResetPin,
}

/// <summary>Where no gateway is connected at all.</summary>
internal sealed class NoLine : IDoorLine
{
    public bool IsHeard(SiteId site) => false;

    public Task<bool> Send(DoorOrder order, CancellationToken stop) => Task.FromResult(false);
}
