using System.Text;
using System.Text.Json;
using SohoSolo.Core.Maps;
using SohoSolo.Core.Sites;

namespace SohoSolo.Hub.Maps;

/// <summary>A community as it is drawn.</summary>
/// <param name="Path">Its outline in the words of SVG, in units of the map.</param>
/// <param name="Middle">Where a number stands in it.</param>
public sealed record Region(string Siren, string Name, string Path, GridPoint Middle);

/// <summary>
/// The communities of the department as a drawing: outlines to fill, and where on it a place lies. Its source asks to be named with it (<c>data/README.md</c>).
/// </summary>
public sealed class RegionMap
{
    public const int Width = 1000;

    private const string File = "gers-epci.geojson";

    /// <summary>In units of the map, about 120 metres each: nobody sees what is less on a screen.</summary>
    private const double Tolerance = 2.5;

    private readonly double west;
    private readonly double north;
    private readonly double unitsPerLongitude;
    private readonly double unitsPerLatitude;

    private RegionMap(double west, double south, double east, double north)
    {
        (this.west, this.north) = (west, north);
        unitsPerLongitude = Width / (east - west);

        // A degree of longitude is shorter than one of latitude, the more so the farther north.
        unitsPerLatitude = unitsPerLongitude / Math.Cos((south + north) / 2 * Math.PI / 180);
        Height = (int)Math.Ceiling((north - south) * unitsPerLatitude);
    }

    public int Height { get; }

    public IReadOnlyList<Region> Regions { get; private init; } = [];

    /// <summary>Where a place lies; null for one that is not on the map.</summary>
    public GridPoint? Place(GeoPoint place)
    {
        var point = Grid(place.Longitude, place.Latitude);
        return point.X is >= 0 and <= Width && point.Y >= 0 && point.Y <= Height ? point : null;
    }

    /// <exception cref="InvalidDataException">The file is missing or damaged: it is part of the program.</exception>
    internal static RegionMap Read(string folder)
    {
        var path = System.IO.Path.Combine(folder, File);
        if (!System.IO.File.Exists(path)) throw new InvalidDataException($"The data file {path} is missing; it is part of the program.");

        try
        {
            using var json = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
            return Of(json.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"data/{File} is damaged: {broken.Message}", broken);
        }
    }

    private static RegionMap Of(JsonElement collection)
    {
        var box = collection.GetProperty("bbox").EnumerateArray().Select(edge => edge.GetDouble()).ToArray();
        var map = new RegionMap(box[0], box[1], box[2], box[3]);
        var features = collection.GetProperty("features").EnumerateArray().Select(feature => (Of: feature.GetProperty("properties"), Rings: Rings(feature.GetProperty("geometry")).Select(map.Grid).ToList())).ToList();
        var simple = new Queue<IReadOnlyList<GridPoint>>(Outlines.Simplify([.. features.SelectMany(feature => feature.Rings)], Tolerance));
        if (simple.Count != features.Sum(feature => feature.Rings.Count)) throw new FormatException("an outline is smaller than anything that can be seen");

        return new RegionMap(box[0], box[1], box[2], box[3]) { Regions = [.. features.Select(feature => RegionOf(feature.Of, [.. feature.Rings.Select(_ => simple.Dequeue())]))] };
    }

    private static Region RegionOf(JsonElement about, IReadOnlyList<IReadOnlyList<GridPoint>> rings) =>
        new(about.GetProperty("epci_siren").GetString()!, about.GetProperty("name").GetString()!, string.Concat(rings.Select(PathOf)), Outlines.Roomiest(rings.MaxBy(ring => Math.Abs(Twice(ring)))!));

    private static IEnumerable<JsonElement> Rings(JsonElement geometry) => geometry.GetProperty("type").GetString() switch
    {
        "Polygon" => geometry.GetProperty("coordinates").EnumerateArray(),
        "MultiPolygon" => geometry.GetProperty("coordinates").EnumerateArray().SelectMany(polygon => polygon.EnumerateArray()),
        var other => throw new FormatException($"'{other}' is no outline"),
    };

    private IReadOnlyList<GridPoint> Grid(JsonElement ring) => [.. ring.EnumerateArray().Select(point => Grid(point[0].GetDouble(), point[1].GetDouble()))];

    private GridPoint Grid(double longitude, double latitude) => new((int)Math.Round((longitude - west) * unitsPerLongitude), (int)Math.Round((north - latitude) * unitsPerLatitude));

    /// <summary>Twice the area within, negative where it is walked the other way round.</summary>
    private static double Twice(IReadOnlyList<GridPoint> ring) => ring.Zip(ring.Skip(1)).Sum(pair => Cross(pair.First, pair.Second));

    private static double Cross(GridPoint one, GridPoint other) => ((double)one.X * other.Y) - ((double)other.X * one.Y);

    private static string PathOf(IReadOnlyList<GridPoint> ring)
    {
        var path = new StringBuilder($"M{ring[0].X} {ring[0].Y}");
        for (var at = 1; at < ring.Count - 1; at++)
            path.Append(at == 1 ? "l" : " ").Append(ring[at].X - ring[at - 1].X).Append(' ').Append(ring[at].Y - ring[at - 1].Y);

        return path.Append('z').ToString();
    }
}
