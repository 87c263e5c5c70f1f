using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Credentials;
using SohoSolo.Hub.Pages.Badges;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.MyBadges;

/// <summary>Her badges and her PIN: all lost at one press, one taken at a reader, one given up, a PIN made and shown once.</summary>
internal sealed class MyBadgesPage(CredentialKeeping keeping, EnrolReading enrolling, UsualReading usual, StoreQueries queries, NetworkCache network, NetworkDay days)
{
    public const string Path = "/me/badges";

    private static readonly string[] Sayings = ["lost", "removed", "pin-removed"];

    public async Task<IResult> Show(Visit visit)
    {
        var (model, said) = (await Model(visit), visit.Asked("said") is { } word && Sayings.Contains(word) ? word : null);

        // Back on this page with a badge taken since, the one before is not news any more.
        return visit.Show<MyBadgesView, MyBadgesModel>(model with { Said = said is "lost" && model.Badges.Count > 0 ? null : said });
    }

    public async Task<IResult> Lose(Visit visit)
    {
        var outcome = Outcome.Of(await keeping.LoseBadges(visit.Caller.Member, visit.Command(), visit.Stop), "lost-badge");
        return outcome.IsDone ? Visit.GoTo(Path, "lost") : await Refused(visit, outcome.Reason, outcome.Status);
    }

    public async Task<IResult> Enrol(Visit visit)
    {
        var (outcome, waits) = await enrolling.Enrol(visit, visit.Caller.Member, site: null);
        return outcome.IsDone ? Visit.GoTo($"{Path}?wait={waits}") : await Refused(visit, outcome.Reason == "too-many-credentials" ? "too-many-badges" : outcome.Reason, outcome.Status);
    }

    public async Task<IResult> Remove(Visit visit)
    {
        var (me, id) = (visit.Caller.Member, visit.Part("id"));
        var isPin = (await queries.Credentials(me, visit.Stop)).Any(credential => credential.Id == id && credential.Kind == CredentialKind.Pin);
        var outcome = Outcome.Of(await keeping.Revoke(me, id, "removed", visit.Command(), visit.Stop), "revoke");
        if (outcome.Status == StatusCodes.Status404NotFound) return visit.Missing();

        return outcome.IsDone ? Visit.GoTo(Path, isPin ? "pin-removed" : "removed") : await Refused(visit, outcome.Reason, outcome.Status);
    }

    /// <summary>Shown in this answer and nowhere else: who sends the form again is told that it has been shown.</summary>
    public async Task<IResult> MakePin(Visit visit)
    {
        var (executed, _, digits) = await keeping.MakePin(visit.Caller.Member, label: null, visit.Command(), visit.Stop);
        var outcome = Outcome.Of(executed, "pin");
        if (!outcome.IsDone) return await Refused(visit, outcome.Reason == "too-many-credentials" ? "too-many-pins" : outcome.Reason, outcome.Status);

        return executed is Executed<Answer>.Fresh
            ? visit.Show<MyBadgesView, MyBadgesModel>(await Model(visit) with { FreshPin = digits })
            : await Refused(visit, "pin-shown", StatusCodes.Status409Conflict);
    }

    private async Task<IResult> Refused(Visit visit, string trouble, int status) => visit.Show<MyBadgesView, MyBadgesModel>(await Model(visit) with { Trouble = trouble }, status);

    private async Task<MyBadgesModel> Model(Visit visit)
    {
        var (badges, pins) = (new List<HeldKey>(), new List<HeldKey>());
        foreach (var credential in (await queries.Credentials(visit.Caller.Member, visit.Stop)).Where(held => held.RevokedAt is null))
            (HeldKey.IsBadge(credential) ? badges : pins).Add(new HeldKey(credential.Id, credential.Label, await days.Of(credential.MadeAt, visit.Stop)));

        var enrol = await enrolling.Read(visit, visit.Caller.Member, site: null, $"{Path}/enrol");
        return new MyBadgesModel
        {
            Badges = badges,
            Pin = pins.LastOrDefault(),
            Enrol = enrol with { Likeliest = enrol.Likeliest ?? await Likeliest(visit) },
            Today = await days.Today(visit.Stop),
        };
    }

    /// <summary>Where she goes next, or where she lives.</summary>
    private async Task<SiteId?> Likeliest(Visit visit) => await usual.ToCome(visit.Caller.Member, visit.Stop) is [var next, ..]
        ? next.Site
        : (await network.Get(visit.Stop)).Sites.Values.FirstOrDefault(site => site.Commune == visit.Member.Commune)?.Id;
}

internal static class MyBadgesRoutes
{
    public static IServiceCollection AddMyBadges(this IServiceCollection services) => services.AddSingleton<MyBadgesPage>();

    public static void MapMyBadges(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<MyBadgesPage>();
        routes.Page(MyBadgesPage.Path, Access.Member, page.Show);
        routes.Form("/me/lost-badge", Access.Member, page.Lose);
        routes.Form("/me/badges/enrol", Access.Member, page.Enrol);
        routes.Form("/me/badges/{id}/remove", Access.Member, page.Remove);
        routes.Form("/me/pin", Access.Member, page.MakePin);
    }
}
