using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Board;

/// <summary>
/// What happens at a site as it happens (server-sent events). It lasts as long as the reader listens and may: her sign-in is looked at again every minute, and a hub that stops lets
/// everybody go at once.
/// </summary>
internal sealed class StreamApi(NewsDesk desk, TokenBook tokens, NetworkCache network, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    public const string MediaType = "text/event-stream";

    private const string LastSeen = "Last-Event-ID";

    /// <summary>Proxies and phones give up a line on which nothing comes.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    private const int BeatsAMinute = 4;

    private static readonly Problem TooMany =
        new(StatusCodes.Status503ServiceUnavailable, "too-many-streams", $"{NewsDesk.MostListeners} streams are open on this node already.") { RetryAfterSeconds = 15 };

    public async Task Show(HttpContext context)
    {
        if (await KeptSite.Of(context, network) is not { } site) return;

        var given = context.Request.Headers[LastSeen].ToString();
        var last = given.Length == 0 ? null : SiteNews.ReadId(given);
        if (given.Length > 0 && last is null)
        {
            await Answers.Write(context, Problems.InvalidValue(LastSeen, "is the id of an event of this stream"));
            return;
        }

        using var listener = await desk.Listen(site.Id, context.RequestAborted);
        await (listener is null ? Answers.Write(context, TooMany) : Tell(context, site, listener, last));
    }

    private async Task Tell(HttpContext context, Telecentre site, Listener listener, JournalPosition? last)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping, listener.TooSlow);
        try
        {
            await Begin(context.Response, over.Token);
            if (last is { } seen) await TellMissed(context.Response, listener, seen, over.Token);

            await TellNews(context, site, listener, over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // What a slow reader has not taken by now is not kept for her.
            if (listener.TooSlow.IsCancellationRequested) context.Abort();
        }
    }

    private static async Task Begin(HttpResponse answer, CancellationToken stop)
    {
        answer.ContentType = MediaType;
        answer.Headers.CacheControl = "no-store";
        answer.Headers.XContentTypeOptions = "nosniff";
        answer.Headers["X-Accel-Buffering"] = "no";
        await Write(answer, "retry: 2000\n\n"u8.ToArray(), stop);
    }

    private async Task TellMissed(HttpResponse answer, Listener listener, JournalPosition last, CancellationToken stop)
    {
        if (await desk.Missed(listener, last, stop) is not { } missed)
        {
            await Write(answer, "event: reset\ndata: {}\n\n"u8.ToArray(), stop);
            return;
        }

        foreach (var news in missed)
            await Write(answer, news.Text, stop);
    }

    private async Task TellNews(HttpContext context, Telecentre site, Listener listener, CancellationToken stop)
    {
        using var heart = new PeriodicTimer(Beat, clock);
        var (beats, beat, more) = (0, heart.WaitForNextTickAsync(stop).AsTask(), listener.News.WaitToReadAsync(stop).AsTask());
        while (true)
        {
            await await Task.WhenAny(beat, more);
            while (listener.News.TryRead(out var news))
                await Write(context.Response, news.Text, stop);

            if (more.IsCompleted) more = listener.News.WaitToReadAsync(stop).AsTask();
            if (!beat.IsCompleted) continue;

            if (++beats % BeatsAMinute == 0 && !await StillMay(context, site, stop)) return;

            await Write(context.Response, ": \n\n"u8.ToArray(), stop);
            beat = heart.WaitForNextTickAsync(stop).AsTask();
        }
    }

    private async Task<bool> StillMay(HttpContext context, Telecentre site, CancellationToken stop) =>
        Proof.Of(context.Request) is { } proof
        && await tokens.Recognise(proof, stop) is Recognition.Known(var caller)
        && caller.Looks(site.Id)
        && caller.Scopes.Contains(Doorkeeper.Read);

    private static async Task Write(HttpResponse answer, byte[] text, CancellationToken stop)
    {
        await answer.BodyWriter.WriteAsync(text, stop);
        await answer.BodyWriter.FlushAsync(stop);
    }
}
