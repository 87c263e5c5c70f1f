using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Pages.Bookings;

/// <summary>Everything about one booking, for its member and for the keepers of its site.</summary>
public sealed record BookingModel
{
    public required CardModel Card { get; init; }

    public bool IsHers { get; init; }

    public bool IsKeeper { get; init; }

    /// <summary>Whose it is, for keepers.</summary>
    public string? Owner { get; init; }

    /// <summary>How many dates of its series come after it and still hold.</summary>
    public int Following { get; init; }

    /// <summary>Nobody came the last times: are the following dates still wanted?</summary>
    public bool AsksToKeep { get; init; }

    /// <summary>The place has been empty for a while: does she give it back?</summary>
    public bool AsksToLeave { get; init; }

    /// <summary>When the doors open and close for it.</summary>
    public required TimeRange Doors { get; init; }

    public (string Word, CardModel? Card)? Said { get; init; }

    public DeclinedModel? Declined { get; init; }

    /// <summary>What the form of changing it says.</summary>
    public required ChangeDraft Change { get; init; }

    public bool MayChange => Card.Options.Change && Card.Booking.Status is BookingStatus.Requested or BookingStatus.Confirmed && !HasBegun;

    public required bool HasBegun { get; init; }

    public bool GuestsMayHavePasses => Card.Booking.Status is BookingStatus.Confirmed or BookingStatus.CheckedIn;
}

/// <summary>How a booking is to be changed, as typed; nothing that was typed is lost.</summary>
public sealed record ChangeDraft(string Day, string When, string From, string To, string Space, string Scope)
{
    public const string Hours = "hours";
}
