using System.Text.Json.Serialization;

namespace SohoSolo.Hub.Api;

/// <summary>Shapes that belong to no feature.</summary>
[JsonSerializable(typeof(NoBody))]
[JsonSerializable(typeof(string))]
internal sealed partial class CommonJson : JsonSerializerContext
{
    public static readonly CommonJson Shared = new(JsonRules.Options());
}
