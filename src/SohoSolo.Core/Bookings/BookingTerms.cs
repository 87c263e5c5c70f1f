using SohoSolo.Core.Sites;

namespace SohoSolo.Core.Bookings;

/// <summary>What is frozen on a booking when it is made, and what a change of it keeps: a price never changes for a booking already made.</summary>
internal sealed record BookingTerms(int RulesVersion, int Rate, bool HasStarted)
{
    public static BookingTerms New(BookingRules rules, SpaceKind kind) => new(rules.Version, rules.Rate(kind), HasStarted: false);

    public static BookingTerms Kept(Booking booking, BookingRules rules, SpaceKind kind, bool hasStarted) =>
        booking.Kind == kind
            ? new BookingTerms(booking.RulesVersion, booking.Rate, hasStarted)
            : New(rules, kind) with { HasStarted = hasStarted };
}
