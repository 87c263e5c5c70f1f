using SohoSolo.Core;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Calendars;

/// <summary>The use case of making and ending calendars' addresses. Any member may see that a space is taken; by whom, only who looks after its site.</summary>
internal sealed class CalendarKeeping(Decisions decisions, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    public const int MostLinks = 20;

    private const int LongestName = 80;

    /// <summary>The link as it will be stored; the hash is that of <paramref name="secret"/>, which is said once and forgotten.</summary>
    public async Task<(CalendarLink? Link, Problem? Problem)> Read(CalendarPost body, Caller caller, string secret, CancellationToken stop)
    {
        var check = new FieldCheck();
        var name = check.Text("name", body.Name, LongestName);
        var site = body.Space is { } word ? (await network.Get(stop)).Sites.Values.FirstOrDefault(site => site.Find(new SpaceId(word)) is not null) : null;
        if (body.Space is not null && site is null) check.Refuse("space", "is the id of a space, such as nogaro-room-1");
        if (body.Names == true && body.Space is null) check.Refuse("names", "is for a space's calendar");
        if (check.Problem is { } problem) return (null, problem);
        if (body.Names == true && !caller.Looks(site!.Id)) return (null, Problems.NotAllowed("a keeper of the site or the chamber"));

        var link = new CalendarLink
        {
            Id = Ids.Next(),
            Hash = TokenHash.Of(secret),
            Member = caller.Member,
            Space = body.Space is { } space ? new SpaceId(space) : null,
            ShowsNames = body.Names == true,
            Name = name ?? (body.Space is { } id ? site!.Find(new SpaceId(id))!.Name : "iCalendar"),
            MadeAt = clock.GetUtcNow(),
        };
        return (link, null);
    }

    /// <summary>The stored answer does not hold the secret: a repeated key gets everything but the address.</summary>
    public async Task<Executed<Answer>> Make(CalendarLink link, Command command, CancellationToken stop)
    {
        var known = (await queries.CalendarLinks(link.Member, stop)).Count;
        return await decisions.Run(command, (_, work) => Make(link, known, work), taken: null, stop);
    }

    public Task<Executed<Answer>> End(MemberId member, string id, Command command, CancellationToken stop) => decisions.Run(
        command,
        async _ =>
        {
            var link = (await queries.CalendarLinks(member, stop)).FirstOrDefault(known => known.Id == id);
            return work => End(link, work);
        },
        (reason, _) => throw new System.Diagnostics.UnreachableException($"{reason}"),
        stop);

    private static async ValueTask<Decided> Make(CalendarLink link, int known, Work work)
    {
        await work.Lock(new Scope { Members = [link.Member] });
        if (known >= MostLinks)
            return new Decided.Refused(new Problem(StatusCodes.Status422UnprocessableEntity, "too-many-calendars", $"You have {known} calendars: end one first."));

        work.Put(link);
        return new Decided.Done(Answers.Of(StatusCodes.Status201Created, CalendarLinkView.Of(link), FeedJson.Shared.CalendarLinkView, $"/api/v1/me/calendars/{link.Id}"));
    }

    private static async ValueTask<Decided> End(CalendarLink? link, Work work)
    {
        if (link is null) return new Decided.Refused(Problems.NotFound("You have no such calendar."));

        await work.Lock(new Scope { Members = [link.Member] });
        work.Remove(link);
        return new Decided.Done(Answers.NoContent);
    }
}
