using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Policies;

/// <summary>The network's rules as a document that the chamber reads, tries and sets.</summary>
internal sealed class PoliciesApi(PolicyKeeping keeping, NetworkCache cache, TimeProvider clock)
{
    public async Task Show(HttpContext context)
    {
        var network = await cache.Get(context.RequestAborted);
        Versions.Show(context, network.PolicyVersion);
        await Answers.Write(context, new Answer(StatusCodes.Status200OK, null, network.Policy));
    }

    public async Task Set(HttpContext context)
    {
        var query = new QueryReader(context.Request);
        var preview = query.Flag("preview");
        var (bytes, problem) = await RequestBody.Json(context);
        var (expected, wrongTag) = Versions.Expected(context);
        var (command, wrongKey) = CommandContext.Make(context, bytes.Span, clock);
        problem ??= query.Problem ?? wrongTag ?? wrongKey;
        if (problem is not null)
        {
            await Answers.Write(context, problem);
            return;
        }

        var document = Encoding.UTF8.GetString(bytes.Span);
        if (preview)
        {
            await Preview(context, document);
            return;
        }

        await Answers.Write(context, await keeping.Set(document, expected, command!, context.RequestAborted), "policy");
    }

    private async Task Preview(HttpContext context, string document)
    {
        var (view, problem) = await keeping.Preview(document, context.RequestAborted);
        await (view is null ? Answers.Write(context, problem!) : Answers.Write(context, view, PoliciesJson.Shared.PreviewView));
    }
}

/// <summary>What a change of the rules would touch. <paramref name="More"/> is true when there are more bookings than were counted.</summary>
internal sealed record PreviewView(IReadOnlyList<string> Sites, int Bookings, int Members, int Grants, bool More, string Says);

[JsonSerializable(typeof(PreviewView))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class PoliciesJson : JsonSerializerContext
{
    public static readonly PoliciesJson Shared = new(JsonRules.Options());
}

internal static class PolicyRoutes
{
    private const string Example = """{"defaults":{"furthestDaysAhead":180},"sites":{"auch":{"roomPerHour":2}}}""";

    public static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<PoliciesApi>();
        routes.MapGet("/policies", api.Show).Describe("Shows the network's rules", call => call.For(Access.Chamber)
            .Saying("What is not written is as usual. ETag is the version of the rules, which every booking names.")
            .Gives(200, "Defaults, and what single sites do otherwise.", PoliciesJson.Shared.JsonObject, Example));
        routes.MapPut("/policies", api.Set).Describe("Sets the network's rules", call => call.For(Access.Chamber)
            .Saying("With preview=true nothing changes: the answer says which sites and how many bookings, members and grants it would touch.")
            .Asks("preview", "Only tell what would change.", "true")
            .Takes(PoliciesJson.Shared.JsonObject, Example)
            .Gives(200, "The rules as they are now.", PoliciesJson.Shared.JsonObject, Example)
            .Declines(412, "outdated")
            .Declines(422, "policy-invalid"));
    }
}
