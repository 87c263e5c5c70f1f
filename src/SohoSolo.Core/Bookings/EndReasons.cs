namespace SohoSolo.Core.Bookings;

/// <summary>The words of <see cref="Booking.EndReason"/> that the rules write themselves; others come with the call that ends a booking.</summary>
public static class EndReasons
{
    public const string Ended = "ended";
    public const string Lapsed = "lapsed";
    public const string LeftEarly = "left-early";
    public const string NoShow = "no-show";

    /// <summary>She was there and her place was given to somebody else.</summary>
    public const string PlaceTaken = "place-taken";
    public const string Released = "released";
    public const string Unanswered = "unanswered";
}
