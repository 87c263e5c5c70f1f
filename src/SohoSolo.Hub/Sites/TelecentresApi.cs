using SohoSolo.Core;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Sites;

/// <summary>The télécentres: for everybody to look at, for the chamber to open and change.</summary>
internal sealed class TelecentresApi(SiteKeeping keeping, NetworkCache cache, TimeProvider clock)
{
    public static Problem Unknown { get; } = Problems.NotFound("There is no such télécentre.");

    public async Task List(HttpContext context)
    {
        var query = new QueryReader(context.Request);
        var near = query.Place("near");
        if (query.Problem is { } problem)
        {
            await Answers.Write(context, problem);
            return;
        }

        var network = await cache.Get(context.RequestAborted);
        var now = clock.GetUtcNow();
        IReadOnlyList<TelecentreView> sites =
        [
            .. network.Sites.Values
                .Select(site => (site, km: near?.DistanceKm(site.Location)))
                .OrderBy(pair => pair.km ?? 0)
                .ThenBy(pair => pair.site.Id)
                .Select(pair => TelecentreView.Of(pair.site, network, now, pair.km)),
        ];
        await Answers.Write(context, sites, SitesJson.Shared.IReadOnlyListTelecentreView);
    }

    public async Task Show(HttpContext context)
    {
        var network = await cache.Get(context.RequestAborted);
        if (network.Sites.GetValueOrDefault(IdOf(context)) is not { } site)
        {
            await Answers.Write(context, Unknown);
            return;
        }

        Versions.Show(context, site.Version);
        await Answers.Write(context, TelecentreDetailView.Of(site, network, clock.GetUtcNow()), SitesJson.Shared.TelecentreDetailView);
    }

    public async Task Add(HttpContext context)
    {
        if (await Asking.Read(context, SitesJson.Shared.TelecentrePost, clock) is not { } asked)
        {
            return;
        }

        var network = await cache.Get(context.RequestAborted);
        var (site, problem) = SiteReading.Read(asked.Body, network);
        await (site is null
            ? Answers.Write(context, problem!)
            : Answers.Write(context, await keeping.Open(site, asked.Command, context.RequestAborted), "site"));
    }

    public async Task Change(HttpContext context)
    {
        var id = IdOf(context);
        if (await cache.Site(id, context.RequestAborted) is null)
        {
            await Answers.Write(context, Unknown);
            return;
        }

        if (await Asking.Read(context, SitesJson.Shared.TelecentrePatch, clock) is not { } asked)
        {
            return;
        }

        var (expected, problem) = Versions.Expected(context);
        await (problem is not null
            ? Answers.Write(context, problem)
            : Answers.Write(context, await keeping.Change(id, asked.Body, expected, asked.Command, context.RequestAborted), "site"));
    }

    public static SiteId IdOf(HttpContext context) => new((string)context.Request.RouteValues["site"]!);
}
