using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Metrics;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Members;

/// <summary>HTTP for what I agree to show to the other members.</summary>
internal sealed class ConsentApi(StoreQueries queries, ConsentKeeping keeping, TimeProvider clock)
{
    public const string What = "consents";

    public async Task Show(HttpContext context) => await Answers.Write(
        context, ConsentView.Of(await queries.Consent(context.Caller().Member, context.RequestAborted)), ConsentJson.Shared.ConsentView);

    public async Task Change(HttpContext context)
    {
        if (await Asking.Read(context, ConsentJson.Shared.ConsentPut, clock) is not { } asked) return;

        var (change, problem) = asked.Body.Read();
        if (problem is not null)
        {
            await Answers.Write(context, problem);
            return;
        }

        var executed = await keeping.Choose(asked.Caller.Member, change!, asked.Command, context.RequestAborted);
        if (executed is not Executed<Answer>.Fresh(var answer, _))
        {
            await Answers.Write(context, executed, What);
            return;
        }

        HubMeter.Decided(What, answer);
        await Show(context);
    }
}

internal static class ConsentRoutes
{
    public static void MapConsents(this IEndpointRouteBuilder routes)
    {
        const string nothing = """{"directory":false,"presence":false,"languages":[],"skills":[],"showsCommune":false,"showsEmail":false}""";
        const string something = """
            {"directory":true,"presence":false,"trade":"writing","languages":["fr","en"],"skills":["translation"],"about":"Translates what engineers write.","showsCommune":true,"showsEmail":false,
             "since":"2026-11-23T07:00:00Z"}
            """;
        var api = routes.Feature<ConsentApi>();
        routes.MapGet("/me/consents", api.Show).Describe("Shows what I agreed to show", call => call
            .Gives(200, "Whether I am in the directory and with what, and whether others at a site see that I am there. Nothing, until I say so.", ConsentJson.Shared.ConsentView, nothing));
        routes.MapPut("/me/consents", api.Change).Describe("Agrees to be seen by other members, or takes it back", call => call
            .Saying("What is absent stays; an empty text takes away. With \"directory\":false everything that was there for the directory is emptied at once.")
            .Takes(ConsentJson.Shared.ConsentPut, """{"directory":true,"trade":"writing","languages":["fr","en"],"skills":["translation"],"about":"Translates what engineers write.","showsCommune":true}""")
            .Gives(200, "What holds from now on.", ConsentJson.Shared.ConsentView, something));
    }
}
