using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Members;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Privacy;

/// <summary>HTTP for being forgotten, and for forgetting somebody who asked for it.</summary>
internal sealed class ErasureApi(ErasureDesk desk, StoreQueries queries, TimeProvider clock)
{
    public const string What = "erasure";

    public async Task EraseMe(HttpContext context)
    {
        if (await Asking.ReadNothing(context, clock) is not { } asked) return;

        await Answers.Write(context, await desk.Erase(asked.Caller.Member, asked.Command, context.RequestAborted), What);
    }

    public async Task EraseMember(HttpContext context)
    {
        if (await Asking.ReadNothing(context, clock) is not { } asked) return;

        var member = MembersApi.IdOf(context);
        if (await queries.Member(member, context.RequestAborted) is null)
        {
            await Answers.Write(context, MembersApi.Unknown);
            return;
        }

        await Answers.Write(context, await desk.Erase(member, asked.Command, context.RequestAborted), What);
    }
}

internal static class PrivacyRoutes
{
    private const string Example = """
        {"erased":["profile","sign-in","bookings-to-come","waiting","badges","consents","preferences","mails","evidence"],
         "kept":[{"what":"door-events","until":"2027-02-21T07:55:00Z","why":"legitimate-interest","says":"Who opened which door is kept for the safety of the premises, without your name, and then deleted."}]}
        """;

    public static IServiceCollection AddPrivacy(this IServiceCollection services) =>
        services.AddSingleton<ErasedList>().AddSingleton<MailFiles>().AddSingleton<ErasureDesk>().AddSingleton<ErasureApi>();

    public static void MapPrivacy(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<ErasureApi>();
        routes.MapDelete("/me", api.EraseMe).Describe("Erases me", call => call
            .Saying("At once and for good: profile, sign-ins, badges, places to come, messages. The answer says what stays without my name, until when and why. Nothing lets me in afterwards.")
            .Gives(200, "What is gone and what stays.", ErasureJson.Shared.ErasureView, Example)
            .Declines(404, "not-found")
            .Declines(422, "last-chamber", "lease-runs"));
        routes.MapDelete("/members/{id}", api.EraseMember).Describe("Erases a member who asked for it", call => call.For(Access.Chamber)
            .Saying("As DELETE /me does; noting that somebody left is PATCH with \"status\":\"left\".")
            .Gives(200, "What is gone and what stays.", ErasureJson.Shared.ErasureView, Example)
            .Declines(404, "not-found")
            .Declines(422, "last-chamber", "lease-runs"));
    }
}
