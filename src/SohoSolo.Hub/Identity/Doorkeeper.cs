using System.Diagnostics;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Identity;

/// <summary>Stands before every described call: token, member, role, scope. A call open to anyone is never refused for a bad token.</summary>
internal sealed class Doorkeeper(RequestDelegate next, TokenBook tokens)
{
    public const string Read = "read";
    public const string Write = "write";

    public async Task Invoke(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<CallDescription>() is not { } call)
        {
            await next(context);
            return;
        }

        var problem = Query(context.Request, call) ?? await Enter(context, call);
        if (problem is null)
        {
            await next(context);
            return;
        }

        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = problem == Problems.SignInNeeded ? "Bearer" : "Bearer error=\"invalid_token\"";
        }

        await Answers.Write(context, problem);
    }

    private async ValueTask<Problem?> Enter(HttpContext context, CallDescription call)
    {
        var proof = Proof.Of(context.Request);
        var recognition = proof is null ? null : await tokens.Recognise(proof, context.RequestAborted);
        if (recognition is Recognition.Known(var caller))
        {
            context.Features.Set(caller);
        }

        if (call.LeastRole is not { } least)
        {
            return null;
        }

        return recognition switch
        {
            null => Problems.SignInNeeded,
            Recognition.Unknown => Problems.TokenInvalid,
            Recognition.Expired => Problems.TokenExpired,
            Recognition.Inactive => Problems.MemberInactive,
            Recognition.Known(var known) => Allowed(known, least, context.Request),
            _ => throw new UnreachableException($"{recognition}"),
        };
    }

    private static Problem? Allowed(Caller caller, Role least, HttpRequest request)
    {
        var scope = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? Read : Write;
        if (!caller.Scopes.Contains(scope))
        {
            return Problems.ScopeMissing(scope);
        }

        return caller.Role >= least ? null : Problems.NotAllowed(least == Role.Chamber ? "the chamber" : "a keeper of the site or the chamber");
    }

    /// <summary>A parameter that nobody described would be ignored silently; it is refused instead.</summary>
    private static Problem? Query(HttpRequest request, CallDescription call)
    {
        if (!request.QueryString.HasValue)
        {
            return null;
        }

        foreach (var (name, values) in request.Query)
        {
            if (!call.Knows(name))
            {
                return Problems.UnknownField(name.Length <= 80 ? name : name[..80]);
            }

            if (values.Count > 1)
            {
                return Problems.InvalidValue(name, "is given twice");
            }
        }

        return null;
    }
}
