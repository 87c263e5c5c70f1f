using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Hub.Webhooks;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.WebhookBook;

/// <summary>The other programs that are told what happens: made, tried out, ended.</summary>
internal sealed class HooksPage(WebhookKeeping keeping, StoreQueries queries, NetworkCache network, NetworkDay days)
{
    public const string Path = "/network/webhooks";

    private const int MostDeliveries = 50;

    private static readonly string[] Sayings = ["tested", "resent", "ended", "shown"];

    public async Task<IResult> List(Visit visit) => visit.Show<HooksView, HooksModel>(await Model(visit) with { Said = Said(visit) });

    public Task<IResult> Show(Visit visit) => OnHook(visit, async standing => visit.Show<HookView, HookModel>(await Model(visit, standing) with { Said = Said(visit) }));

    public async Task<IResult> Make(Visit visit)
    {
        var events = visit.Fields("events");
        var draft = new HookDraft(visit.Field("name") ?? "", visit.Field("url") ?? "", events, visit.Fields("sites"));
        var secret = WebhookSignature.NewSecret();
        var post = new WebhookPost { Name = draft.Name, Url = draft.Url, Events = events.Count == 0 ? ["*"] : events, Sites = draft.Sites };
        var (hook, problem) = await keeping.Read(post, secret, visit.Stop);
        if (hook is null) return await Refused(visit, draft, problem!.Field is "name" or "url" ? problem.Field : "invalid", StatusCodes.Status422UnprocessableEntity);

        var executed = await keeping.Make(hook, visit.Command(), visit.Stop);
        var outcome = Outcome.Of(executed, "webhook");
        if (!outcome.IsDone) return await Refused(visit, draft, outcome.Reason == "too-many-webhooks" ? "many" : "invalid", outcome.Status);

        // Shown in this answer and nowhere else: who sends the form again is told that it has been shown.
        if (executed is not Executed<Answer>.Fresh) return Visit.GoTo($"{Path}/{outcome.About}", "shown");

        var standing = (await queries.WebhookStandings(visit.Stop)).First(one => one.Webhook.Id == hook.Id);
        return visit.Show<HookView, HookModel>(await Model(visit, standing) with { Secret = secret });
    }

    public Task<IResult> Test(Visit visit) => OnHook(visit, async standing => await After(visit, standing, await keeping.Test(standing.Webhook.Id, visit.Command(), visit.Stop), "tested"));

    public Task<IResult> Resend(Visit visit) => OnHook(
        visit, async standing => await After(visit, standing, await keeping.Resend(standing.Webhook.Id, visit.Part("delivery"), visit.Command(), visit.Stop), "resent"));

    public Task<IResult> End(Visit visit) => OnHook(visit, async standing => await After(visit, standing, await keeping.End(standing.Webhook.Id, visit.Command(), visit.Stop), "ended"));

    private async Task<IResult> After(Visit visit, WebhookStanding standing, Executed<Answer> executed, string said)
    {
        var outcome = Outcome.Of(executed, "webhook");
        if (outcome.IsDone) return Visit.GoTo($"{Path}/{standing.Webhook.Id}", said);

        return outcome.Status == StatusCodes.Status404NotFound
            ? visit.Missing()
            : visit.Show<HookView, HookModel>(await Model(visit, standing) with { Trouble = outcome.Reason is "webhook-ended" or "wrong-state" ? outcome.Reason : "invalid" }, outcome.Status);
    }

    private async Task<IResult> OnHook(Visit visit, Func<WebhookStanding, Task<IResult>> act) =>
        (await queries.WebhookStandings(visit.Stop)).FirstOrDefault(one => one.Webhook.Id == visit.Part("id")) is { } standing ? await act(standing) : visit.Missing();

    private async Task<IResult> Refused(Visit visit, HookDraft draft, string trouble, int status) => visit.Show<HooksView, HooksModel>(await Model(visit) with { Draft = draft, Trouble = trouble }, status);

    private async Task<HooksModel> Model(Visit visit) => new()
    {
        Hooks = await queries.WebhookStandings(visit.Stop),
        Sites = [.. (await network.Get(visit.Stop)).Sites.Values.OrderBy(site => site.Name, StringComparer.CurrentCulture)],
        Calendar = await days.Calendar(visit.Stop),
    };

    private async Task<HookModel> Model(Visit visit, WebhookStanding standing) => new()
    {
        Standing = standing,
        Deliveries = await queries.Deliveries(standing.Webhook.Id, null, MostDeliveries, 0, visit.Stop),
        Sites = [.. (await network.Get(visit.Stop)).Sites.Values],
        Calendar = await days.Calendar(visit.Stop),
    };

    private static string? Said(Visit visit) => visit.Asked("said") is { } word && Sayings.Contains(word) ? word : null;
}

internal static class HooksRoutes
{
    public static IServiceCollection AddHooksPage(this IServiceCollection services) => services.AddSingleton<HooksPage>();

    public static void MapHooksPage(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<HooksPage>();
        routes.Page(HooksPage.Path, Access.Chamber, page.List);
        routes.Form(HooksPage.Path, Access.Chamber, page.Make);
        routes.Page("/network/webhooks/{id}", Access.Chamber, page.Show);
        routes.Form("/network/webhooks/{id}/test", Access.Chamber, page.Test);
        routes.Form("/network/webhooks/{id}/end", Access.Chamber, page.End);
        routes.Form("/network/webhooks/{id}/deliveries/{delivery}/resend", Access.Chamber, page.Resend);
    }
}
