namespace SohoSolo.Core.Sites;

/// <summary>Where a space stands on its site's plan: a rectangle, told by its upper left corner, in the units of <see cref="PlanSize"/>.</summary>
public sealed record PlanPlace(int X, int Y, int Width, int Height)
{
    public int Bottom => Y + Height;

    /// <summary>Whatever the numbers are: it is asked of places that nobody has found to be on a plan yet.</summary>
    public bool Overlaps(PlanPlace other) => Meets(X, Width, other.X, other.Width) && Meets(Y, Height, other.Y, other.Height);

    private static bool Meets(long start, long length, long otherStart, long otherLength) => start < otherStart + otherLength && otherStart < start + length;
}

/// <summary>How wide and how deep a plan is. The unit is nobody's business but the plan's own: only proportions are shown.</summary>
public sealed record PlanSize(int Width, int Height)
{
    /// <summary>No side of a plan is longer.</summary>
    public const int Longest = 10_000;

    public bool Holds(PlanPlace place) =>
        place is { X: >= 0, Y: >= 0, Width: > 0, Height: > 0 } && place.Width <= Width - place.X && place.Height <= Height - place.Y;
}

/// <summary>A site seen from above: every space of it has a place. Nobody needs to have drawn it.</summary>
public sealed record SitePlan(PlanSize Size, IReadOnlyList<(Space Space, PlanPlace Place)> Places)
{
    /// <summary>As it was drawn; spaces that came later stand below; a site that was never drawn is laid out by <see cref="FloorLayout"/>.</summary>
    public static SitePlan Of(Telecentre site)
    {
        if (site.Plan is not { } size) return FloorLayout.Arrange(site.Spaces, RoomSide.Back);

        var drawn = site.Spaces.Where(space => space.Place is not null).Select(space => (space, space.Place!)).ToList();
        var others = site.Spaces.Where(space => space.Place is null).ToList();
        if (others.Count == 0) return new SitePlan(size, drawn);

        var added = FloorLayout.Arrange(others, RoomSide.Back);
        var (units, below) = ((decimal)size.Width / added.Size.Width, size.Height);
        return new SitePlan(
            new PlanSize(size.Width, below + Scaled(added.Size.Height, units)),
            [.. drawn, .. added.Places.Select(found => (found.Space, new PlanPlace(
                Scaled(found.Place.X, units),
                below + Scaled(found.Place.Y, units),
                Math.Max(1, Scaled(found.Place.Width, units)),
                Math.Max(1, Scaled(found.Place.Height, units)))))]);
    }

    private static int Scaled(int length, decimal units) => (int)(length * units);
}
