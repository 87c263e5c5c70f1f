using Microsoft.Extensions.Localization;
using SohoSolo.Core.Access;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Members;
using SohoSolo.Hub.Pages.MyBadges;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Account;

public sealed record AccountModel(Member Member, string Home, int Badges, bool HasPin, Preference Chosen, IReadOnlyList<SessionModel> Sessions, string? Contact, string? Said);

/// <summary>A browser in which she is signed in; <paramref name="Device"/> is empty where it did not say what it is.</summary>
public sealed record SessionModel(string Id, string Device, DateOnly Since, DateOnly Today, bool IsThis);

/// <summary>Who she is here, how she wants to be treated, and where she is signed in.</summary>
internal sealed class AccountPage(StoreQueries queries, PreferenceKeeping preferences, SessionKeeping sessions, NetworkDay network, NetworkCache cache, HubSettings settings, IStringLocalizer<CountryText> countries)
{
    private static readonly string[] Sayings = ["kept", "ended", "others-ended", "home"];

    public async Task<IResult> Show(Visit visit)
    {
        var today = await network.Today(visit.Stop);
        var here = Proof.OfCookie(visit.Http.Request) is { } proof ? TokenHash.Of(proof.Secret) : null;
        var known = new List<SessionModel>();
        foreach (var session in await sessions.Of(visit.Caller.Member, visit.Stop))
            known.Add(new SessionModel(session.Id, session.Name, await network.Of(session.MadeAt, visit.Stop), today, session.Hash == here));

        var keys = (await queries.Credentials(visit.Caller.Member, visit.Stop)).Where(credential => credential.RevokedAt is null).ToList();
        var chosen = await queries.Preference(visit.Caller.Member, visit.Stop);
        var said = visit.Asked("said") is { } word && Sayings.Contains(word) ? word : null;
        return visit.Show<AccountView, AccountModel>(new AccountModel(visit.Member, await Home(visit), keys.Count(HeldKey.IsBadge), keys.Exists(credential => credential.Kind == CredentialKind.Pin), chosen, known, settings.MailFrom?.Address, said));
    }

    private async Task<string> Home(Visit visit) => visit.Member switch
    {
        { Commune: { } code } => PlaceNames.Of((await cache.Get(visit.Stop)).Communes.GetValueOrDefault(code)?.Name ?? code),
        { Country: { } country } => countries[country],
        _ => "",
    };

    public async Task<IResult> Choose(Visit visit)
    {
        var language = visit.Field("language") is { } word ? Words.Read<Language>(word) : null;
        var isReleased = visit.Field("release") is not null;
        var outcome = Outcome.Of(await preferences.Choose(visit.Caller.Member, language, isReleased, calendarMail: null, visit.Command(), visit.Stop), "preferences");
        return outcome.IsDone ? Visit.GoTo("/me", "kept") : visit.Show<ProblemPage, ProblemModel>(new ProblemModel("stale-form"), outcome.Status);
    }

    public async Task<IResult> End(Visit visit)
    {
        await sessions.EndOne(visit.Caller.Member, visit.Part("id"), visit.Stop);
        return Visit.GoTo("/me", "ended");
    }

    public async Task<IResult> EndOthers(Visit visit)
    {
        if (Proof.OfCookie(visit.Http.Request) is { } here) await sessions.EndOthers(visit.Caller.Member, here, visit.Stop);

        return Visit.GoTo("/me", "others-ended");
    }
}

internal static class AccountRoutes
{
    public static IServiceCollection AddAccount(this IServiceCollection services) => services.AddSingleton<AccountPage>();

    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<AccountPage>();
        routes.Page("/me", Access.Member, page.Show);
        routes.Form("/me/choices", Access.Member, page.Choose);
        routes.Form("/me/sessions/{id}/end", Access.Member, page.End);
        routes.Form("/me/sessions/end-others", Access.Member, page.EndOthers);
    }
}
