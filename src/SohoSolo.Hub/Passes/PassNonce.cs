using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Passes;

/// <summary>
/// Names a pass by everything that it says, so that asking twice gives the same pass, and a booking that has moved another one. It needs no secret: the pass is signed.
/// </summary>
internal static class PassNonce
{
    private const int Bytes = 16;

    public static string Of(Booking booking, int guest, TimeRange during, int uses)
    {
        var (start, end) = (during.Start.ToUnixTimeMilliseconds(), during.End.ToUnixTimeMilliseconds());
        var text = string.Create(CultureInfo.InvariantCulture, $"{booking.Id}|{booking.Site}|{guest}|{start}|{end}|{uses}");
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, Bytes));
    }
}
