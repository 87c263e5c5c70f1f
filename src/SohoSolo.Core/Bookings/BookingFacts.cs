using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;

namespace SohoSolo.Core.Bookings;

/// <summary>What was true, under lock, when a wish was decided.</summary>
public sealed record BookingFacts
{
    public required Telecentre Site { get; init; }

    /// <summary>False for a member who is suspended or has left.</summary>
    public required bool MemberActive { get; init; }

    /// <summary>Bookings that hold one of the spaces in question, in the window of the wish at least.</summary>
    public required IReadOnlyList<Hold> SpaceHolds { get; init; }

    /// <summary>Bookings of the member herself that hold any place, in the window of the wish at least.</summary>
    public required IReadOnlyList<Hold> MemberHolds { get; init; }

    /// <summary>How many of her bookings have not started yet.</summary>
    public required int Upcoming { get; init; }

    /// <summary>Leases of the spaces in question that touch the window, hers among them.</summary>
    public required IReadOnlyList<SpaceLease> Leases { get; init; }

    public required Wallet Wallet { get; init; }

    /// <summary>The facts as they would be with this booking made: how a series folds over its dates.</summary>
    public BookingFacts With(Booking made, DateTimeOffset now)
    {
        var hold = new Hold(made.Id, made.Space, made.Member, made.Kind, made.During, made.Guests.Count > 0);
        return this with
        {
            SpaceHolds = [.. SpaceHolds, hold],
            MemberHolds = [.. MemberHolds, hold],
            Upcoming = made.Holds && made.During.Start > now ? Upcoming + 1 : Upcoming,
            Wallet = Wallet.With(made.Site, [], made.Charges),
        };
    }

    /// <summary>The facts as they would be without this booking: how a change makes room for itself.</summary>
    public BookingFacts Without(Booking replaced, DateTimeOffset now) => this with
    {
        SpaceHolds = [.. SpaceHolds.Where(hold => hold.Booking != replaced.Id)],
        MemberHolds = [.. MemberHolds.Where(hold => hold.Booking != replaced.Id)],
        Upcoming = replaced.Holds && replaced.During.Start > now ? Upcoming - 1 : Upcoming,
        Wallet = Wallet.With(replaced.Site, replaced.Charges, []),
    };
}
