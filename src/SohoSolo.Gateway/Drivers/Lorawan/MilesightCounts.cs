namespace SohoSolo.Gateway.Drivers.Lorawan;

/// <summary>Counters' channels, under the names that the maker's codec gives them, so that both forms are read by the same rule.</summary>
internal static class MilesightCounts
{
    /// <summary>Whether that channel counts; what it says is put among <paramref name="counts"/>.</summary>
    public static bool IsCount(byte channel, byte type, ReadOnlySpan<byte> value, Dictionary<string, long> counts)
    {
        switch (channel, type)
        {
            case (0x04, 0xC9):
                counts["people_count_all"] = value[0];
                return true;
            case (0x0D, 0xCC):
                Pair("people_total", value, counts);
                return true;
            case (0x04, 0xCC):
                Pair("total", value, counts);
                return true;
            case (0x10, 0xF7):
                Pair("line", value, counts);
                return true;
            case (0x05 or 0x08 or 0x0B or 0x0E, 0xCC):
                Pair($"line_{(channel - 0x05) / 3 + 1}_period", value, counts);
                return true;
            case ( >= 0x03 and <= 0x0D, 0xD2) when channel % 3 != 2:
                counts[$"line_{channel / 3}_total_{(channel % 3 == 0 ? "in" : "out")}"] = MilesightBytes.Register(value);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Two registers of two bytes: who came, who went.</summary>
    public static void Pair(string name, ReadOnlySpan<byte> value, Dictionary<string, long> counts)
    {
        counts[$"{name}_in"] = MilesightBytes.Register(value[..2]);
        counts[$"{name}_out"] = MilesightBytes.Register(value[2..4]);
    }
}
