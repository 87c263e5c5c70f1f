using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.ChamberSites;

/// <summary>The chamber opens télécentres and says how each of them is.</summary>
internal sealed class ChamberSitesPage(NetworkCache cache, SiteKeeping keeping)
{
    private static readonly string[] Sayings = ["opened", "kept", "added", "removed", "space-kept"];

    public async Task<IResult> List(Visit visit)
    {
        var network = await cache.Get(visit.Stop);
        return visit.Show<ChamberSitesView, ChamberSitesModel>(new ChamberSitesModel(
            [.. network.Sites.Values.OrderBy(site => site.Name, StringComparer.CurrentCulture).Select(site => (site, CommuneOf(site, network), CommunityOf(site, network)))]));
    }

    public async Task<IResult> New(Visit visit) => visit.Show<NewSiteView, NewSiteModel>(Model(NewSite.Blank, await cache.Get(visit.Stop)));

    public async Task<IResult> Open(Visit visit)
    {
        var (draft, network) = (NewSite.Of(visit), await cache.Get(visit.Stop));
        var (site, problem) = draft.Read(network);
        var outcome = problem is not null ? Outcome.Of(problem) : Outcome.Of(await keeping.Open(site!, visit.Command(), visit.Stop), "site");
        return outcome.IsDone
            ? Visit.GoTo($"/network/sites/{outcome.About}", "opened")
            : visit.Show<NewSiteView, NewSiteModel>(Model(draft, network) with { Refusal = Refusal.Of(outcome) }, outcome.Status);
    }

    public Task<IResult> Show(Visit visit) => For(visit, (site, network) =>
    {
        var said = visit.Asked("said") is { } word && Sayings.Contains(word) ? word : null;
        return Task.FromResult(visit.Show<ChamberSiteView, ChamberSiteModel>(Model(site, network) with { Said = said }));
    });

    public Task<IResult> Change(Visit visit) => For(visit, async (site, network) =>
    {
        var sheet = SiteSheet.Of(visit);
        var (patch, problem) = sheet.Change();
        var outcome = problem is not null ? Outcome.Of(problem) : Outcome.Of(await keeping.Change(site.Id, patch!, Expected(visit), visit.Command(), visit.Stop), "site");
        return outcome.IsDone ? Visit.GoTo($"/network/sites/{site.Id}", "kept") : await Again(visit, site.Id, outcome, model => model with { Sheet = sheet });
    });

    public Task<IResult> Add(Visit visit) => For(visit, async (site, network) =>
    {
        var (patch, problem) = SpaceSheet.Add(visit, site);
        var outcome = problem is not null ? Outcome.Of(problem) : Outcome.Of(await keeping.Change(site.Id, patch!, null, visit.Command(), visit.Stop), "site");
        return outcome.IsDone ? Visit.GoTo($"/network/sites/{site.Id}", "added") : await Again(visit, site.Id, outcome, model => model);
    });

    /// <summary>The version that she saw; none that a number cannot be.</summary>
    internal static int Expected(Visit visit) => int.TryParse(visit.Field("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>The site as it is now, with what she has filled in and why it was not taken.</summary>
    private async Task<IResult> Again(Visit visit, SiteId id, Outcome outcome, Func<ChamberSiteModel, ChamberSiteModel> with)
    {
        var network = await cache.Get(visit.Stop);
        return visit.Show<ChamberSiteView, ChamberSiteModel>(with(Model(network.Sites[id], network)) with { Refusal = Refusal.Of(outcome) }, outcome.Status);
    }

    private async Task<IResult> For(Visit visit, Func<Telecentre, Network, Task<IResult>> show)
    {
        var network = await cache.Get(visit.Stop);
        return network.Sites.TryGetValue(new SiteId(visit.Part("site")), out var site) ? await show(site, network) : visit.Missing();
    }

    private static NewSiteModel Model(NewSite draft, Network network) => new()
    {
        Draft = draft,
        Communes = [.. network.Communes.Values.OrderBy(commune => commune.Name, StringComparer.CurrentCulture).Select(NewSite.CommuneWords)],
        Things = ThingChoice.Known(network),
    };

    private static ChamberSiteModel Model(Telecentre site, Network network) => new()
    {
        Site = site,
        Sheet = SiteSheet.Of(site),
        Commune = CommuneOf(site, network),
        Community = CommunityOf(site, network),
        Things = ThingChoice.Known(network),
    };

    private static string CommuneOf(Telecentre site, Network network) => PlaceNames.Of(network.Communes.GetValueOrDefault(site.Commune)?.Name ?? site.Commune);

    private static string CommunityOf(Telecentre site, Network network) => PlaceNames.Of(network.Communities.GetValueOrDefault(site.Community)?.Name ?? site.Community);
}
