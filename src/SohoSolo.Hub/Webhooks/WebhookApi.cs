using System.Text.Json;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Webhooks;

/// <summary>HTTP for webhooks.</summary>
internal sealed class WebhookApi(WebhookKeeping keeping, StoreQueries queries, TimeProvider clock)
{
    private const int MostAtOnce = 500;

    public async Task List(HttpContext context) =>
        await Answers.Write(context, [.. (await queries.WebhookStandings(context.RequestAborted)).Select(WebhookView.Of)], WebhookJson.Shared.IReadOnlyListWebhookView);

    public async Task Get(HttpContext context)
    {
        if ((await queries.WebhookStandings(context.RequestAborted)).FirstOrDefault(one => one.Webhook.Id == Id(context)) is { } standing)
            await Answers.Write(context, WebhookView.Of(standing), WebhookJson.Shared.WebhookView);
        else
            await Answers.Write(context, WebhookKeeping.Unknown);
    }

    public async Task Make(HttpContext context)
    {
        if (await Asking.Read(context, WebhookJson.Shared.WebhookPost, clock) is not { } asked) return;

        var secret = WebhookSignature.NewSecret();
        var (webhook, problem) = await keeping.Read(asked.Body, secret, context.RequestAborted);
        if (webhook is null)
        {
            await Answers.Write(context, problem!);
            return;
        }

        await Answers.Write(context, Shown(await keeping.Make(webhook, asked.Command, context.RequestAborted), secret), "webhook");
    }

    public async Task Change(HttpContext context)
    {
        if (await Asking.Read(context, WebhookJson.Shared.WebhookPatch, clock) is { } asked)
            await Answers.Write(context, await keeping.Change(Id(context), asked.Body, asked.Command, context.RequestAborted), "webhook");
    }

    public async Task Reseal(HttpContext context)
    {
        if (await Asking.ReadNothing(context, clock) is not { } asked) return;

        var secret = WebhookSignature.NewSecret();
        await Answers.Write(context, Shown(await keeping.Reseal(Id(context), secret, asked.Command, context.RequestAborted), secret), "webhook");
    }

    public async Task End(HttpContext context)
    {
        if (await Asking.ReadNothing(context, clock) is { } asked)
            await Answers.Write(context, await keeping.End(Id(context), asked.Command, context.RequestAborted), "webhook");
    }

    public async Task Test(HttpContext context)
    {
        if (await Asking.ReadNothing(context, clock) is { } asked)
            await Answers.Write(context, await keeping.Test(Id(context), asked.Command, context.RequestAborted), "webhook");
    }

    public async Task Deliveries(HttpContext context)
    {
        var query = new QueryReader(context.Request);
        var status = query.Word<DeliveryStatus>("status");
        var most = query.Number("most", 1, MostAtOnce, 100);
        var skip = query.Number("skip", 0, 1_000_000, 0);
        if (query.Problem is { } problem)
        {
            await Answers.Write(context, problem);
            return;
        }

        if (await queries.Webhook(Id(context), context.RequestAborted) is null)
        {
            await Answers.Write(context, WebhookKeeping.Unknown);
            return;
        }

        var deliveries = await queries.Deliveries(Id(context), status, most + 1, skip, context.RequestAborted);
        if (deliveries.Count > most) Paging.Next(context, "skip", $"{skip + most}");

        await Answers.Write(context, [.. deliveries.Take(most).Select(DeliveryView.Of)], WebhookJson.Shared.IReadOnlyListDeliveryView);
    }

    public async Task Resend(HttpContext context)
    {
        if (await Asking.ReadNothing(context, clock) is { } asked)
            await Answers.Write(context, await keeping.Resend(Id(context), (string)context.Request.RouteValues["delivery"]!, asked.Command, context.RequestAborted), "webhook");
    }

    /// <summary>The one answer in which the secret is said; what is remembered of it is without.</summary>
    private static Executed<Answer> Shown(Executed<Answer> executed, string secret) =>
        executed is Executed<Answer>.Fresh({ Status: < StatusCodes.Status400BadRequest, Body: { } body } answer, var remembered)
            ? new Executed<Answer>.Fresh(Answers.Of(answer.Status, JsonSerializer.Deserialize(body, WebhookJson.Shared.WebhookView)! with { Secret = secret }, WebhookJson.Shared.WebhookView, answer.Location), remembered)
            : executed;

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}
