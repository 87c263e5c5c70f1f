namespace SohoSolo.Gateway.Drivers.Esphome;

/// <summary>Cards as ESPHome's readers write them: <c>74-10-37-94</c> from a PN532 or RC522, a number from an RDM6300 or a Wiegand reader. Which reader it is, the topic says; where it does not, a number is Wiegand's.</summary>
internal static class EsphomeCards
{
    private static readonly string[] Readers = ["tag", "card", "badge", "uid", "rfid"];

    /// <summary>Whether such a name is that of what a reader read.</summary>
    public static bool IsReader(string name) => Readers.Contains(name.ToLowerInvariant()) || Readers.Any(word => name.EndsWith("_" + word, StringComparison.OrdinalIgnoreCase));

    public static CardReading? Read(string topic, string text)
    {
        if (Is125Khz(topic))
            return Cards.IsNumber(text) ? Cards.Em4100Decimal(text) : Cards.Em4100(text);

        return (Cards.IsNumber(text) ? Cards.WiegandDecimal(text) : null) ?? Cards.Mifare(text);
    }

    private static bool Is125Khz(string topic) =>
        topic.Contains("rdm6300", StringComparison.OrdinalIgnoreCase) || topic.Contains("em4100", StringComparison.OrdinalIgnoreCase) || topic.Contains("125khz", StringComparison.OrdinalIgnoreCase);
}
