using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Maps;
using Xunit;

namespace SohoSolo.Core.Tests.Maps;

public sealed class OutlinesTests
{
    private const int Side = 20;

    /// <summary>Two countries in a square whose border goes up and down as chance has it, and an island inside the second.</summary>
    private static readonly Arbitrary<(IReadOnlyList<int> Border, int Tolerance)> Countries =
        Arb.From(from border in Gen.ArrayOf(Gen.Choose(4, 9), Side - 1) from tolerance in Gen.Choose(0, 3) select ((IReadOnlyList<int>)border, tolerance));

    [Fact]
    public void Neighbours_keep_one_border_whatever_is_left_out_of_it() => Runs.Hold(Countries, given =>
    {
        var simple = Outlines.Simplify(Rings(given.Border), given.Tolerance);
        var (west, east) = (Edges(simple[0]), Edges(simple[1]));
        var border = west.Where(edge => edge.From.Y > 0 && edge.To.Y > 0).ToList();
        return simple.All(ring => ring[0] == ring[^1]) && border.All(edge => east.Contains((edge.To, edge.From))) && west.Count + east.Count <= (2 * Side) + 10;
    });

    [Fact]
    public void No_point_is_moved_and_none_is_left_out_that_is_farther_off_than_allowed() => Runs.Hold(Countries, given =>
    {
        var rings = Rings(given.Border);
        var simple = Outlines.Simplify(rings, given.Tolerance);
        return rings.Zip(simple).All(pair => pair.Second.All(pair.First.Contains) && pair.First.All(point => Edges(pair.Second).Any(edge => Off(point, edge) <= given.Tolerance + 1e-9)));
    });

    [Fact]
    public void What_is_a_point_at_this_scale_is_left_out() =>
        Assert.Empty(Outlines.Simplify([[new(1, 1), new(1, 1), new(2, 1), new(1, 1)]], 1));

    /// <summary>A horseshoe: its centre of gravity is outside.</summary>
    [Fact]
    public void A_word_stands_where_there_is_most_room_for_it()
    {
        Assert.InRange(Outlines.Roomiest([new(0, 0), new(10, 0), new(10, 70), new(90, 70), new(90, 0), new(100, 0), new(100, 95), new(0, 95), new(0, 0)]).Y, 80, 85);
        Assert.InRange(Outlines.Roomiest([new(0, 0), new(200, 0), new(200, 20), new(0, 20), new(0, 0)]).Y, 8, 12);
    }

    private static IReadOnlyList<IReadOnlyList<GridPoint>> Rings(IReadOnlyList<int> border)
    {
        List<GridPoint> line = [new(0, 5), .. border.Select((height, at) => new GridPoint(at + 1, height)), new(Side, 5)];
        return
        [
            [new(0, 0), .. line, new(Side, 0), new(0, 0)],
            [new(0, 20), new(Side, 20), .. Enumerable.Reverse(line), new(0, 20)],
            [new(5, 12), new(9, 12), new(9, 18), new(5, 18), new(5, 12)],
        ];
    }

    private static HashSet<(GridPoint From, GridPoint To)> Edges(IReadOnlyList<GridPoint> ring) => [.. ring.Zip(ring.Skip(1))];

    private static double Off(GridPoint point, (GridPoint From, GridPoint To) edge)
    {
        var (dx, dy) = ((double)edge.To.X - edge.From.X, (double)edge.To.Y - edge.From.Y);
        var along = Math.Clamp((((point.X - edge.From.X) * dx) + ((point.Y - edge.From.Y) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
        return Math.Sqrt(Math.Pow(point.X - edge.From.X - (along * dx), 2) + Math.Pow(point.Y - edge.From.Y - (along * dy), 2));
    }
}
