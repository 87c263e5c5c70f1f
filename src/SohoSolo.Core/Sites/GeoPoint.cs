namespace SohoSolo.Core.Sites;

/// <summary>WGS84 degrees.</summary>
public readonly record struct GeoPoint(double Latitude, double Longitude)
{
    private const double EarthRadiusKm = 6371.0;

    /// <summary>Great-circle distance in kilometres (haversine).</summary>
    public double DistanceKm(GeoPoint other)
    {
        var lat = Radians(other.Latitude - Latitude) / 2;
        var lon = Radians(other.Longitude - Longitude) / 2;
        var a = (Math.Sin(lat) * Math.Sin(lat)) + (Math.Cos(Radians(Latitude)) * Math.Cos(Radians(other.Latitude)) * Math.Sin(lon) * Math.Sin(lon));
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(a)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
