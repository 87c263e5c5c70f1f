using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Members;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Profile;

/// <summary>What a member shows to the others: nothing until she says so here, and nothing again as soon as she takes it back.</summary>
internal sealed class ProfilePage(StoreQueries queries, ConsentKeeping consents, NetworkCache network)
{
    private static readonly string[] Sayings = ["kept", "withdrawn"];

    public async Task<IResult> Show(Visit visit)
    {
        var consent = await queries.Consent(visit.Caller.Member, visit.Stop);
        var said = visit.Asked("said") is { } word && Sayings.Contains(word) ? word : null;
        return visit.Show<ProfileView, ProfileModel>(await Of(visit, consent, ProfileDraft.Of(consent)) with { Said = said });
    }

    public async Task<IResult> Keep(Visit visit)
    {
        var draft = ProfileDraft.Of(visit);
        var (change, problem) = draft.Read().Read();
        var outcome = problem is not null ? Outcome.Of(problem) : await Choose(visit, change!);
        if (outcome.IsDone) return Visit.GoTo("/me/profile", "kept");

        var consent = await queries.Consent(visit.Caller.Member, visit.Stop);
        return visit.Show<ProfileView, ProfileModel>(await Of(visit, consent, draft) with { Wrong = problem?.Field, Reason = outcome.Reason }, problem is null ? outcome.Status : StatusCodes.Status422UnprocessableEntity);
    }

    public async Task<IResult> Withdraw(Visit visit)
    {
        var outcome = await Choose(visit, seen => new Consent { Member = seen.Member });
        return outcome.IsDone ? Visit.GoTo("/me/profile", "withdrawn") : visit.Show<ProblemPage, ProblemModel>(new ProblemModel("stale-form"), outcome.Status);
    }

    private async Task<Outcome> Choose(Visit visit, Func<Consent, Consent> change) => Outcome.Of(await consents.Choose(visit.Caller.Member, change, visit.Command(), visit.Stop), ConsentApi.What);

    private async Task<ProfileModel> Of(Visit visit, Consent consent, ProfileDraft draft) => new()
    {
        Draft = draft,
        Shown = Listing.Of(visit.Member, consent, (await network.Get(visit.Stop)).Communes),
        SeenToday = consent.SeenToday,
    };
}

internal static class ProfileRoutes
{
    public static IServiceCollection AddProfile(this IServiceCollection services) => services.AddSingleton<ProfilePage>();

    public static void MapProfile(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<ProfilePage>();
        routes.Page("/me/profile", Access.Member, page.Show);
        routes.Form("/me/profile", Access.Member, page.Keep);
        routes.Form("/me/profile/withdraw", Access.Member, page.Withdraw);
    }
}
