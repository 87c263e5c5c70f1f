using SohoSolo.Core;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Letters;

/// <summary>Which of the messages that one can do without she gets: each kind with whether she wants it.</summary>
public sealed record LettersModel(IReadOnlyList<(string Kind, bool IsWanted)> Kinds, bool IsKept);

/// <summary>A link out of a letter: of which kind it was, and what has become of it.</summary>
/// <param name="Kind">Null where the link is none of ours.</param>
/// <param name="Path">Where the press goes.</param>
/// <param name="IsDone">She gets no more of them.</param>
public sealed record StopModel(string? Kind, string Path, bool IsDone);

/// <summary>A member chooses which optional messages she gets; or says by the link in one, without signing in, that she wants no more of its kind.</summary>
internal sealed class LettersPage(Store store, StoreQueries queries, StopLinks links, TimeProvider clock)
{
    private const string OneClickField = "List-Unsubscribe";
    private const string OneClick = "One-Click";

    public async Task<IResult> Show(Visit visit)
    {
        var refused = (await queries.MailRefusals([visit.Caller.Member], visit.Stop))[visit.Caller.Member].ToHashSet();
        return visit.Show<LettersView, LettersModel>(new LettersModel([.. OptionalMail.Of(visit.Member.Role).Select(kind => (kind, !refused.Contains(kind)))], visit.Asked("said") == "kept"));
    }

    public async Task<IResult> Choose(Visit visit)
    {
        var (all, wanted) = (OptionalMail.Of(visit.Member.Role), visit.Fields("wanted").ToHashSet(StringComparer.Ordinal));
        await store.Mail.Refuse(visit.Caller.Member, [.. all.Where(kind => !wanted.Contains(kind))], visit.Now, visit.Stop);
        await store.Mail.Want(visit.Caller.Member, [.. all.Where(wanted.Contains)], visit.Stop);
        return Visit.GoTo("/me/letters", "kept");
    }

    /// <summary>A press makes it count, so that whoever only looks at links for safety stops nothing.</summary>
    public async Task<IResult> AskStop(Visit visit) => Page(visit, await Named(visit.Part, visit.Stop), visit.Asked("said") == "stopped");

    public async Task<IResult> Stop(Visit visit)
    {
        if (await Named(visit.Part, visit.Stop) is not var (member, kind)) return Page(visit, null, false);

        await store.Mail.Refuse(member, [kind], visit.Now, visit.Stop);
        return Visit.GoTo(links.Path(member, kind), "stopped");
    }

    /// <summary>The reader's own program says it for her (RFC 8058): no page, no cookie, and no other address to go to.</summary>
    public async Task StopAtOnce(HttpContext context)
    {
        var said = context.Request.HasFormContentType && (await context.Request.ReadFormAsync(context.RequestAborted))[OneClickField] == OneClick;
        if (!said || await Named(name => context.Request.RouteValues[name] as string ?? "", context.RequestAborted) is not var (member, kind))
        {
            await Answers.Write(context, said ? Problems.NotFound("There is no such link.") : Problems.InvalidValue(OneClickField, $"is {OneClick}"));
            return;
        }

        await store.Mail.Refuse(member, [kind], clock.GetUtcNow(), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status200OK;
    }

    private IResult Page(Visit visit, (MemberId Member, string Kind)? named, bool isDone) => visit.Show<StopView, StopModel>(
        new StopModel(named?.Kind, named is var (member, kind) ? $"{links.Path(member, kind)}/now" : "", named is not null && isDone),
        named is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);

    /// <summary>Whose link it is; nobody's where she has had herself erased.</summary>
    private async Task<(MemberId Member, string Kind)?> Named(Func<string, string> part, CancellationToken stop)
    {
        var (member, kind) = (new MemberId(part("member")), part("kind"));
        return links.IsGood(member, kind, part("mark")) && await queries.Member(member, stop) is not null ? (member, kind) : null;
    }
}

internal static class LettersRoutes
{
    public static IServiceCollection AddLetters(this IServiceCollection services) => services.AddSingleton<LettersPage>();

    public static void MapLetters(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<LettersPage>();
        routes.Page("/me/letters", Access.Member, page.Show);
        routes.Form("/me/letters", Access.Member, page.Choose);
        routes.Page(StopLinks.Pattern, Access.Anyone, page.AskStop);
        routes.Form($"{StopLinks.Pattern}/now", Access.Anyone, page.Stop);
        routes.MapPost(StopLinks.Pattern, page.StopAtOnce);
    }
}
