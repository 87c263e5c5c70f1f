using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Privacy;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Pages.Erase;

/// <summary>What would be gone and what would stay, before she says so. Sure: the box that must be ticked.</summary>
/// <param name="DoorDays">For so long what happened at doors stays.</param>
/// <param name="Trouble">A word of <see cref="EraseText"/> after <c>trouble.</c>.</param>
public sealed record EraseModel(int DoorDays, string? Trouble);

public sealed class EraseText;

/// <summary>A member has herself erased.</summary>
internal sealed class ErasePage(ErasureDesk desk, NetworkCache network)
{
    public const string Path = "/me/erase";

    private static readonly string[] Known = ["last-chamber", "lease-runs"];

    public async Task<IResult> Show(Visit visit) => visit.Show<EraseView, EraseModel>(await Model(visit, null));

    public async Task<IResult> Erase(Visit visit)
    {
        if (visit.Field("sure") is null) return visit.Show<EraseView, EraseModel>(await Model(visit, "sure"), StatusCodes.Status422UnprocessableEntity);

        var outcome = Outcome.Of(await desk.Erase(visit.Caller.Member, visit.Command(), visit.Stop), ErasureApi.What);
        return outcome.IsDone
            ? Visit.GoTo("/")
            : visit.Show<EraseView, EraseModel>(await Model(visit, outcome.Reason is { } reason && Known.Contains(reason) ? reason : "other"), outcome.Status);
    }

    private async Task<EraseModel> Model(Visit visit, string? trouble) => new((await network.Get(visit.Stop)).Retention.DoorEventDays, trouble);
}

internal static class EraseRoutes
{
    public static IServiceCollection AddErase(this IServiceCollection services) => services.AddSingleton<ErasePage>();

    public static void MapErase(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<ErasePage>();
        routes.Page(ErasePage.Path, Access.Member, page.Show);
        routes.Form(ErasePage.Path, Access.Member, page.Erase);
    }
}
