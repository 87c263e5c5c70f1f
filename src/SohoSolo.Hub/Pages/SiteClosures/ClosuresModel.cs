using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Pages.SiteClosures;

/// <summary>What is closed and blocked at a site, and a new closure with what it would do.</summary>
public sealed record ClosuresModel
{
    public required Telecentre Site { get; init; }

    public required ClosureDraft Draft { get; init; }

    /// <summary>Set while it is looked at before it is saved.</summary>
    public Closure? Asked { get; init; }

    /// <summary>The bookings in its way.</summary>
    public IReadOnlyList<Affected> Impact { get; init; } = [];

    public string? Said { get; init; }

    /// <summary>Why it cannot be done.</summary>
    public string? Reason { get; init; }
}

/// <summary>One booking in the way of a closure, whose it is, and where she could go instead.</summary>
public sealed record Affected(string Name, string? Phone, string Place, TimeRange During, BookingStatus Status)
{
    public (string Site, string Place, TimeRange During)? Instead { get; init; }
}
