using System.Text.Json.Serialization;
using SohoSolo.Core.Presence;

namespace SohoSolo.Gateway.Presence;

/// <summary>A space's state, and when it was written down: everything that was received until then is in it.</summary>
internal sealed record Checkpoint(long At, SpaceState? State);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Checkpoint))]
internal sealed partial class PictureJson : JsonSerializerContext;
