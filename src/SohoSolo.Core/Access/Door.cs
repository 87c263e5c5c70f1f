using SohoSolo.Core.Time;

namespace SohoSolo.Core.Access;

/// <summary>A door of a site, with what is asked of it and what was last seen of it.</summary>
public sealed record Door
{
    public required SiteId Site { get; init; }

    /// <summary>Unique within the site: <c>main</c>.</summary>
    public required string Id { get; init; }

    public int Version { get; init; } = 1;

    public required string Name { get; init; }

    /// <summary>Whether leaving is reported. Without it an unexplained opening may be somebody who left.</summary>
    public bool HasRequestToExit { get; init; }

    public bool HasContact { get; init; }

    /// <summary>When it stands open by itself, by the site's clock; null for never.</summary>
    public OpeningHours? Schedule { get; init; }

    public IReadOnlyList<DoorDemand> Demands { get; init; } = [];

    /// <summary><c>open</c> or <c>closed</c> as last reported; null for not known.</summary>
    public string? Contact { get; init; }

    /// <summary>The mode that the gateway said it has.</summary>
    public DoorMode? Reported { get; init; }
}
