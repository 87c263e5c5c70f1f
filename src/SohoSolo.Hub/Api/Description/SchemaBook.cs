using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SohoSolo.Hub.Api;

/// <summary>The schemas of requests and answers, each under its record's name.</summary>
internal sealed class SchemaBook
{
    private const string ProblemName = "Problem";

    private static readonly JsonSchemaExporterOptions Exact = new() { TreatNullObliviousAsNonNullable = true };

    private readonly SortedDictionary<string, JsonNode> schemas = new(StringComparer.Ordinal);

    public JsonNode Schema(JsonTypeInfo? type)
    {
        if (type is null)
        {
            return new JsonObject { ["type"] = "string" };
        }

        var name = Name(type.Type);
        if (!schemas.ContainsKey(name))
        {
            schemas[name] = Settled(type.GetJsonSchemaAsNode(Exact), $"#/components/schemas/{name}");
        }

        return Reference(name);
    }

    public JsonNode Problem()
    {
        schemas.TryAdd(ProblemName, JsonNode.Parse("""
            {"type":"object","required":["type","title","status","detail","reason"],"properties":{
              "type":{"type":"string","format":"uri"},"title":{"type":"string"},"status":{"type":"integer"},"detail":{"type":"string"},
              "reason":{"type":"string","description":"A stable word to act on."},"field":{"type":"string","description":"The field or parameter at fault."}}}
            """)!);
        return Reference(ProblemName);
    }

    public JsonObject ToJson() => new(schemas.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    /// <summary>
    /// The exporter points at repeated shapes from the root of its own schema, which is not the root of the document;
    /// and it writes "anything" as <c>true</c>, which readers of OpenAPI do not know.
    /// </summary>
    private static JsonNode Settled(JsonNode? schema, string root)
    {
        switch (schema)
        {
            case JsonObject shape:
                return new JsonObject(shape.Select(pair => KeyValuePair.Create(pair.Key, Keyword(pair.Key, pair.Value, root))));
            case JsonValue value when value.TryGetValue<bool>(out var anything) && anything:
                return new JsonObject();
            default:
                return schema!.DeepClone();
        }
    }

    private static JsonNode? Keyword(string key, JsonNode? value, string root) => (key, value) switch
    {
        ("$ref", JsonValue reference) => root + reference.GetValue<string>()[1..],
        ("properties", JsonObject properties) => new JsonObject(properties.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Settled(pair.Value, root)))),
        ("items" or "additionalProperties", _) => Settled(value, root),
        ("anyOf", JsonArray choices) => new JsonArray([.. choices.Select(choice => Settled(choice, root))]),
        _ => value?.DeepClone(),
    };

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    private static string Name(Type type) => type.IsGenericType
        ? string.Concat(type.GetGenericArguments().Select(argument => Name(argument))) + "List"
        : type.IsArray ? Name(type.GetElementType()!) + "List" : type.Name;
}

[JsonSerializable(typeof(JsonObject))]
internal sealed partial class OpenApiJson : JsonSerializerContext
{
    public static readonly OpenApiJson Shared = new(JsonRules.Options());
}
