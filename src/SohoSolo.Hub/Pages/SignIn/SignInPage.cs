using SohoSolo.Core;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Demo;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.SignIn;

public sealed record SignInModel(string Next, IReadOnlyList<(string Word, string Member)> DemoPersons);

/// <summary>Where somebody says who she is. In a demo she only chooses whom to be.</summary>
internal sealed class SignInPage(HubSettings settings, StoreQueries queries, SessionKeeping sessions)
{
    private static readonly (string Word, string Member)[] DemoPersons =
        [("anne", DemoMembers.Anne.Value), ("keeper", DemoMembers.KeeperOf(new SiteId("nogaro")).Value), ("chamber", DemoMembers.Chamber.Value)];

    private bool IsDemo => settings.Demo == DemoProfile.Network;

    public Task<IResult> Show(Visit visit) =>
        Task.FromResult(visit.Show<SignInView, SignInModel>(new SignInModel(LocalPath.Or(visit.Asked("next"), "/"), IsDemo ? DemoPersons : [])));

    public async Task<IResult> EnterDemo(Visit visit)
    {
        var who = visit.Field("who");
        if (!IsDemo || Array.TrueForAll(DemoPersons, person => person.Member != who) || await queries.Member(new MemberId(who!), visit.Stop) is not { } member) return visit.Missing();

        // One browser keeps one session: what it was before ends here, and nobody goes on in a session that somebody else has put there.
        if (Proof.OfCookie(visit.Http.Request) is { } before) await sessions.End(before, visit.Stop);

        SessionCookie.Set(visit.Http, await sessions.Begin(member, BrowserName.Of(visit.Http.Request), visit.Stop), SessionKeeping.Life);
        return Visit.GoTo(LocalPath.Or(visit.Field("next"), "/"));
    }

    public async Task<IResult> Leave(Visit visit)
    {
        if (Proof.OfCookie(visit.Http.Request) is { } proof) await sessions.End(proof, visit.Stop);

        SessionCookie.Clear(visit.Http);
        return Visit.GoTo("/sign-in");
    }
}

internal static class SignInRoutes
{
    public static IServiceCollection AddSignIn(this IServiceCollection services) => services.AddSingleton<SessionKeeping>().AddSingleton<SignInPage>();

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<SignInPage>();
        routes.Page("/sign-in", Access.Anyone, page.Show);
        routes.Form("/sign-in/demo", Access.Anyone, page.EnterDemo);
        routes.Form("/sign-out", Access.Anyone, page.Leave);
    }
}
