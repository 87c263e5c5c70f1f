using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace SohoSolo.Hub.Api;

/// <summary>How JSON is read and written everywhere: camelCase, nulls left out, accents as they are, nothing guessed.</summary>
internal static class JsonRules
{
    public const int MaxDepth = 16;

    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    public static readonly JsonWriterOptions Writer = new() { Encoder = Encoder };

    /// <summary>Fresh options for one source-generated context: <c>new MembersJson(JsonRules.Options())</c>.</summary>
    public static JsonSerializerOptions Options() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = Encoder,
        MaxDepth = MaxDepth,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
