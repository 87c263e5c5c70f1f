namespace SohoSolo.Core.Maps;

/// <summary>A point of a drawing, in its own units, y downwards.</summary>
public readonly record struct GridPoint(int X, int Y) : IComparable<GridPoint>
{
    public int CompareTo(GridPoint other) => X == other.X ? Y.CompareTo(other.Y) : X.CompareTo(other.X);

    public static bool operator <(GridPoint left, GridPoint right) => left.CompareTo(right) < 0;

    public static bool operator >(GridPoint left, GridPoint right) => left.CompareTo(right) > 0;

    public static bool operator <=(GridPoint left, GridPoint right) => left.CompareTo(right) <= 0;

    public static bool operator >=(GridPoint left, GridPoint right) => left.CompareTo(right) >= 0;
}

/// <summary>Outlines that touch each other, drawn with fewer points: what was one border before is one border after, without gap or overlap.</summary>
public static class Outlines
{
    /// <summary>
    /// The rings with as few points as the tolerance allows. Rings are closed: their last point is their first one. A ring that is nothing any more at this scale is left out.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<GridPoint>> Simplify(IReadOnlyList<IReadOnlyList<GridPoint>> rings, double tolerance)
    {
        var clean = rings.Select(WithoutRepeats).ToList();
        var junctions = Junctions(clean);
        return [.. clean.Where(ring => ring.Count > 0).Select(ring => Ring(ring, junctions, tolerance)).Where(ring => ring.Count > 3)];
    }

    /// <summary>Where in a ring a word has most room: as far from every border as a point can be. Words are about twice as wide as they are tall, so that sideways only half as much counts.</summary>
    public static GridPoint Roomiest(IReadOnlyList<GridPoint> ring)
    {
        var (west, east, north, south) = (ring.Min(point => point.X), ring.Max(point => point.X), ring.Min(point => point.Y), ring.Max(point => point.Y));
        var step = Math.Max(1, Math.Min(east - west, south - north) / 24);
        var (best, room) = (ring[0], -1.0);
        for (var y = north + (step / 2); y <= south; y += step)
        {
            for (var x = west + (step / 2); x <= east; x += step)
            {
                var point = new GridPoint(x, y);
                var around = IsWithin(point, ring) ? Room(point, ring) : -1;
                if (around > room)
                    (best, room) = (point, around);
            }
        }

        return best;
    }

    /// <summary>Twice the distance to the nearest border, as a word feels it.</summary>
    private static double Room(GridPoint point, IReadOnlyList<GridPoint> ring) => ring.Zip(ring.Skip(1)).Min(edge => Off(Tall(point), Tall(edge.First), Tall(edge.Second)));

    private static GridPoint Tall(GridPoint point) => point with { Y = 2 * point.Y };

    /// <summary>Whoever goes straight east from inside crosses the border an odd number of times.</summary>
    private static bool IsWithin(GridPoint point, IReadOnlyList<GridPoint> ring) =>
        ring.Zip(ring.Skip(1)).Count(edge => edge.First.Y > point.Y != edge.Second.Y > point.Y
            && point.X < edge.First.X + ((double)(point.Y - edge.First.Y) * (edge.Second.X - edge.First.X) / (edge.Second.Y - edge.First.Y))) % 2 == 1;

    /// <summary>Where borders meet: a point that has more than two neighbours. Whatever happens between two of them is simplified once, for both sides.</summary>
    private static HashSet<GridPoint> Junctions(List<IReadOnlyList<GridPoint>> rings)
    {
        var neighbours = new Dictionary<GridPoint, HashSet<GridPoint>>();
        foreach (var ring in rings)
        {
            for (var at = 1; at < ring.Count; at++)
            {
                Beside(ring[at - 1]).Add(ring[at]);
                Beside(ring[at]).Add(ring[at - 1]);
            }
        }

        return [.. neighbours.Where(point => point.Value.Count != 2).Select(point => point.Key)];

        HashSet<GridPoint> Beside(GridPoint point) => neighbours.TryGetValue(point, out var known) ? known : neighbours[point] = [];
    }

    private static List<GridPoint> Ring(IReadOnlyList<GridPoint> ring, HashSet<GridPoint> junctions, double tolerance)
    {
        var open = ring.Take(ring.Count - 1).ToList();

        // Nobody's neighbour: any two points far from each other hold it, the same ones each time.
        var anchors = junctions.Overlaps(open) ? junctions : [open.Min(), open.Max()];
        var first = open.FindIndex(anchors.Contains);
        List<GridPoint> simple = [open[first]];
        List<GridPoint> arc = [open[first]];
        for (var step = 1; step <= open.Count; step++)
        {
            var point = open[(first + step) % open.Count];
            arc.Add(point);
            if (!anchors.Contains(point))
                continue;

            simple.AddRange(Arc(arc, tolerance).Skip(1));
            arc = [point];
        }

        return simple;
    }

    /// <summary>Seen from either side, an arc is simplified in the same direction.</summary>
    private static IEnumerable<GridPoint> Arc(List<GridPoint> arc, double tolerance)
    {
        var isTurned = arc[0] > arc[^1] || (arc[0] == arc[^1] && arc[1] > arc[^2]);
        if (isTurned)
            arc.Reverse();

        var kept = new bool[arc.Count];
        (kept[0], kept[^1]) = (true, true);
        Keep(arc, 0, arc.Count - 1, tolerance, kept);
        var simple = arc.Where((_, at) => kept[at]);
        return isTurned ? simple.Reverse() : simple;
    }

    /// <summary>Douglas and Peucker: the point farthest from the straight line stays, if it is far enough, and so on at either side of it.</summary>
    private static void Keep(List<GridPoint> arc, int first, int last, double tolerance, bool[] kept)
    {
        var (farthest, distance) = (first, 0.0);
        for (var at = first + 1; at < last; at++)
        {
            var off = Off(arc[at], arc[first], arc[last]);
            if (off > distance)
                (farthest, distance) = (at, off);
        }

        if (distance <= tolerance)
            return;

        kept[farthest] = true;
        Keep(arc, first, farthest, tolerance, kept);
        Keep(arc, farthest, last, tolerance, kept);
    }

    /// <summary>How far a point lies from a stretch between two others.</summary>
    private static double Off(GridPoint point, GridPoint from, GridPoint to)
    {
        var (dx, dy) = ((double)to.X - from.X, (double)to.Y - from.Y);
        var (px, py) = ((double)point.X - from.X, (double)point.Y - from.Y);
        var length = (dx * dx) + (dy * dy);
        var along = length == 0 ? 0 : Math.Clamp(((px * dx) + (py * dy)) / length, 0, 1);
        return Math.Sqrt(Math.Pow(px - (along * dx), 2) + Math.Pow(py - (along * dy), 2));
    }

    private static IReadOnlyList<GridPoint> WithoutRepeats(IReadOnlyList<GridPoint> ring)
    {
        var points = ring.Where((point, at) => at == 0 || point != ring[at - 1]).ToList();
        return points.Count > 3 ? points : [];
    }
}
