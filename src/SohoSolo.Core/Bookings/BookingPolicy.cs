using SohoSolo.Core.Sites;

namespace SohoSolo.Core.Bookings;

/// <summary>Who gets which place: the rules of making a booking.</summary>
public static class BookingPolicy
{
    /// <summary>Answers a wish for a named space. Pure and total; the first reason that applies is given.</summary>
    public static BookingDecision Decide(BookingRequest request, BookingFacts facts, DateTimeOffset now) => throw new NotImplementedException();
}
