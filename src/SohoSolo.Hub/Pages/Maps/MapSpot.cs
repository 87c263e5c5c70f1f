using SohoSolo.Core.Maps;

namespace SohoSolo.Hub.Pages.Maps;

/// <summary>Something on a map that leads somewhere.</summary>
public abstract record MapSpot
{
    private MapSpot()
    {
    }

    public required GridPoint At { get; init; }

    /// <summary>What it is, in full, for who does not see it.</summary>
    public required string Says { get; init; }

    public required string Path { get; init; }

    /// <summary>A télécentre: a square with its name.</summary>
    public sealed record Site(string Name) : MapSpot;

    /// <summary>A commune: a dot that grows with what is counted there.</summary>
    public sealed record Count(int Number) : MapSpot;
}

/// <summary>What is said of a community on a map.</summary>
/// <param name="Says">All of it, for who does not see it.</param>
/// <param name="Figure">The number that stands in it.</param>
/// <param name="IsMasked">The number is hidden: it is striped besides.</param>
public sealed record RegionFact(string Path, string Says, string Figure, bool IsMasked);
