using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Pages.Welcome;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Shell;

/// <summary>
/// Stands before every page and every form: what browsers are told to refuse, who it is by her session, her language, her role, and whether a form comes from a page of ours.
/// </summary>
internal sealed class PageKeeper(RequestDelegate next, TokenBook sessions, StoreQueries queries, NetworkCache network, IAntiforgery antiforgery, TimeProvider clock)
{
    public async Task Invoke(HttpContext context)
    {
        var (endpoint, call) = (context.GetEndpoint(), context.GetEndpoint()?.Metadata.GetMetadata<PageCall>());
        if (call is null && (endpoint is not null || !LooksForAPage(context.Request)))
        {
            await next(context);
            return;
        }

        PageHeaders.Set(context);
        var visit = await Open(context);
        context.Features.Set(visit);

        // Here and not where the visit is made: what an asynchronous method sets is undone when it returns.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = LanguageChoice.Culture(visit.Language);
        if ((call is null ? visit.Missing() : await Turned(visit, call)) is { } elsewhere)
        {
            await elsewhere.ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    /// <summary>Somebody with a browser, at an address where nothing is: she is told so in words.</summary>
    private static bool LooksForAPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/api") && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private async Task<Visit> Open(HttpContext context)
    {
        var stop = context.RequestAborted;
        var proof = Proof.OfCookie(context.Request);
        var caller = proof is not null && await sessions.Recognise(proof, stop) is Recognition.Known(var known) ? known : null;
        var member = caller is null ? null : await queries.Member(caller.Member, stop);
        var language = LanguageChoice.Of(context.Request);
        if (caller is not null) context.Features.Set(caller);

        return new Visit(context, antiforgery, caller, member, language, clock.GetUtcNow());
    }

    /// <summary>Where she goes instead; null where she may enter.</summary>
    private async Task<IResult?> Turned(Visit visit, PageCall call)
    {
        var isForm = HttpMethods.IsPost(visit.Http.Request.Method);
        if (call.Who != Access.Anyone && visit.CallerOrNobody is null)
            return Visit.GoTo($"/sign-in?next={Uri.EscapeDataString(isForm ? "/" : visit.Here)}");

        if (call.Who != Access.Anyone && visit.Caller.Role < Least(call.Who)) return visit.Forbidden();

        if (call.Who != Access.Anyone && !isForm && visit.Path != WelcomePage.Path && (await network.Get(visit.Stop)).HouseRules.Await(visit.Member))
            return Visit.GoTo($"{WelcomePage.Path}?next={Uri.EscapeDataString(visit.Here)}");

        // A page that lay open for long, or whose cookies are gone: nothing was done, and it says so.
        return isForm && !await antiforgery.IsRequestValidAsync(visit.Http)
            ? visit.Show<ProblemPage, ProblemModel>(new ProblemModel("stale-form"), StatusCodes.Status400BadRequest)
            : null;
    }

    private static Role Least(Access who) => who switch
    {
        Access.Chamber => Role.Chamber,
        Access.Keeper => Role.Keeper,
        _ => Role.Member,
    };
}
