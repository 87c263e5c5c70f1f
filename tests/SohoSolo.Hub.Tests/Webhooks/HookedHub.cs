using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Demo;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Webhooks;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Webhooks;

/// <summary>A hub that may call this machine, and what a test does with its webhooks.</summary>
internal static class HookedHub
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task Walk(string engine, Func<RunningHub, Task> walk) => RunningHub.Walk(
        engine,
        async hub =>
        {
            await hub.Store.Webhooks.Begin(Stop);
            await walk(hub);
        },
        settings => settings with { Demo = DemoProfile.Network });

    /// <summary>For who writes what no hub would.</summary>
    public static async Task<RunningHub> Start(string engine)
    {
        var hub = await RunningHub.Start(engine, set: settings => settings with { Demo = DemoProfile.Network });
        await hub.Store.Webhooks.Begin(Stop);
        return hub;
    }

    public static async Task<(string Id, string Secret)> Hook(this RunningHub hub, Uri url, string[]? events = null, string[]? sites = null)
    {
        var made = (await hub.As("chamber").Post("webhooks", new { name = "Écran de la mairie", url = url.AbsoluteUri, events = events ?? ["*"], sites = sites ?? [] })).Must(201);
        return (made.Id, made.Word("secret"));
    }

    public static async Task<string> Booked(this RunningHub hub, string who = "anne", string space = "nogaro-desk-1", string day = "2026-11-24", string part = "morning") =>
        (await hub.As(who).Book(new { space, day, part })).Must(201).Id;

    /// <summary>As if a node had set the mode of a door by its own clock.</summary>
    public static Task Noted(this RunningHub hub, string door, DateTimeOffset at) => hub.Store.Execute(
        SystemCommand.Named("test", at),
        work =>
        {
            work.Note(new JournalEntry { At = at, Entity = "door", EntityId = door, Version = 1, What = "mode-set", Actor = "test", SiteId = "nogaro" });
            return ValueTask.FromResult((true, (Answer?)SystemCommand.Done));
        },
        Stop);

    /// <summary>Reads the journal to its end, then delivers what is due.</summary>
    public static async Task Deliver(this RunningHub hub)
    {
        await hub.Write();
        var sender = hub.App.Services.GetRequiredService<WebhookSender>();
        while (await sender.Step(Stop))
        {
        }
    }

    /// <summary>PostgreSQL settles an entry once no older transaction runs on the whole server, and other tests share it.</summary>
    public static async Task Write(this RunningHub hub)
    {
        var (writer, queries) = (hub.App.Services.GetRequiredService<WebhookWriter>(), hub.App.Services.GetRequiredService<StoreQueries>());
        await Patience.Until(
            async () => await writer.Step(Stop) == 0 && ((await queries.ActiveWebhooks(Stop)).Count == 0 || (await queries.Audit(null, null, null, null, 1, Stop))[0].Position == await hub.Store.Webhooks.Place(Stop)),
            TimeSpan.FromSeconds(30),
            () => "The journal was not read to its end.",
            Stop);
    }
}
