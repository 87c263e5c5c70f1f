using System.Buffers.Binary;

namespace SohoSolo.Gateway.Drivers.Lorawan;

/// <summary>What a counter kept and sends later: <c>20 CE</c>, four bytes of time, what it is, and its value; what that says depends on the model.</summary>
internal static class MilesightHistory
{
    private const int Head = 7;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Reads every entry at the beginning and returns what follows them; nothing where that cannot be known.</summary>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> rest, SensorModel model, Findings found)
    {
        var reports = new SortedDictionary<long, Dictionary<string, long>>();
        while (rest is [0x20, 0xCE, ..])
        {
            if (rest.Length < Head || LengthOf(rest[6], ModelOf(rest[6], model)) is not { } length || rest.Length < Head + length)
            {
                found.Fault(rest.Length < Head ? "bytes that end too early" : "history of a sensor that is not known: name the model (VS121, VS133) in the device's profile");
                rest = [];
                break;
            }

            var at = BinaryPrimitives.ReadUInt32LittleEndian(rest[2..6]);
            if (!reports.TryGetValue(at, out var counts))
                reports[at] = counts = new Dictionary<string, long>(StringComparer.Ordinal);

            Entry(rest[6], rest.Slice(Head, length), ModelOf(rest[6], model), counts);
            rest = rest[(Head + length)..];
        }

        foreach (var (seconds, counts) in reports)
            Tell(DateTimeOffset.FromUnixTimeSeconds(seconds), counts, found);

        found.History(null);
        return rest;
    }

    private static void Tell(DateTimeOffset at, Dictionary<string, long> counts, Findings found)
    {
        if (at > found.ReceivedAt || found.ReceivedAt - at > Longest)
        {
            found.Left("history without a time that can be");
            return;
        }

        found.History(at);
        CountFields.Read((name, most) => counts.TryGetValue(name, out var value) && value <= most ? value : null, found);
        found.Left("history");
    }

    /// <summary>Some kinds only one model has.</summary>
    private static SensorModel ModelOf(byte what, SensorModel model) => (model, what) switch
    {
        (SensorModel.Vs121 or SensorModel.Vs133, _) => model,
        (_, 0x01 or 0x02 or 0x11 or 0x12) => SensorModel.Vs121,
        (_, 0x20) => SensorModel.Vs133,
        _ => SensorModel.Unknown,
    };

    private static int? LengthOf(byte what, SensorModel model) => (model, what) switch
    {
        (SensorModel.Vs121, 0x03) => 1,
        (SensorModel.Vs121, 0x11) => 5,
        (SensorModel.Vs121, >= 0x01 and <= 0x12) => 4,
        (SensorModel.Vs133, >= 0x03 and <= 0x0F) => 4,
        (SensorModel.Vs133, 0x10 or 0x20) => 3,
        _ => null,
    };

    private static void Entry(byte what, ReadOnlySpan<byte> value, SensorModel model, Dictionary<string, long> counts)
    {
        switch (model, what)
        {
            case (SensorModel.Vs121, 0x01):
                counts["people_count_all"] = value[0];
                break;
            case (SensorModel.Vs121, 0x02):
                MilesightCounts.Pair("people", value, counts);
                break;
            case (SensorModel.Vs121, 0x10):
                MilesightCounts.Pair("people_total", value, counts);
                break;
            case (SensorModel.Vs121, 0x12):
                MilesightCounts.Pair("line", value, counts);
                break;
            case (SensorModel.Vs133, <= 0x0E) when what % 3 == 2:
                MilesightCounts.Pair($"line_{(what - 0x05) / 3 + 1}_period", value, counts);
                break;
            case (SensorModel.Vs133, <= 0x0D):
                counts[$"line_{what / 3}_total_{(what % 3 == 0 ? "in" : "out")}"] = MilesightBytes.Register(value);
                break;
        }
    }
}
