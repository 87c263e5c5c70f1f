namespace SohoSolo.Gateway.Drivers.Tasmota;

/// <summary>Cards as Tasmota's readers write them: hexadecimal, but a Wiegand reader's in decimal unless it is set otherwise. An RDM6300 behind a serial bridge sends its raw frame, whose last byte is a check of the others.</summary>
internal static class TasmotaCards
{
    private const int FrameDigits = 12;
    private const string Prefix = "0x";

    /// <param name="reader">In capitals.</param>
    /// <param name="uid">As it wrote it.</param>
    /// <param name="bits">Of a Wiegand card, where it says so.</param>
    public static CardReading? Read(string reader, string uid, long? bits) => reader switch
    {
        "RDM6300" => Cards.Em4100(uid),
        "WIEGAND" when uid.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) => OfWiegand(uid[Prefix.Length..], bits),
        "WIEGAND" => Cards.IsNumber(uid) ? Cards.WiegandDecimal(uid, bits) : OfWiegand(uid, bits),
        _ => Cards.Mifare(uid),
    };

    /// <summary><c>VVIIIIIIIICC</c>: a version, four bytes, and the exclusive or of those five.</summary>
    public static CardReading? OfFrame(string text)
    {
        var digits = text.Trim();
        if (digits.Length != FrameDigits || !digits.All(char.IsAsciiHexDigit))
            return null;

        var bytes = Convert.FromHexString(digits);
        return bytes[..5].Aggregate(0, (check, next) => check ^ next) == bytes[5] ? Cards.Em4100(digits[2..10]) : null;
    }

    private static CardReading? OfWiegand(string hex, long? bits) =>
        bits == 26 || (bits is null && hex.Length <= 6) ? Cards.Made("wiegand-26", hex.PadLeft(6, '0')) : Cards.Made("wiegand-34", hex.PadLeft(8, '0'));
}
