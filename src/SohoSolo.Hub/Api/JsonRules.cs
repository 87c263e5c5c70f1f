using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SohoSolo.Hub.Api;

/// <summary>How JSON is read and written everywhere: camelCase, nulls left out, accents as they are, nothing guessed.</summary>
internal static class JsonRules
{
    public const int MaxDepth = 16;

    // Answers are never part of a page (and say so: nosniff), so nothing but JSON's own signs needs escaping.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

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
