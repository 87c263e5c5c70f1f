namespace SohoSolo.Core.Bookings;

/// <summary>The life of a booking. <see cref="Offered"/> is a waiting-list offer: a row that holds the place until it is taken or lapses.</summary>
public enum BookingStatus
{
    Requested,
    Offered,
    Confirmed,
    CheckedIn,
    Completed,
    Cancelled,
    NoShow,
    Refused,
}

public static class BookingStatuses
{
    /// <summary>Only these are in the exclusion set: the place is kept for the member (<c>rulings</c> 3).</summary>
    public static bool Holds(this BookingStatus status) =>
        status is BookingStatus.Requested or BookingStatus.Offered or BookingStatus.Confirmed or BookingStatus.CheckedIn;
}
