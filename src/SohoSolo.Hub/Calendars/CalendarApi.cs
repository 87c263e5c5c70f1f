using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Calendars;

/// <summary>A member's calendars: made, listed, ended.</summary>
internal sealed class CalendarApi(CalendarKeeping keeping, StoreQueries queries, HubSettings settings, TimeProvider clock)
{
    public async Task List(HttpContext context)
    {
        var links = await queries.CalendarLinks(context.Caller().Member, context.RequestAborted);
        await Answers.Write(context, [.. links.Select(CalendarLinkView.Of)], FeedJson.Shared.IReadOnlyListCalendarLinkView);
    }

    public async Task Make(HttpContext context)
    {
        if (await Asking.Read(context, FeedJson.Shared.CalendarPost, clock) is not { } asked) return;

        var (stop, secret) = (context.RequestAborted, CalendarSecret.New());
        var (link, problem) = await keeping.Read(asked.Body, asked.Caller, secret, stop);
        if (link is null)
        {
            await Answers.Write(context, problem!);
            return;
        }

        var executed = await keeping.Make(link, asked.Command, stop);
        if (executed is Executed<Answer>.Fresh({ Status: StatusCodes.Status201Created, Location: { } location }, _))
        {
            context.Response.Headers.Location = location;
            var fresh = CalendarLinkView.Of(link) with { Url = CalendarSecret.Address(settings.Links, secret).AbsoluteUri };
            await Answers.Write(context, fresh, FeedJson.Shared.CalendarLinkView, StatusCodes.Status201Created);
            return;
        }

        await Answers.Write(context, executed, "calendar");
    }

    public async Task End(HttpContext context)
    {
        if (await Asking.ReadNothing(context, clock) is not { } asked) return;

        var id = (string)context.Request.RouteValues["id"]!;
        await Answers.Write(context, await keeping.End(asked.Caller.Member, id, asked.Command, context.RequestAborted), "calendar");
    }
}
