using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Hub.Webhooks;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.WebhookBook;

/// <summary>The other programs that are told what happens: made, changed, tried out, ended.</summary>
internal sealed class HooksPage(WebhookKeeping keeping, StoreQueries queries, NetworkCache network, NetworkDay days)
{
    public const string Path = "/network/webhooks";

    private const int MostDeliveries = 50;

    private static readonly string[] Sayings = ["tested", "resent", "ended", "shown", "changed", "paused", "resumed"];

    /// <summary>Why not, where there are words for it.</summary>
    private static readonly string[] Reasons = ["webhook-ended", "wrong-state", "too-many-secrets"];

    public async Task<IResult> List(Visit visit) => visit.Show<HooksView, HooksModel>(await Model(visit) with { Said = Said(visit) });

    public Task<IResult> Show(Visit visit) => OnHook(visit, async standing => visit.Show<HookView, HookModel>(await Model(visit, standing) with { Said = Said(visit) }));

    public async Task<IResult> Make(Visit visit)
    {
        var (draft, secret) = (Draft(visit), WebhookSignature.NewSecret());
        var post = new WebhookPost { Name = draft.Name, Url = draft.Url, Events = Events(draft), Sites = draft.Sites };
        var (hook, problem) = await keeping.Read(post, secret, visit.Stop);
        if (hook is null) return await Refused(visit, draft, Trouble(problem!.Field), StatusCodes.Status422UnprocessableEntity);

        var executed = await keeping.Make(hook, visit.Command(), visit.Stop);
        var outcome = Outcome.Of(executed, "webhook");
        if (!outcome.IsDone) return await Refused(visit, draft, outcome.Reason == "too-many-webhooks" ? "many" : "invalid", outcome.Status);

        // Shown in this answer and nowhere else: who sends the form again is told that it has been shown.
        if (executed is not Executed<Answer>.Fresh) return Visit.GoTo($"{Path}/{outcome.About}", "shown");

        return visit.Show<HookView, HookModel>(await Model(visit, (await Standing(visit, hook.Id))!) with { Secret = secret });
    }

    public Task<IResult> Change(Visit visit) => OnHook(visit, async standing =>
    {
        var draft = Draft(visit);
        var patch = new WebhookPatch { Name = draft.Name, Url = draft.Url, Events = Events(draft), Sites = draft.Sites };
        return await After(visit, standing, await keeping.Change(standing.Webhook.Id, patch, visit.Command(), visit.Stop), "changed", draft);
    });

    public Task<IResult> Pause(Visit visit) => OnHook(visit, async standing =>
    {
        var pauses = visit.Field("pause") == "yes";
        return await After(visit, standing, await keeping.Change(standing.Webhook.Id, new WebhookPatch { Paused = pauses }, visit.Command(), visit.Stop), pauses ? "paused" : "resumed");
    });

    public Task<IResult> Reseal(Visit visit) => OnHook(visit, async standing =>
    {
        var secret = WebhookSignature.NewSecret();
        var executed = await keeping.Reseal(standing.Webhook.Id, secret, visit.Command(), visit.Stop);
        return executed is Executed<Answer>.Fresh({ Status: StatusCodes.Status200OK }, _)
            ? visit.Show<HookView, HookModel>(await Model(visit, await Standing(visit, standing.Webhook.Id) ?? standing) with { Secret = secret })
            : await After(visit, standing, executed, "shown");
    });

    public Task<IResult> Test(Visit visit) => OnHook(visit, async standing => await After(visit, standing, await keeping.Test(standing.Webhook.Id, visit.Command(), visit.Stop), "tested"));

    public Task<IResult> Resend(Visit visit) => OnHook(
        visit, async standing => await After(visit, standing, await keeping.Resend(standing.Webhook.Id, visit.Part("delivery"), visit.Command(), visit.Stop), "resent"));

    public Task<IResult> End(Visit visit) => OnHook(visit, async standing => await After(visit, standing, await keeping.End(standing.Webhook.Id, visit.Command(), visit.Stop), "ended"));

    private static HookDraft Draft(Visit visit) => new(visit.Field("name") ?? "", visit.Field("url") ?? "", visit.Fields("events"), visit.Fields("sites"));

    private static IReadOnlyList<string> Events(HookDraft draft) => draft.Events.Count == 0 ? [HooksModel.Everything] : draft.Events;

    private static string Trouble(string? field) => field is "name" or "url" ? field : "invalid";

    private async Task<IResult> After(Visit visit, WebhookStanding standing, Executed<Answer> executed, string said, HookDraft? draft = null)
    {
        var outcome = Outcome.Of(executed, "webhook");
        if (outcome.IsDone) return Visit.GoTo($"{Path}/{standing.Webhook.Id}", said);

        return outcome.Status == StatusCodes.Status404NotFound
            ? visit.Missing()
            : visit.Show<HookView, HookModel>(await Model(visit, standing) with { Draft = draft, Trouble = Reasons.Contains(outcome.Reason) ? outcome.Reason : Trouble(outcome.Field) }, StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<IResult> OnHook(Visit visit, Func<WebhookStanding, Task<IResult>> act) =>
        await Standing(visit, visit.Part("id")) is { } standing ? await act(standing) : visit.Missing();

    private async Task<WebhookStanding?> Standing(Visit visit, string id) => (await queries.WebhookStandings(visit.Stop)).FirstOrDefault(one => one.Webhook.Id == id);

    private async Task<IResult> Refused(Visit visit, HookDraft draft, string trouble, int status) => visit.Show<HooksView, HooksModel>(await Model(visit) with { Draft = draft, Trouble = trouble }, status);

    private async Task<HooksModel> Model(Visit visit) => new()
    {
        Hooks = await queries.WebhookStandings(visit.Stop),
        Sites = await Sites(visit),
        Calendar = await days.Calendar(visit.Stop),
    };

    private async Task<HookModel> Model(Visit visit, WebhookStanding standing) => new()
    {
        Standing = standing,
        Deliveries = await queries.Deliveries(standing.Webhook.Id, null, MostDeliveries, 0, visit.Stop),
        Sites = await Sites(visit),
        OldSecretUntil = standing.Webhook.OldSecretsAt(visit.Now).Select(old => (DateTimeOffset?)old.Until).Max(),
        Calendar = await days.Calendar(visit.Stop),
    };

    private async Task<IReadOnlyList<Telecentre>> Sites(Visit visit) => [.. (await network.Get(visit.Stop)).Sites.Values.OrderBy(site => site.Name, StringComparer.CurrentCulture)];

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
        routes.Form("/network/webhooks/{id}", Access.Chamber, page.Change);
        routes.Form("/network/webhooks/{id}/pause", Access.Chamber, page.Pause);
        routes.Form("/network/webhooks/{id}/secret", Access.Chamber, page.Reseal);
        routes.Form("/network/webhooks/{id}/test", Access.Chamber, page.Test);
        routes.Form("/network/webhooks/{id}/end", Access.Chamber, page.End);
        routes.Form("/network/webhooks/{id}/deliveries/{delivery}/resend", Access.Chamber, page.Resend);
    }
}
