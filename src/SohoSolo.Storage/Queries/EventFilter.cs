using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Time;

namespace SohoSolo.Storage;

/// <summary>Which events of a site to list; everything that is null does not narrow.</summary>
public sealed record EventFilter
{
    public required SiteId Site { get; init; }

    public TimeRange? Window { get; init; }

    public IReadOnlyCollection<string>? Kinds { get; init; }

    public string? Door { get; init; }

    public MemberId? Member { get; init; }

    /// <summary>Only those where somebody was let in or not.</summary>
    public bool DecisionsOnly { get; init; }

    /// <summary>Goes on behind this one: the last of the page before.</summary>
    public EventId? After { get; init; }

    public int Most { get; init; } = 500;
}
