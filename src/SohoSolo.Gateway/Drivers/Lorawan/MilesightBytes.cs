using System.Buffers.Binary;

namespace SohoSolo.Gateway.Drivers.Lorawan;

/// <summary>
/// A Milesight sensor's bytes: a channel, a type, and as many bytes as that type has, again and again. Channel 3 of type 0 is a seat, a movement or a magnet, as the model has it; where nobody says which model it is, a frame that
/// could be two of them is not guessed at.
/// </summary>
internal static class MilesightBytes
{
    private const byte Reserved = 0xFF;

    public static void Read(ReadOnlySpan<byte> bytes, SensorModel model, Findings found)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var kind = MilesightKinds.Of(bytes, model, found.Role);
        var rest = bytes;
        while (rest.Length > 0)
        {
            if (rest is [0x20, 0xCE, ..])
            {
                rest = MilesightHistory.Read(rest, model, found);
                continue;
            }

            if (rest.Length < 2 || MilesightChannels.LengthOf(rest) is not { } length)
            {
                Unknown(rest[0], rest.Length == bytes.Length, found);
                break;
            }

            if (rest.Length < 2 + length)
            {
                found.Fault("bytes that end too early");
                break;
            }

            One(rest[0], rest[1], rest.Slice(2, length), kind, counts, found);
            rest = rest[(2 + length)..];
        }

        CountFields.Read((name, most) => counts.TryGetValue(name, out var value) && value <= most ? value : null, found);
    }

    /// <summary>What a sensor says of itself, or answers, comes last: nothing that follows can be told apart from it.</summary>
    private static void Unknown(byte channel, bool isFirst, Findings found)
    {
        if (channel is 0xF8 or 0xF9 or 0xFE or Reserved)
            found.Left("an answer to a command");
        else if (isFirst)
            found.Fault("bytes that no sensor sends that is known here");
        else
            found.Left("a channel that is not known");
    }

    private static void One(byte channel, byte type, ReadOnlySpan<byte> value, MilesightKind kind, Dictionary<string, long> counts, Findings found)
    {
        switch (channel, type)
        {
            case (0x01, 0x75):
                Battery(value[0], found);
                break;
            case (0x03, 0x8E):
                State("occupancy", value[0], found, found.Occupied);
                break;
            case (0x03, 0x00):
                Third(value[0], kind, found);
                break;
            case (0x04, 0x00) when kind == MilesightKind.Magnet:
                State("tamper", value[0], found, found.Tamper);
                break;
            default:
                if (!MilesightCounts.IsCount(channel, type, value, counts))
                    found.Left(MilesightChannels.NameOf(channel, type));

                break;
        }
    }

    private static void Third(byte value, MilesightKind kind, Findings found)
    {
        if (kind == MilesightKind.Magnet)
            State("magnet", value, found, found.Door);
        else if (kind == MilesightKind.Person)
            State("occupancy", value, found, found.Occupied);
        else
            found.Fault("a movement or a magnet: name the model (WS202, WS301) in the device's profile");
    }

    private static void Battery(byte percent, Findings found)
    {
        if (percent <= 100)
            found.Battery(percent);
        else
            found.Left("battery");
    }

    private static void State(string name, byte value, Findings found, Action<bool> tell) =>
        found.Answered(name, value switch
        {
            0 => Answer.No,
            1 => Answer.Yes,
            Reserved => Answer.Nothing,
            _ => Answer.Nonsense,
        }, tell);

    public static long Register(ReadOnlySpan<byte> bytes) => bytes.Length == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
