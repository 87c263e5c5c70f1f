using System.Text.Json;
using System.Text.Json.Serialization;
using SohoSolo.Core.Presence;

namespace SohoSolo.Storage;

/// <summary>A space's state as text. The same state is the same text, however it came about: what a log gives can be compared by it.</summary>
public static class StoredState
{
    public static string Write(SpaceState state) => JsonSerializer.Serialize(state, StateJson.Default.SpaceState);

    /// <exception cref="FormatException">It is none.</exception>
    public static SpaceState Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, StateJson.Default.SpaceState) ?? throw new FormatException("null is no state of a space.");
        }
        catch (JsonException broken)
        {
            throw new FormatException("The text is no state of a space.", broken);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SpaceState))]
internal sealed partial class StateJson : JsonSerializerContext;
