namespace SohoSolo.Core.Sites;

public enum SpaceKind
{
    Desk,
    Office,
    MeetingRoom,
}

/// <summary>What can be booked: a desk, an office or a meeting room of one site.</summary>
public sealed record Space
{
    public required SpaceId Id { get; init; }

    public required SiteId Site { get; init; }

    public required string Name { get; init; }

    public required SpaceKind Kind { get; init; }

    public int Seats { get; init; } = 1;

    public IReadOnlyList<string> Equipment { get; init; } = [];

    /// <summary>A booking of this space waits for a keeper's word; meanwhile it holds the place.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>Where it stands on the site's plan; null where nobody has said.</summary>
    public PlanPlace? Place { get; init; }

    public bool Serves(SpaceKind kind, int seats, IReadOnlyCollection<string> equipment) =>
        Kind == kind && Seats >= seats && equipment.All(Equipment.Contains);
}
