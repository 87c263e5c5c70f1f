using System.Buffers.Text;
using System.Security.Cryptography;

namespace SohoSolo.Hub.Calendars;

/// <summary>What makes a calendar's address secret: 256 random bits, shown once and kept as a hash.</summary>
internal static class CalendarSecret
{
    private const int Bytes = 32;

    public const int Length = 43;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The address to subscribe to.</summary>
    public static Uri Address(Uri links, string secret) => new(links, $"calendar/{secret}.ics");
}
