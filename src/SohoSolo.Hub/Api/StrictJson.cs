using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SohoSolo.Hub.Api;

/// <summary>Reads a JSON body into a record and names what is wrong with it: a field nobody knows, one given twice, one that is missing, one with a wrong value.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Shape = new() { MaxDepth = JsonRules.MaxDepth };

    private static readonly ConcurrentDictionary<JsonTypeInfo, Dictionary<string, JsonPropertyInfo>> Properties = new();

    public static (T? Body, Problem? Problem) Read<T>(ReadOnlyMemory<byte> utf8, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Shape);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (null, Problems.InvalidJson("The body is not a JSON object."));
            }

            return Check(document.RootElement, type, "") is { } problem ? (null, problem) : (document.RootElement.Deserialize(type), null);
        }
        catch (JsonException refused) when (refused.Path is { Length: > 2 } path)
        {
            return (null, Problems.InvalidValue(path[2..], "has a value of the wrong kind"));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape, is JSON by its grammar and no text.
            return (null, Problems.InvalidJson("The body holds text that is not Unicode."));
        }
        catch (JsonException refused)
        {
            return (null, Problems.InvalidJson($"The body is not valid JSON (line {(refused.LineNumber ?? 0) + 1})."));
        }
    }

    private static Problem? Check(JsonElement element, JsonTypeInfo type, string path) => (type.Kind, element.ValueKind) switch
    {
        (JsonTypeInfoKind.Object, JsonValueKind.Object) => CheckObject(element, type, path),
        (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) => CheckItems(element, type.Options.GetTypeInfo(type.ElementType!), path),
        (JsonTypeInfoKind.Dictionary, JsonValueKind.Object) => CheckEntries(element, type.Options.GetTypeInfo(type.ElementType!), path),
        (_, JsonValueKind.String) when element.GetString()!.Contains('\0', StringComparison.Ordinal) =>
            Problems.InvalidValue(path, "holds the character U+0000, which no text has"),
        _ => null,
    };

    private static Problem? CheckObject(JsonElement element, JsonTypeInfo type, string path)
    {
        var known = Properties.GetOrAdd(type, static t => t.Properties.ToDictionary(property => property.Name, StringComparer.Ordinal));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in element.EnumerateObject())
        {
            var at = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            if (!known.TryGetValue(field.Name, out var property))
            {
                return Problems.UnknownField(Shown(at));
            }

            if (!seen.Add(field.Name))
            {
                return Problems.InvalidJson($"'{at}' is given twice.");
            }

            if (Check(field.Value, type.Options.GetTypeInfo(property.PropertyType), at) is { } problem)
            {
                return problem;
            }
        }

        var missing = known.Values.FirstOrDefault(property => property.IsRequired && !seen.Contains(property.Name));
        return missing is null ? null : Problems.MissingField(path.Length == 0 ? missing.Name : $"{path}.{missing.Name}");
    }

    private static Problem? CheckItems(JsonElement element, JsonTypeInfo item, string path)
    {
        var index = 0;
        foreach (var value in element.EnumerateArray())
        {
            var at = $"{path}[{index++}]";
            var problem = value.ValueKind == JsonValueKind.Null ? Problems.InvalidValue(at, "is not null") : Check(value, item, at);
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    private static Problem? CheckEntries(JsonElement element, JsonTypeInfo item, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in element.EnumerateObject())
        {
            if (!seen.Add(entry.Name))
            {
                return Problems.InvalidJson($"'{Shown($"{path}.{entry.Name}")}' is given twice.");
            }

            if (Check(entry.Value, item, $"{path}.{entry.Name}") is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>What a stranger wrote is repeated only in part.</summary>
    private static string Shown(string field) => field.Length <= 80 ? field : field[..80];
}
