using System.Globalization;
using System.Text;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Imports;
using SohoSolo.Hub.Members;
using SohoSolo.Hub.Pages.People;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Pages.PeopleImport;

/// <summary>Members from a file or pasted from a table: looked at as often as one likes, then taken in whole.</summary>
internal sealed class PeopleImportPage(MemberImport import, NetworkCache cache)
{
    private const string TakeIn = "import";

    public static Task<IResult> Show(Visit visit) => Task.FromResult(visit.Show<PeopleImportView, PeopleImportModel>(new PeopleImportModel()));

    public async Task<IResult> Look(Visit visit)
    {
        var file = visit.Http.Request.Form.Files is [{ Length: > 0 } only] ? await Read(only, visit.Stop) : null;
        var bytes = file ?? Encoding.UTF8.GetBytes(visit.Field("text") ?? "");
        var plan = await import.Judge(bytes, visit.Stop);
        var model = await Model(plan, bytes, visit.Stop);

        // What is taken in is what stands on the page, so a file that was just chosen is only looked at.
        if (visit.Field("do") != TakeIn || file is not null) return visit.Show<PeopleImportView, PeopleImportModel>(model, plan.IsClean ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

        var outcome = Outcome.Of(await import.Import(plan, visit.Command(), visit.Stop), "import");
        return outcome.IsDone
            ? Visit.GoTo("/network/members", "imported", (outcome.Read(MembersJson.Shared.ImportReport)?.Added ?? 0).ToString(CultureInfo.InvariantCulture))
            : visit.Show<PeopleImportView, PeopleImportModel>(model with { Reason = outcome.Reason }, outcome.Status);
    }

    private static async Task<byte[]> Read(IFormFile file, CancellationToken stop)
    {
        // One byte more than may be is enough to be told so.
        var most = Math.Min(file.Length, CsvSheet.MostBytes + 1);
        var bytes = new byte[most];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, stop);
        return bytes;
    }

    private async Task<PeopleImportModel> Model(ImportPlan<MemberDraft> plan, byte[] bytes, CancellationToken stop)
    {
        var network = await cache.Get(stop);
        return new PeopleImportModel
        {
            Text = bytes.Length > CsvSheet.MostBytes ? "" : Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Replace("\0", "", StringComparison.Ordinal),
            IsChecked = true,
            People = [.. plan.Accepted.Select(draft => new ImportedPerson(draft.Line, draft.Name, draft.Email, draft.Commune is null ? draft.Country : HomeNames.Of(draft.Commune, network), draft.Role))],
            Flaws = [.. plan.Rejections.Select(flaw => new ImportFlaw(flaw.Line, flaw.Column, flaw.Word ?? "other", flaw.Written))],
        };
    }
}

internal static class PeopleImportRoutes
{
    public static IServiceCollection AddPeopleImport(this IServiceCollection services) => services.AddSingleton<PeopleImportPage>();

    public static void MapPeopleImport(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<PeopleImportPage>();
        routes.Page("/network/members/import", Access.Chamber, PeopleImportPage.Show);
        routes.Form("/network/members/import", Access.Chamber, page.Look);
    }
}
