using System.Globalization;
using SohoSolo.Core.Entitlements;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Entitlements;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Pages.ChamberTerms;

/// <summary>The kinds of grant: what those who hold the same get each month, changed for all of them after a look at whom it touches.</summary>
internal sealed class TermsPage(TermsKeeping keeping, NetworkCache cache, NetworkDay days)
{
    /// <summary>Nothing is saved by looking.</summary>
    public async Task<IResult> Show(Visit visit)
    {
        var model = await Model(visit, visit.Asked);
        if (model.Chosen is not { } before) return visit.Show<TermsView, TermsModel>(model with { Changed = visit.Asked("said") == "changed" ? Number(visit.Asked("about")) : null });
        if (visit.Asked("preview") is null) return visit.Show<TermsView, TermsModel>(model);

        var (after, problem) = await Read(visit, model);
        if (problem is not null) return visit.Show<TermsView, TermsModel>(model with { Reason = problem.Reason }, problem.Status);

        var preview = await keeping.Preview(before, visit.Stop);
        return visit.Show<TermsView, TermsModel>(model with { Asked = after, Members = preview.Members, Bookings = preview.Bookings, More = preview.More });
    }

    public async Task<IResult> Change(Visit visit)
    {
        var model = await Model(visit, visit.Field);
        if (model.Chosen is not { } before) return visit.Show<TermsView, TermsModel>(model with { Reason = "nobody" }, StatusCodes.Status409Conflict);

        var (after, problem) = await Read(visit, model);
        if (problem is not null) return visit.Show<TermsView, TermsModel>(model with { Reason = problem.Reason }, problem.Status);

        var outcomes = (await keeping.Change(before, after!, visit.Command(), visit.Stop)).Select(executed => Outcome.Of(executed, "entitlement")).ToList();
        return outcomes.Find(outcome => !outcome.IsDone) is { } refused
            ? visit.Show<TermsView, TermsModel>(model with { Reason = refused.Reason }, refused.Status)
            : Visit.GoTo("/network/rules/grants", "changed", outcomes.Sum(done => done.Read(EntitlementsJson.Shared.GrantedView)!.Granted).ToString(CultureInfo.InvariantCulture));
    }

    private async Task<(MonthlyTerms? Terms, Problem? Problem)> Read(Visit visit, TermsModel model)
    {
        if (Number(model.Amount) is not { } amount || (model.Cap.Length > 0 && Number(model.Cap) is null)) return (null, Problems.InvalidValue("amount", "is a number"));

        return TermsKeeping.Read(model.Chosen! with { Amount = amount, PerSiteCap = Number(model.Cap) }, await days.Today(visit.Stop), await cache.Get(visit.Stop));
    }

    /// <summary>With the terms that the address or the form names, where somebody holds them.</summary>
    private async Task<TermsModel> Model(Visit visit, Func<string, string?> read)
    {
        IReadOnlyList<(MonthlyTerms Terms, int Members)> held = [.. (await keeping.Held(visit.Stop)).OrderBy(terms => terms.Terms.Payer, StringComparer.CurrentCulture).ThenByDescending(terms => terms.Members)];
        var named = Number(read("of")) is { } amount ? new MonthlyTerms(read("payer"), amount, Number(read("of-cap"))) : null;
        var chosen = held.Select(known => known.Terms).FirstOrDefault(terms => terms == named);
        return new TermsModel
        {
            Held = held,
            Chosen = chosen,
            Amount = read("amount") ?? chosen?.Amount.ToString(CultureInfo.InvariantCulture) ?? "",
            Cap = read("amount") is null ? chosen?.PerSiteCap?.ToString(CultureInfo.InvariantCulture) ?? "" : read("cap") ?? "",
        };
    }

    private static int? Number(string? written) => int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

internal static class TermsRoutes
{
    public static IServiceCollection AddChamberTerms(this IServiceCollection services) => services.AddSingleton<TermsKeeping>().AddSingleton<TermsPage>();

    public static void MapChamberTerms(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<TermsPage>();
        routes.Page("/network/rules/grants", Access.Chamber, page.Show);
        routes.Form("/network/rules/grants", Access.Chamber, page.Change);
    }
}
