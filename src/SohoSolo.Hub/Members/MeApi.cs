using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Members;

/// <summary>Who I am, and what this sign-in may do.</summary>
internal sealed class MeApi(StoreQueries queries)
{
    public async Task Show(HttpContext context)
    {
        var caller = context.Caller();
        if (await queries.Member(caller.Member, context.RequestAborted) is not { } member)
        {
            await Answers.Write(context, MembersApi.Unknown);
            return;
        }

        var me = MemberView.Of(member) with { SignIn = new SignInView(Words.Of(caller.Role), caller.Scopes) };
        await Answers.Write(context, me, MembersJson.Shared.MemberView);
    }
}

/// <summary>What the token in hand may do: perhaps less than its member.</summary>
internal sealed record SignInView(string Role, IReadOnlyList<string> Scopes);

internal static class MeRoutes
{
    public static void MapMe(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<MeApi>();
        routes.MapGet("/me", api.Show).Describe("Shows who I am", call => call
            .Gives(200, "The member, and what this sign-in may do.", MembersJson.Shared.MemberView, """
                {"id":"anne","version":1,"name":"Anne Castéra","commune":"32296","role":"member","status":"active","keeps":[],"madeAt":"2026-11-01T08:00:00Z",
                 "signIn":{"role":"member","scopes":["read","write"]}}
                """));
    }
}
