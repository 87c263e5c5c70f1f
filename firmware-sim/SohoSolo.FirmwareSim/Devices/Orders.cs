using System.Text.Json;
using System.Text.Json.Serialization;

namespace SohoSolo.FirmwareSim.Devices;

/// <summary><c>door/{door}/cmd</c>.</summary>
internal sealed record Command(string? Id, string? Op, double? Ms, double? Naf, string? Why, string? Deny);

/// <summary><c>door/{door}/mode</c>.</summary>
internal sealed record ModeOrder(long? Rev, string? Mode, double? Until);

/// <summary><c>dev/{id}/rcv</c>.</summary>
internal sealed record Receipt(string? Boot, long? Upto);

/// <summary>Reads what comes to a device. Anything else than expected is null: a device goes on.</summary>
internal static class Orders
{
    public static Command? Command(ReadOnlyMemory<byte> payload) => Read(payload, OrderJson.Default.Command) is { Id: { Length: > 0 and <= 64 }, Op: not null } command ? command : null;

    public static ModeOrder? Mode(ReadOnlyMemory<byte> payload) => Read(payload, OrderJson.Default.ModeOrder) is { Mode: not null } order ? order : null;

    public static Receipt? Receipt(ReadOnlyMemory<byte> payload) => Read(payload, OrderJson.Default.Receipt) is { Boot: not null, Upto: not null } receipt ? receipt : null;

    private static T? Read<T>(ReadOnlyMemory<byte> payload, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(payload.Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Command))]
[JsonSerializable(typeof(ModeOrder))]
[JsonSerializable(typeof(Receipt))]
internal sealed partial class OrderJson : JsonSerializerContext;
