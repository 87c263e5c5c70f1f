using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing.Patterns;

namespace SohoSolo.Hub.Api;

/// <summary>The description of the whole API, OpenAPI 3.1, made from what the calls say of themselves. It is written once, at the first request.</summary>
internal sealed class OpenApiPage(EndpointDataSource endpoints)
{
    private readonly Lazy<byte[]> document = new(() => JsonSerializer.SerializeToUtf8Bytes(Make(endpoints), OpenApiJson.Shared.JsonObject));

    public async Task Show(HttpContext context)
    {
        context.Response.ContentType = Answers.JsonMediaType;
        context.Response.ContentLength = document.Value.Length;
        await context.Response.BodyWriter.WriteAsync(document.Value, context.RequestAborted);
    }

    private static JsonObject Make(EndpointDataSource endpoints)
    {
        var schemas = new SchemaBook();
        var paths = new JsonObject();
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>().OrderBy(endpoint => endpoint.RoutePattern.RawText, StringComparer.Ordinal))
        {
            if (endpoint.Metadata.GetMetadata<CallDescription>() is { } call)
            {
                Add(paths, endpoint, call, schemas);
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "SohoSolo",
                ["version"] = "1",
                ["description"] = "Book a desk, an office or a meeting room in a network of rural télécentres. Errors are RFC 9457 problems with a stable `reason`. "
                    + "Every POST honours `Idempotency-Key`: the same key and body give the same answer, once.",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.ToJson(),
                ["securitySchemes"] = new JsonObject { ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
            },
        };
    }

    private static void Add(JsonObject paths, RouteEndpoint endpoint, CallDescription call, SchemaBook schemas)
    {
        var path = Path(endpoint.RoutePattern);
        if (paths[path] is not JsonObject item)
        {
            paths[path] = item = [];
        }

        foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
        {
            item[method.ToLowerInvariant()] = OpenApiOperation.Of(method, path, endpoint.RoutePattern, call, schemas);
        }
    }

    private static string Path(RoutePattern pattern) =>
        "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
            RoutePatternSeparatorPart separator => separator.Content,
            _ => "",
        }))));
}

internal static class OpenApiRoutes
{
    public static void MapOpenApiPage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/openapi/v1.json", context => routes.Feature<OpenApiPage>().Show(context));
}
