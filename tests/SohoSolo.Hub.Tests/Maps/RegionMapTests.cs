using System.Globalization;
using System.Text.RegularExpressions;
using SohoSolo.Core.Maps;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Demo;
using SohoSolo.Hub.Maps;
using Xunit;

namespace SohoSolo.Hub.Tests.Maps;

/// <summary>The drawing of the Gers against the list of its communes.</summary>
public sealed class RegionMapTests
{
    private const int HeaviestMap = 12_000;

    private static readonly ReferenceData Data = ReferenceData.Read(ReferenceData.Folder);
    private static readonly RegionMap Map = RegionMap.Read(ReferenceData.Folder);

    [Fact]
    public void Every_community_is_on_it_once_and_light_enough_for_a_weak_line()
    {
        Assert.Equal(Data.Communities.Select(row => row.Community.Siren).Order(StringComparer.Ordinal), Map.Regions.Select(region => region.Siren).Order(StringComparer.Ordinal));
        Assert.InRange(Map.Regions.Sum(region => region.Path.Length), 1000, HeaviestMap);
        Assert.InRange(Map.Height, 500, 1000);
    }

    /// <summary>Less exact by a few hundred metres: a commune's middle still lies in its own community, or right beside it.</summary>
    [Fact]
    public void Every_commune_lies_in_its_own_community()
    {
        var outlines = Map.Regions.ToDictionary(region => region.Siren, region => Points(region.Path));
        Assert.All(Data.Communes, row =>
        {
            var at = Map.Place(row.Commune.Centre);
            Assert.NotNull(at);
            Assert.True(IsIn(outlines[row.Commune.Community], at.Value), $"{row.Commune.Name} at {at}");
        });
    }

    [Fact]
    public void A_place_elsewhere_is_not_on_it() => Assert.Null(Map.Place(new GeoPoint(-20.93, 55.29)));

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("{", "damaged")]
    [InlineData("""{"bbox":[0,0,1,1],"features":[{"properties":{},"geometry":{"type":"Point","coordinates":[0,0]}}]}""", "damaged")]
    public void A_file_that_is_missing_or_damaged_is_named(string? text, string says)
    {
        var folder = Directory.CreateTempSubdirectory("sohosolo-");
        try
        {
            if (text is not null) File.WriteAllText(Path.Combine(folder.FullName, "gers-epci.geojson"), text);
            var broken = Assert.Throws<InvalidDataException>(() => RegionMap.Read(folder.FullName));
            Assert.Contains("gers-epci.geojson", broken.Message, StringComparison.Ordinal);
            Assert.Contains(says, broken.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<GridPoint> Points(string path)
    {
        var numbers = Regex.Matches(path, @"-?\d+").Select(number => int.Parse(number.Value, CultureInfo.InvariantCulture)).ToList();
        List<GridPoint> points = [new(numbers[0], numbers[1])];
        for (var at = 2; at < numbers.Count; at += 2)
            points.Add(new GridPoint(points[^1].X + numbers[at], points[^1].Y + numbers[at + 1]));

        return points;
    }

    /// <summary>A line to the right crosses the outline an odd number of times.</summary>
    private static bool IsIn(List<GridPoint> ring, GridPoint point)
    {
        var isIn = false;
        for (var (at, before) = (0, ring.Count - 1); at < ring.Count; before = at++)
        {
            if (ring[at].Y > point.Y != ring[before].Y > point.Y
                && point.X < ((double)(ring[before].X - ring[at].X) * (point.Y - ring[at].Y) / (ring[before].Y - ring[at].Y)) + ring[at].X)
                isIn = !isIn;
        }

        return isIn;
    }
}
