using SohoSolo.Core;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Plan;

/// <summary>The pictures under the plans. Each lives at an address of its own, so a browser asks for it once.</summary>
internal sealed class PlanPictures(StoreQueries queries)
{
    public async Task<IResult> Show(Visit visit)
    {
        if (await queries.PlanPicture(new SiteId(visit.Part("site")), visit.Stop) is not { } picture) return visit.Missing();

        // Whoever asks for an older one gets today's, and does not keep it.
        var isCurrent = visit.Part("version") == picture.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var headers = visit.Http.Response.Headers;
        headers.CacheControl = isCurrent ? "public, max-age=31536000, immutable" : "no-store";
        headers.Remove("Pragma");
        return Results.Bytes(picture.Body, picture.MediaType);
    }
}

internal static class PlanRoutes
{
    public static IServiceCollection AddPlans(this IServiceCollection services) => services.AddSingleton<PlanPictures>();

    public static void MapPlans(this IEndpointRouteBuilder routes) => routes.Page("/plans/{site}/{version}", Access.Anyone, routes.Feature<PlanPictures>().Show);
}
