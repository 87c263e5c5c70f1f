using System.Globalization;

namespace SohoSolo.FirmwareSim.Devices.Vendors;

/// <summary>One badge, as each family writes it.</summary>
internal static class Uids
{
    /// <summary>Each byte for itself and without its leading zero, as esp-rfid does: <c>04 D0 07</c> is <c>4d07</c>, and <c>4D 07</c> is too.</summary>
    public static string Unpadded(PresentedCredential shown) =>
        shown.Kind == "pin" ? shown.Value : string.Concat(Bytes(shown).Select(part => part.ToString("x", CultureInfo.InvariantCulture)));

    /// <summary><c>04-D0-07</c>.</summary>
    public static string Dashed(PresentedCredential shown) => string.Join('-', Bytes(shown).Select(part => part.ToString("X2", CultureInfo.InvariantCulture)));

    /// <summary><c>04D007</c>.</summary>
    public static string Plain(PresentedCredential shown) => Convert.ToHexString(Bytes(shown));

    /// <summary>The number of its last four bytes, which is all that fits through two wires.</summary>
    public static uint Number(PresentedCredential shown) => Bytes(shown).TakeLast(4).Aggregate(0U, (number, part) => (number << 8) | part);

    private static byte[] Bytes(PresentedCredential shown) => Convert.FromHexString(shown.Value.Length % 2 == 0 ? shown.Value : $"0{shown.Value}");
}
