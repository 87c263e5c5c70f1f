using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;

namespace SohoSolo.Hub.Bookings;

/// <summary>Whether a member who finds a place taken wants to wait for it, and whether she must be asked again when it frees.</summary>
internal enum WaitlistWish
{
    No,
    Offer,
    TakeAtOnce,
}

/// <summary>What somebody asks for, read from HTTP and resolved on the site's clock.</summary>
internal sealed record BookingWish
{
    public required MemberId Member { get; init; }

    public required SiteId Site { get; init; }

    /// <summary>Time, place or kind of place, guests.</summary>
    public required Wish Wanted { get; init; }

    public string? Purpose { get; init; }

    public bool ByKeeper { get; init; }

    public WaitlistWish Waitlist { get; init; }

    /// <summary>Of several that would do, the one to take where it is free.</summary>
    public SpaceId? Preferred { get; init; }

    public bool IsAny => Wanted.Space is null;

    public BookingRequest Request(BookingId id, Space space, string? series = null) => new()
    {
        Id = id,
        Member = Member,
        Space = space,
        During = Wanted.During,
        ByDayPart = Wanted.Part is not null,
        Purpose = Purpose,
        Guests = Wanted.Guests,
        Series = series,
        ByKeeper = ByKeeper,
    };

    public WaitingEntry Wait(string id, SpaceKind kind, DateTimeOffset now) => new()
    {
        Id = id,
        Member = Member,
        Site = Site,
        Space = Wanted.Space,
        Kind = kind,
        Seats = Wanted.Seats,
        Equipment = Wanted.Equipment,
        During = Wanted.During,
        ByDayPart = Wanted.Part is not null,
        TakeAtOnce = Waitlist == WaitlistWish.TakeAtOnce,
        MadeAt = now,
        Status = WaitingStatus.Waiting,
    };
}
