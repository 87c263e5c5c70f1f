using System.Globalization;
using SohoSolo.Core.Access;

namespace SohoSolo.Gateway.Drivers;

/// <summary>Card numbers as readers write them, in their one form: kind and bytes. A reader that knows no card says zero; that is nobody.</summary>
internal static class Cards
{
    private const int MostDigits = 20;
    private const ulong OfThreeBytes = 1UL << 24;
    private const ulong OfFourBytes = 1UL << 32;
    private const ulong OfSixBytes = 1UL << 48;
    private const ulong OfSevenBytes = 1UL << 56;

    /// <summary><c>74-10-37-94</c>, <c>BA839D07</c>: a MIFARE card.</summary>
    public static CardReading? Mifare(string? text) => Made("mifare-uid", text);

    /// <summary><c>008EC793</c>: an EM4100 tag, four bytes or five.</summary>
    public static CardReading? Em4100(string? text) => Made("em4100", text);

    /// <summary><c>7616525</c>: the four bytes of an EM4100 tag as a number.</summary>
    public static CardReading? Em4100Decimal(string text) => Number(text) is { } number and <= uint.MaxValue ? Made("em4100", number.ToString("X8", CultureInfo.InvariantCulture)) : null;

    /// <summary>
    /// What a Wiegand reader sent, as a number: three bytes of the 26-bit form or four of the 34-bit one; where the reader does not say which (<paramref name="bits"/>), the shortest that holds it. Seven bytes are a MIFARE
    /// card's, from a reader that sends them all.
    /// </summary>
    public static CardReading? WiegandDecimal(string text, long? bits = null)
    {
        if (Number(text) is not { } number)
            return null;
        if (number < OfThreeBytes && bits is (26 or null))
            return Made("wiegand-26", number.ToString("X6", CultureInfo.InvariantCulture));
        if (number < OfFourBytes && bits is (32 or 34 or null))
            return Made("wiegand-34", number.ToString("X8", CultureInfo.InvariantCulture));

        return number is >= OfSixBytes and < OfSevenBytes ? Made("mifare-uid", number.ToString("X14", CultureInfo.InvariantCulture)) : null;
    }

    public static CardReading? Pin(string text) => PresentedCredential.Read("pin", text) is { } pin ? new CardReading(pin) : null;

    public static bool IsNumber(string text) => text.Length is > 0 and <= MostDigits && text.All(char.IsAsciiDigit);

    public static CardReading? Made(string kind, string? text) =>
        PresentedCredential.Read(kind, text?.Trim()) is { } card && card.Value.Any(digit => digit != '0') ? new CardReading(card) : null;

    private static ulong? Number(string text) => IsNumber(text) && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
