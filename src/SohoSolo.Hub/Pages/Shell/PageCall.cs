using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Pages.Shell;

/// <summary>That an address is a page or a form of ours, and who may open it at all; whose booking and which site, the page asks further.</summary>
internal sealed record PageCall(Access Who);

/// <summary>How pages are put on their addresses.</summary>
internal static class PageMapping
{
    /// <summary>A page to look at.</summary>
    public static void Page(this IEndpointRouteBuilder routes, string path, Access who, Func<Visit, Task<IResult>> show) =>
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], Handle(show)).WithMetadata(new PageCall(who));

    /// <summary>What a form does. It ends on another page, or shows its own again with what is wrong.</summary>
    public static void Form(this IEndpointRouteBuilder routes, string path, Access who, Func<Visit, Task<IResult>> act) =>
        routes.MapPost(path, Handle(act)).WithMetadata(new PageCall(who));

    private static RequestDelegate Handle(Func<Visit, Task<IResult>> answer) => async context =>
    {
        var result = await answer(context.Visit());
        await result.ExecuteAsync(context);
    };
}
