using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Policies;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.ChamberRules;

/// <summary>The network's rules: every setting in words, whom a change would touch, and then the word that counts.</summary>
internal sealed class RulesPage(NetworkCache cache, PolicyKeeping keeping, RulesReading reading)
{
    public async Task<IResult> Show(Visit visit) => await For(visit, visit.Asked("site"), async (site, network) =>
        visit.Show<RulesView, RulesModel>(await reading.Model(site, network, visit.Stop) with { Said = visit.Asked("said") == "kept" ? "kept" : null }));

    /// <summary>Nothing is saved by looking.</summary>
    public async Task<IResult> Preview(Visit visit) => await For(visit, visit.Field("site"), async (site, network) =>
    {
        var sheet = RulesSheet.Of(visit, site?.Id);
        var model = await reading.Model(site, network, visit.Stop) with { Sheet = sheet, Version = Expected(visit) };
        var document = RulesReading.InForce(network).With(sheet.Site, sheet.Written);
        var (preview, problem) = await keeping.Preview(document, visit.Stop);
        return preview is null
            ? visit.Show<RulesView, RulesModel>(model with { Reason = problem!.Reason }, problem.Status)
            : visit.Show<RulesView, RulesModel>(model with { Effect = RulesReading.Effect(preview, document, network) });
    });

    public async Task<IResult> Keep(Visit visit) => await For(visit, visit.Field("site"), async (site, network) =>
    {
        var sheet = RulesSheet.Of(visit, site?.Id);
        var document = RulesReading.InForce(network).With(sheet.Site, sheet.Written);
        var outcome = Outcome.Of(await keeping.Set(document, Expected(visit), visit.Command(), visit.Stop), "policy");
        if (outcome.IsDone) return Visit.GoTo(site is null ? "/network/rules" : $"/network/rules?site={site.Id}", "kept");

        var model = await reading.Model(site, await cache.Get(visit.Stop), visit.Stop);
        return visit.Show<RulesView, RulesModel>(model with { Sheet = sheet, Reason = outcome.Reason }, outcome.Status);
    });

    /// <summary>The version that she saw; none that a number cannot be.</summary>
    private static int Expected(Visit visit) => int.TryParse(visit.Field("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    private async Task<IResult> For(Visit visit, string? named, Func<Telecentre?, Network, Task<IResult>> show)
    {
        var network = await cache.Get(visit.Stop);
        if (named is null) return await show(null, network);

        return network.Sites.TryGetValue(new SiteId(named), out var site) ? await show(site, network) : visit.Missing();
    }
}

internal static class RulesRoutes
{
    public static IServiceCollection AddChamberRules(this IServiceCollection services) => services.AddSingleton<RulesPage>().AddSingleton<RulesReading>();

    public static void MapChamberRules(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<RulesPage>();
        routes.Page("/network/rules", Access.Chamber, page.Show);
        routes.Form("/network/rules/preview", Access.Chamber, page.Preview);
        routes.Form("/network/rules", Access.Chamber, page.Keep);
    }
}
