using SohoSolo.Core.Sites;

namespace SohoSolo.Core.Bookings;

/// <summary>What the site knows of a member's habits.</summary>
public sealed record Preferences
{
    public static readonly Preferences None = new();

    public SpaceId? LastUsed { get; init; }

    public IReadOnlySet<SpaceId> Favourites { get; init; } = new HashSet<SpaceId>();
}

/// <summary>Which space serves best when a member leaves the choice to us.</summary>
public static class SpaceChoice
{
    /// <summary>The free spaces that the wish means, best first. A decision tries them in turn.</summary>
    public static IReadOnlyList<Space> Free(Telecentre site, Wish wish, Diary diary, Preferences preferences, DateTimeOffset now) =>
        Rank(Availability.Of(site, wish, diary, now).Where(found => found.State is SpaceState.Free).Select(found => found.Space), preferences, wish);

    /// <summary>The one she used last, then her favourites, then the fullest fit, so that big rooms stay free for those who need them.</summary>
    public static IReadOnlyList<Space> Rank(IEnumerable<Space> spaces, Preferences preferences, Wish wish) =>
        [.. spaces
            .OrderByDescending(space => space.Id == preferences.LastUsed)
            .ThenByDescending(space => preferences.Favourites.Contains(space.Id))
            .ThenBy(space => space.Seats)
            .ThenBy(space => space.Equipment.Except(wish.Equipment).Count())
            .ThenBy(space => space.Id)];

    /// <summary>The first of some spaces, best first, that the rules let her have; else the most telling reason: taken, where any of them is.</summary>
    public static BookingDecision Decide(BookingRequest request, IEnumerable<Space> spaces, BookingFacts facts, DateTimeOffset now)
    {
        DeclineReason? why = null;
        foreach (var space in spaces)
        {
            var decision = BookingPolicy.Decide(request with { Space = space }, facts, now);
            if (decision is not BookingDecision.Declined(var reason)) return decision;

            why = why is null || reason == DeclineReason.Conflict ? reason : why;
        }

        return new BookingDecision.Declined(why ?? DeclineReason.NoSuchSpace);
    }

    /// <summary>Why nothing at the site serves the wish at all, whatever the time; null when something does.</summary>
    public static DeclineReason? WhyNone(Telecentre site, Wish wish)
    {
        if (site.Spaces.Any(wish.Means)) return null;

        var ofKind = site.Spaces.Where(space => wish with { Seats = 0, Equipment = [] } is var bare && bare.Means(space)).ToList();
        if (ofKind.Count == 0) return DeclineReason.NoSuchSpace;
        return ofKind.Any(space => space.Seats >= wish.Seats) ? DeclineReason.MissingEquipment : DeclineReason.TooFewSeats;
    }
}
