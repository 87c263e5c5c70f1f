using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Pages.Here;

public enum HereState
{
    /// <summary>She sits here already.</summary>
    Seated,

    /// <summary>It is hers, now or soon, and she has not said that she is here.</summary>
    Expected,

    /// <summary>Hers once a keeper has said yes.</summary>
    Requested,
    Free,

    /// <summary>Free, but she has another place now.</summary>
    Elsewhere,
    Taken,
    Closed,
}

/// <summary>A place as its member finds it when she stands before it.</summary>
public sealed record HereModel
{
    public required Telecentre Site { get; init; }

    public required Space Space { get; init; }

    public required HereState State { get; init; }

    /// <summary>Her booking here, or the one that she has elsewhere.</summary>
    public Booking? Hers { get; init; }

    /// <summary>How long she may take it for.</summary>
    public IReadOnlyList<TimeRange> Offers { get; init; } = [];

    /// <summary>Until when it is somebody else's; null where that is not known.</summary>
    public DateTimeOffset? TakenUntil { get; init; }

    /// <summary>When the site opens next, where it is closed.</summary>
    public TimeRange? Opens { get; init; }

    /// <summary>Other places of the kind that are free here now.</summary>
    public IReadOnlyList<Space> Others { get; init; } = [];

    public string? Said { get; init; }

    /// <summary>Why what she asked for was not done.</summary>
    public string? Reason { get; init; }
}

/// <summary>The codes of a site to print, one for each place.</summary>
public sealed record QrSheetModel(Telecentre Site, IReadOnlyList<(Space Space, string Address)> Codes);
