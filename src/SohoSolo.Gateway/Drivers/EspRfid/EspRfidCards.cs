using SohoSolo.Core.Access;

namespace SohoSolo.Gateway.Drivers.EspRfid;

/// <summary>
/// esp-rfid writes a card's bytes in hexadecimal and leaves out each byte's leading zero, a Wiegand number in decimal, an EM4100 tag in ten hexadecimal digits, and in its PIN-only mode the PIN, all as <c>uid</c>. It is settled
/// thus: six digits are a PIN, for that is how long ours are; other digits are a Wiegand number where they can be; 8, 14 or 20 hexadecimal digits are a card whose bytes are all whole; ten are an EM4100 tag. From everything
/// else the bytes are put together again, the likeliest cut first. Whatever else it could be goes along, and counts where the site knows exactly one of them.
/// </summary>
internal static class EspRfidCards
{
    private const int PinDigits = 6;
    private const int ShortestUid = 4;
    private const int LongestUid = 20;
    private const int MostReadings = 16;

    /// <summary>Null for what is no card and no PIN.</summary>
    public static CardReading? Read(string text)
    {
        var uid = text.Trim().ToUpperInvariant();
        if (uid.Length is < ShortestUid or > LongestUid || !uid.All(char.IsAsciiHexDigit))
            return Cards.Mifare(text);
        if (uid.Length == PinDigits && Cards.IsNumber(uid))
            return Cards.Pin(uid);

        List<PresentedCredential> all = [];
        if (Cards.WiegandDecimal(uid)?.Card is { } number)
            all.Add(number);

        all.AddRange(Whole(uid));
        if (uid.Length is not (8 or 14 or 20))
            all.AddRange(Unpadded(uid));

        return all.Distinct().Take(MostReadings).ToList() is [var first, .. var others] ? new CardReading(first, others) : null;
    }

    private static IEnumerable<PresentedCredential> Whole(string uid)
    {
        string?[] asTag = uid.Length == 10 ? [uid, uid[2..]] : uid.Length == 8 ? [uid] : [];
        return new[] { Cards.Mifare(uid) }.Concat(asTag.Select(Cards.Em4100)).OfType<CardReading>().Select(read => read.Card);
    }

    /// <summary>The likeliest first: few bytes have a leading zero, so that up to seven digits are a card of four bytes; longer ones one of seven that begins with 04.</summary>
    private static IEnumerable<PresentedCredential> Unpadded(string uid)
    {
        var (fours, sevens) = (Splits(uid, 4), Splits(uid, 7).ToList());
        var likely = sevens.Where(hex => hex.StartsWith("04", StringComparison.Ordinal));
        return (uid.Length < 8 ? fours.Concat(likely) : likely.Concat(fours))
            .Concat(sevens.Where(hex => !hex.StartsWith("04", StringComparison.Ordinal)))
            .Concat(Splits(uid, 10))
            .Select(Cards.Mifare).OfType<CardReading>().Select(read => read.Card);
    }

    /// <summary>Every way to cut it into so many bytes of one digit or two; two never begin with a zero, for that would have been left out.</summary>
    private static IEnumerable<string> Splits(string rest, int bytes)
    {
        if (rest.Length < bytes || rest.Length > 2 * bytes)
            yield break;
        if (bytes == 0)
        {
            yield return "";
            yield break;
        }

        foreach (var end in Splits(rest[1..], bytes - 1))
            yield return $"0{rest[0]}{end}";

        if (rest.Length < 2 || rest[0] == '0')
            yield break;

        foreach (var end in Splits(rest[2..], bytes - 1))
            yield return rest[..2] + end;
    }
}
