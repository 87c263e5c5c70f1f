using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Display;

public enum DisplayState
{
    Free,
    Occupied,
    Booked,
    Leased,
    Blocked,
    Closed,
}

/// <summary>A space as anybody who passes its door may see it: no name is in it.</summary>
public sealed record DisplayModel
{
    public required Telecentre Site { get; init; }

    public required Space Space { get; init; }

    public required DisplayState State { get; init; }

    /// <summary>When that changes, as far as it is known.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What is booked for the rest of the day, without whom.</summary>
    public required IReadOnlyList<TimeRange> Next { get; init; }

    /// <summary>What the code on the screen says.</summary>
    public required string Address { get; init; }
}

/// <summary>The screens of a site, for its keeper.</summary>
public sealed record DisplaysModel(Telecentre Site, IReadOnlyList<(Space Space, AccessToken Display)> Displays, string? Said);
