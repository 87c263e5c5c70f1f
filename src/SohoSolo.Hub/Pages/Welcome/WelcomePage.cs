using System.Globalization;
using Microsoft.Extensions.Localization;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Imports;
using SohoSolo.Hub.Members;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Welcome;

/// <summary>The rules of the house, and where she lives: asked before anything else, and to be read again at any time.</summary>
public sealed record WelcomeModel
{
    public required HouseRules Rules { get; init; }

    public required Acceptance? Accepted { get; init; }

    /// <summary>Whether she must answer before she goes on.</summary>
    public required bool IsAwaited { get; init; }

    public required DateOnly? AcceptedOn { get; init; }

    public required DateOnly Today { get; init; }

    public required HomeDraft Home { get; init; }

    /// <summary>Their names, for who types the first letters.</summary>
    public required IReadOnlyList<string> Communes { get; init; }

    /// <summary>France first, the others by their names.</summary>
    public required IReadOnlyList<(string Code, string Name)> Countries { get; init; }

    public required string Next { get; init; }

    /// <summary>A word of <see cref="WelcomeText"/>.</summary>
    public string? Trouble { get; init; }

    /// <summary>Communes that she may have meant.</summary>
    public IReadOnlyList<string> Near { get; init; } = [];
}

/// <summary>Where she says she lives, as far as she has said it.</summary>
public sealed record HomeDraft(bool IsElsewhere, string Commune, string Country, bool HasAccepted);

internal sealed class WelcomePage(NetworkCache network, NetworkDay days, Welcoming welcoming, IStringLocalizer<CountryText> countries)
{
    public const string Path = "/welcome";

    private const string France = "FR";
    private const int LongestName = 120;

    public async Task<IResult> Show(Visit visit)
    {
        var (me, known) = (visit.Member, await network.Get(visit.Stop));
        var home = new HomeDraft(me is { Commune: null, Country: not null }, me.Commune is { } code ? known.Communes.GetValueOrDefault(code)?.Name ?? "" : "", me.Country ?? France, HasAccepted: false);
        return await Show(visit, known, home, null, StatusCodes.Status200OK);
    }

    public async Task<IResult> Accept(Visit visit)
    {
        var known = await network.Get(visit.Stop);
        var edition = int.TryParse(visit.Field("accepted"), NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : (int?)null;
        var typed = visit.Field("commune") is { Length: <= LongestName } text ? text : "";
        var home = new HomeDraft(visit.Field("home") == "elsewhere", typed, visit.Field("country") ?? France, edition == known.HouseRules.Edition);
        if (edition is null) return await Show(visit, known, home, "accept", StatusCodes.Status422UnprocessableEntity);

        var commune = home.IsElsewhere ? null : CommuneNames.Find(typed, known.Communes.Values);
        if (commune is null && !home.IsElsewhere) return await Show(visit, known, home, "commune", StatusCodes.Status422UnprocessableEntity);

        var wasAwaited = known.HouseRules.Await(visit.Member);
        var outcome = Outcome.Of(await welcoming.Accept(visit.Caller.Member, edition.Value, commune?.InseeCode, commune is null ? home.Country : null, visit.Command(), visit.Stop), "welcome");
        if (outcome.IsDone) return wasAwaited ? Visit.GoTo(Next(visit)) : Visit.GoTo("/me", "home");

        var isChanged = outcome.Reason == "rules-changed";
        var trouble = isChanged ? "changed" : outcome.Field == "country" ? "country" : "stale";
        return await Show(visit, await network.Get(visit.Stop), home with { HasAccepted = !isChanged && home.HasAccepted }, trouble, isChanged ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<IResult> Show(Visit visit, Network known, HomeDraft home, string? trouble, int status)
    {
        var (me, isAwaited) = (visit.Member, known.HouseRules.Await(visit.Member));
        return visit.Show<WelcomeView, WelcomeModel>(
            new WelcomeModel
            {
                Rules = known.HouseRules,
                Accepted = me.Accepted,
                IsAwaited = isAwaited,
                AcceptedOn = me.Accepted is { } accepted ? await days.Of(accepted.At, visit.Stop) : null,
                Today = await days.Today(visit.Stop),
                Home = home,
                Communes = [.. known.Communes.Values.Select(commune => commune.Name).Order(StringComparer.CurrentCulture)],
                Countries = [.. Countries.All.Select(code => (code, countries[code].Value)).OrderBy(country => country.code == France ? "" : country.Value, StringComparer.CurrentCulture)],
                Next = Next(visit),
                Trouble = trouble,
                Near = trouble == "commune" ? [.. CommuneNames.Near(home.Commune, known.Communes.Values).Select(commune => commune.Name)] : [],
            },
            status);
    }

    private static string Next(Visit visit) => LocalPath.Or(visit.Field("next") ?? visit.Asked("next"), "/");
}

internal static class WelcomeRoutes
{
    public static IServiceCollection AddWelcome(this IServiceCollection services) => services.AddSingleton<Welcoming>().AddSingleton<WelcomePage>();

    public static void MapWelcome(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<WelcomePage>();
        routes.Page(WelcomePage.Path, Access.Member, page.Show);
        routes.Form(WelcomePage.Path, Access.Member, page.Accept);
    }
}
