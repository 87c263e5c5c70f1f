using System.Diagnostics;
using Microsoft.AspNetCore.Antiforgery;
using SohoSolo.Hub.Metrics;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Api;

/// <summary>The outermost room: every request is counted, every failure becomes a problem, and no stack trace leaves the house.</summary>
internal sealed partial class Edge(RequestDelegate next, ILogger<Edge> log)
{
    private static readonly Problem Unreadable = new(StatusCodes.Status400BadRequest, "bad-request", "The form could not be read.");

    private static readonly Problem PlaceTaken = new(StatusCodes.Status409Conflict, "conflict", "Somebody else has this place at that time.");

    public async Task Invoke(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
            await NameEmptyRefusals(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is listening any more; a command that was under way is decided by its key when it comes again.
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
#pragma warning disable CA1031 // The one place where every exception ends.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            await Answer(context, broken);
        }
        finally
        {
            HubMeter.Answered(context, Stopwatch.GetElapsedTime(started));
        }
    }

    /// <summary>Routing answers an unknown address or method with an empty body.</summary>
    private static Task NameEmptyRefusals(HttpContext context)
    {
        if (context.Response.HasStarted || context.Response.ContentType is not null)
        {
            return Task.CompletedTask;
        }

        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Answers.Write(context, Problems.NotFound()),
            StatusCodes.Status405MethodNotAllowed => Answers.Write(context, Problems.MethodNotAllowed),
            StatusCodes.Status415UnsupportedMediaType => Answers.Write(context, Problems.WrongMediaType),
            _ => Task.CompletedTask,
        };
    }

    private async Task Answer(HttpContext context, Exception broken)
    {
        var problem = broken switch
        {
            // A page's form is read to see where it comes from, and what is wrong with it comes wrapped in that.
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
                or AntiforgeryValidationException { InnerException: BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } } => Problems.BodyTooLarge,
            AntiforgeryValidationException => Unreadable,
            BadHttpRequestException bad => new Problem(bad.StatusCode, "bad-request", "The request could not be read to its end."),
            // The store has logged it as the error that it is (design §4, 5).
            OverlapException => PlaceTaken,
            _ when Outages.Is(broken) => Problems.TryAgain,
            _ => Problems.Internal(context.TraceIdentifier),
        };
        if (problem.Reason == "internal")
        {
            LogBroken(log, broken, context.TraceIdentifier, context.Request.Method, HubMeter.RouteOf(context));
        }
        else if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            LogOutage(log, context.TraceIdentifier, broken.GetType().Name, broken.Message);
        }

        // What is written cannot be taken back, sent or not: a problem after it would be no answer at all.
        if (context.Response.HasStarted || context.Response.BodyWriter is { CanGetUnflushedBytes: true, UnflushedBytes: > 0 })
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        await (context.Features.Get<Visit>() is { } visit ? visit.Broken(problem) : Answers.Write(context, problem));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} broke: {Method} {Route}")]
    private static partial void LogBroken(ILogger log, Exception broken, string requestId, string method, string route);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Request {RequestId} found no database: {Kind}: {Says}")]
    private static partial void LogOutage(ILogger log, string requestId, string kind, string says);
}
