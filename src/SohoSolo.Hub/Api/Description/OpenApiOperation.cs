using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing.Patterns;

namespace SohoSolo.Hub.Api;

/// <summary>One call as OpenAPI writes it.</summary>
internal static class OpenApiOperation
{
    public static JsonObject Of(string method, string path, RoutePattern pattern, CallDescription call, SchemaBook schemas)
    {
        var operation = new JsonObject
        {
            ["summary"] = call.Summary,
            ["operationId"] = Id(method, path),
            ["tags"] = new JsonArray(Tag(path)),
            ["parameters"] = Parameters(method, pattern, call),
        };
        if (call.Details is not null)
        {
            operation["description"] = call.Details;
        }

        if (call.Body is { } body)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(body.MediaType, schemas.Schema(body.Type), body.Example, body.Type is not null) };
        }

        operation["responses"] = Responses(call, schemas);
        operation["security"] = call.Who == Access.Anyone ? new JsonArray() : new JsonArray(new JsonObject { ["bearer"] = new JsonArray() });
        return operation;
    }

    private static JsonArray Parameters(string method, RoutePattern pattern, CallDescription call)
    {
        var all = new JsonArray();
        foreach (var parameter in pattern.Parameters)
        {
            all.Add(Parameter(parameter.Name, "path", $"Which {parameter.Name}.", null, needed: true));
        }

        foreach (var query in call.Query)
        {
            all.Add(Parameter(query.Name, "query", query.Says, query.Example, query.Needed));
        }

        if (method == HttpMethods.Post)
        {
            all.Add(Parameter("Idempotency-Key", "header", "The same key and body give the same answer, once; kept 48 hours.", "2026-11-30-desk-anne", needed: false));
        }

        return all;
    }

    private static JsonObject Parameter(string name, string where, string says, string? example, bool needed)
    {
        var parameter = new JsonObject { ["name"] = name, ["in"] = where, ["description"] = says, ["required"] = needed, ["schema"] = new JsonObject { ["type"] = "string" } };
        if (example is not null)
        {
            parameter["example"] = example;
        }

        return parameter;
    }

    private static JsonObject Responses(CallDescription call, SchemaBook schemas)
    {
        var responses = new JsonObject();
        foreach (var given in call.Answers)
        {
            var response = new JsonObject { ["description"] = given.Says };
            if (given.Type is not null || given.MediaType != "application/json")
            {
                response["content"] = Content(given.MediaType, schemas.Schema(given.Type), given.Example, isJson: given.Type is not null);
            }

            responses[$"{given.Status}"] = response;
        }

        foreach (var declined in Declines(call).Where(declined => !responses.ContainsKey($"{declined.Status}")))
        {
            responses[$"{declined.Status}"] = new JsonObject
            {
                ["description"] = string.Join(", ", declined.Reasons.Select(reason => $"`{reason}`")),
                ["content"] = Content(Problem.MediaType, schemas.Problem(), ProblemExample(declined), isJson: true),
            };
        }

        return responses;
    }

    /// <summary>What the call says, and what holds for every call of its sort.</summary>
    private static IEnumerable<CallDescription.Declined> Declines(CallDescription call)
    {
        var all = call.Problems.ToDictionary(declined => declined.Status, declined => declined.Reasons.ToList());
        void Also(int status, params string[] reasons) => all[status] = [.. all.GetValueOrDefault(status, []).Union(reasons)];

        if (call.Body is not null)
        {
            Also(400, "invalid-json", "invalid-utf8", "unknown-field", "missing-field", "invalid-value");
            Also(413, "body-too-large");
            Also(415, "wrong-media-type");
            Also(422, "idempotency-mismatch");
        }
        else if (call.Query.Count > 0)
        {
            Also(400, "unknown-field", "invalid-value");
        }

        if (call.Who != Access.Anyone)
        {
            Also(401, "sign-in-needed", "token-invalid", "token-expired");
            Also(403, "scope-missing", "member-inactive");
        }

        if (call.Who is Access.Keeper or Access.Chamber)
        {
            Also(403, "not-allowed");
        }

        Also(503, "try-again");
        return all.OrderBy(pair => pair.Key).Select(pair => new CallDescription.Declined(pair.Key, pair.Value));
    }

    private static string ProblemExample(CallDescription.Declined declined) =>
        System.Text.Encoding.UTF8.GetString(new Problem(declined.Status, declined.Reasons[0], "What is wrong, in a sentence.").ToJson());

    private static JsonObject Content(string mediaType, JsonNode schema, string? example, bool isJson)
    {
        var media = new JsonObject { ["schema"] = schema };
        if (example is not null)
        {
            media["example"] = isJson ? JsonNode.Parse(example) : JsonValue.Create(example);
        }

        return new JsonObject { [mediaType] = media };
    }

    private static string Tag(string path) => path.StartsWith("/api/v1/", StringComparison.Ordinal) ? path.Split('/')[3] : "operations";

    private static string Id(string method, string path) =>
        method.ToLowerInvariant() + string.Concat(path.Replace("/api/v1", "", StringComparison.Ordinal).Split('/', '{', '}', '-', '.').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
