using System.Globalization;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Api;

/// <summary>Time on the wire: RFC 3339, in UTC with Z or on a site's clock without an offset.</summary>
internal static class Times
{
    public static string Utc(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    public static string Local(DateTimeOffset instant, SiteCalendar calendar) =>
        calendar.ToLocal(instant).DateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
