using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Pages.ChamberSites;

public sealed record PlanModel
{
    public required Telecentre Site { get; init; }

    public required PlanSheet Sheet { get; init; }

    /// <summary>Nothing of what is shown has been saved yet.</summary>
    public bool IsDraft { get; init; }

    public string? Said { get; init; }

    public Refusal? Refusal { get; init; }
}

/// <summary>Where each place stands on a site's plan, and the picture under it. The places stay when the picture is replaced.</summary>
internal sealed class PlanPage(NetworkCache cache, SiteKeeping keeping)
{
    private static readonly string[] Sayings = ["plan-kept", "picture-kept", "picture-removed"];

    public Task<IResult> Show(Visit visit) => For(visit, site => Task.FromResult(visit.Show<ChamberPlanView, PlanModel>(Model(site) with { Said = visit.Asked("said") is { } word && Sayings.Contains(word) ? word : null })));

    /// <summary>The plan as the numbers say, or laid out anew; nothing is saved.</summary>
    public Task<IResult> Preview(Visit visit) => For(visit, site =>
    {
        var sheet = Words.Read<RoomSide>(visit.Field("arrange")) is { } side ? PlanSheet.Of(FloorLayout.Arrange(site.Spaces, side)) : PlanSheet.Of(visit, site);
        return Task.FromResult(visit.Show<ChamberPlanView, PlanModel>(Model(site) with { Sheet = sheet, IsDraft = true }));
    });

    public Task<IResult> Keep(Visit visit) => For(visit, async site =>
    {
        var sheet = PlanSheet.Of(visit, site);
        var (patch, problem) = sheet.Change();
        var outcome = problem is not null ? Outcome.Of(problem) : Outcome.Of(await keeping.Change(site.Id, patch!, ChamberSitesPage.Expected(visit), visit.Command(), visit.Stop), "site");
        return outcome.IsDone ? Visit.GoTo(Path(site), "plan-kept") : await Again(visit, site, outcome, model => model with { Sheet = sheet, IsDraft = true });
    });

    /// <summary>A file, or none for taking the picture away.</summary>
    public Task<IResult> Picture(Visit visit) => For(visit, async site =>
    {
        var picture = visit.File("picture") is { Length: > 0 } file ? await Written(file, visit.Stop) : null;
        var outcome = picture is null ? Outcome.Of(Problems.MissingField("picture")) : await Put(visit, site, picture);
        return outcome.IsDone ? Visit.GoTo(Path(site), "picture-kept") : await Again(visit, site, outcome, model => model);
    });

    public Task<IResult> RemovePicture(Visit visit) => For(visit, async site =>
    {
        var outcome = await Put(visit, site, "");
        return outcome.IsDone ? Visit.GoTo(Path(site), "picture-removed") : await Again(visit, site, outcome, model => model);
    });

    private async Task<Outcome> Put(Visit visit, Telecentre site, string picture) =>
        Outcome.Of(await keeping.Change(site.Id, new TelecentrePatch { Plan = new PlanBody { Picture = picture } }, null, visit.Command(), visit.Stop), "site");

    /// <summary>As the use case takes it; whether it is a picture, and not too large, is for that to say.</summary>
    private static async Task<string> Written(IFormFile file, CancellationToken stop)
    {
        using var buffer = new MemoryStream();
        await file.CopyToAsync(buffer, stop);
        return $"data:{file.ContentType};base64,{Convert.ToBase64String(buffer.GetBuffer(), 0, (int)buffer.Length)}";
    }

    private async Task<IResult> Again(Visit visit, Telecentre site, Outcome outcome, Func<PlanModel, PlanModel> with)
    {
        var known = await cache.Site(site.Id, visit.Stop) ?? site;
        return visit.Show<ChamberPlanView, PlanModel>(with(Model(known)) with { Refusal = InWords(outcome) }, outcome.Status);
    }

    /// <summary>Which of the page's two forms is at fault: the numbers, or the file.</summary>
    private static Refusal? InWords(Outcome outcome) => Refusal.Of(outcome) switch
    {
        { Field: "changeSpaces" } place => place with { Field = "plan" },
        { Field: "plan" } file when outcome.Field == "plan.picture" => file with { Field = "picture" },
        var other => other,
    };

    private async Task<IResult> For(Visit visit, Func<Telecentre, Task<IResult>> show) =>
        await cache.Site(new SiteId(visit.Part("site")), visit.Stop) is { } site ? await show(site) : visit.Missing();

    private static PlanModel Model(Telecentre site) => new() { Site = site, Sheet = PlanSheet.Of(SitePlan.Of(site)) };

    private static string Path(Telecentre site) => $"/network/sites/{site.Id}/plan";
}
