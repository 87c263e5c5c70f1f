using SohoSolo.Hub.Api;
using SohoSolo.Hub.Outbound;
using SohoSolo.Hub.Settings;

namespace SohoSolo.Hub.Webhooks;

internal static class WebhookRoutes
{
    private const string Example = """
        {"id":"019aa3c0b7f47d0c9d5d0a4b8e1c2f99","name":"Town hall's screen","url":"https://example.org/hooks","events":["booking.*","closure.made"],"sites":["nogaro"],"state":"ok",
         "madeAt":"2026-11-23T07:55:00Z","waiting":0,"deliveredAt":"2026-11-23T08:10:00Z"}
        """;

    private const string Fresh = """
        {"id":"019aa3c0b7f47d0c9d5d0a4b8e1c2f99","name":"Town hall's screen","url":"https://example.org/hooks","events":["booking.*","closure.made"],"sites":["nogaro"],"state":"ok",
         "madeAt":"2026-11-23T07:55:00Z","waiting":0,"secret":"whsec_…"}
        """;

    private const string Resealed = """
        {"id":"019aa3c0b7f47d0c9d5d0a4b8e1c2f99","name":"Town hall's screen","url":"https://example.org/hooks","events":["booking.*","closure.made"],"sites":["nogaro"],"state":"ok",
         "madeAt":"2026-11-23T07:55:00Z","waiting":0,"deliveredAt":"2026-11-23T08:10:00Z","oldSecretUntil":"2026-11-25T09:00:00Z","secret":"whsec_…"}
        """;

    private const string Delivery = """
        {"id":"019aa3c0c1a87d0c9d5d0a4b8e1c2f99","event":"booking.made","status":"dead","madeAt":"2026-11-23T07:55:00Z","site":"nogaro","attempts":16,"triedAt":"2026-11-24T03:55:10Z",
         "answerStatus":503,"tookMs":412,"error":"answer"}
        """;

    public static IServiceCollection AddWebhooks(this IServiceCollection services, HubSettings settings, bool runJobs)
    {
        services.AddSingleton(provider => new GuardedFetcher(new OutboundRules(settings.IsDemo), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<WebhookKeeping>().AddSingleton<WebhookApi>().AddSingleton<WebhookWriter>().AddSingleton<WebhookSender>().AddSingleton<WebhookWatch>();
        if (runJobs)
        {
            services.AddHostedService(provider => provider.GetRequiredService<WebhookWriter>());
            services.AddHostedService(provider => provider.GetRequiredService<WebhookSender>());
            services.AddHostedService(provider => provider.GetRequiredService<WebhookWatch>());
        }

        return services;
    }

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<WebhookApi>();
        routes.MapGet("/webhooks", api.List).Describe("Lists the webhooks", call => call.For(Access.Chamber)
            .Gives(200, "All of them, those that have ended last.", WebhookJson.Shared.IReadOnlyListWebhookView, $"[{Example}]"));
        routes.MapPost("/webhooks", api.Make).Describe("Has another program told what happens", call => call.For(Access.Chamber)
            .Saying($"Events: {string.Join(", ", WebhookEvents.Patterns)}. A delivery is a POST of JSON with ids and words, such as {{\"id\":\"019a…\",\"event\":\"booking.made\",\"at\":\"2026-11-23T07:55:00Z\",\"entity\":\"booking\",\"entityId\":\"019a…\",\"version\":1,\"site\":\"nogaro\"}}: what became of it is read in the API. SohoSolo-Signature is t=SECONDS,v1=HEX, an HMAC-SHA256 with the secret over SECONDS, a dot and the body; after a new secret was made there are several v1, of which one is yours. Any 2xx within 10 seconds takes it; 410 ends the webhook; everything else, redirects too, is tried again for 20 hours. Deliveries come in order and at least once: the id is the same each time. The secret is shown in this answer only.")
            .Takes(WebhookJson.Shared.WebhookPost, """{"name":"Town hall's screen","url":"https://example.org/hooks","events":["booking.*","closure.made"],"sites":["nogaro"]}""")
            .Gives(201, "It is told what happens from now on.", WebhookJson.Shared.WebhookView, Fresh)
            .Declines(422, "too-many-webhooks"));
        routes.MapGet("/webhooks/{id}", api.Get).Describe("Reads a webhook and how it answers", call => call.For(Access.Chamber)
            .Gives(200, "`state` is ok, failing, paused or ended.", WebhookJson.Shared.WebhookView, Example)
            .Declines(404, "not-found"));
        routes.MapPatch("/webhooks/{id}", api.Change).Describe("Changes a webhook, pauses it, or lets it go on", call => call.For(Access.Chamber)
            .Saying("What is absent stays; an empty list of télécentres is all of them. What waits goes to another address at once. Nothing goes to one that is paused but tests: what happens waits in its order, and is given up after 20 hours as for an address that does not answer. The secret stays.")
            .Takes(WebhookJson.Shared.WebhookPatch, """{"url":"https://example.org/newer","paused":false}""")
            .Gives(200, "The webhook as it is now.", WebhookJson.Shared.WebhookView, Example)
            .Declines(404, "not-found").Declines(422, "webhook-ended"));
        routes.MapPost("/webhooks/{id}/secret", api.Reseal).Describe("Gives a webhook a new secret", call => call.For(Access.Chamber)
            .Saying("It is shown in this answer only. For 24 hours, until `oldSecretUntil`, deliveries are signed with the one before, too: SohoSolo-Signature is t=SECONDS,v1=HEX,v1=HEX, and a receiver takes what any of them fits. Whoever may have a secret that should not ends the webhook instead.")
            .Gives(200, "The webhook with its new secret.", WebhookJson.Shared.WebhookView, Resealed)
            .Declines(404, "not-found").Declines(422, "webhook-ended", "too-many-secrets"));
        routes.MapDelete("/webhooks/{id}", api.End).Describe("Ends a webhook", call => call.For(Access.Chamber)
            .Gives(204, "Nothing goes there any more, and what waited is dropped.")
            .Declines(404, "not-found"));
        routes.MapPost("/webhooks/{id}/test", api.Test).Describe("Sends a test to a webhook", call => call.For(Access.Chamber)
            .Saying("The event webhook.test, before everything that waits, once. Its answer stands among the deliveries.")
            .Gives(202, "It is on its way.")
            .Declines(404, "not-found").Declines(422, "webhook-ended"));
        routes.MapGet("/webhooks/{id}/deliveries", api.Deliveries).Describe("Lists a webhook's deliveries", call => call.For(Access.Chamber)
            .Asks("status", "queued, delivered, dead or dropped.", "dead")
            .Asks("most", "How many at once, 100 unless said, 500 at most.", "50")
            .Asks("skip", "How many to pass over; the Link header has the next page.", "50")
            .Gives(200, "Newest first; kept for 30 days.", WebhookJson.Shared.IReadOnlyListDeliveryView, $"[{Delivery}]")
            .Declines(404, "not-found"));
        routes.MapPost("/webhooks/{id}/deliveries/{delivery}/resend", api.Resend).Describe("Sends a delivery again that is over", call => call.For(Access.Chamber)
            .Saying("As it was, under its id, with a fresh signature.")
            .Gives(202, "It is in the queue again.")
            .Declines(404, "not-found").Declines(422, "wrong-state", "webhook-ended"));
    }
}
