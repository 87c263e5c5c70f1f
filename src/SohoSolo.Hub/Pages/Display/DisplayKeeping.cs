using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Identity;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Display;

/// <summary>
/// The use case of a screen at a door: it has a token of its own, in a cookie that only its pages get, which shows one space and does nothing else. It ends when a keeper says so,
/// and when she who made it looks after the site no more.
/// </summary>
internal sealed class DisplayKeeping(Decisions decisions, StoreQueries queries, TokenBook book, TimeProvider clock)
{
    private const string Cookie = "sohosolo-display";

    /// <summary>Browsers keep no cookie longer.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromDays(400);

    /// <summary>Makes the browser that asks the screen of the space.</summary>
    public async Task Begin(HttpContext context, Caller keeper, Space space, Command command)
    {
        var (secret, now) = (TokenHash.NewToken(), clock.GetUtcNow());
        var display = new AccessToken
        {
            Id = Ids.Next(),
            Hash = TokenHash.Of(secret),
            Member = keeper.Member,
            Role = keeper.Role,
            Scopes = [ScopeOf(space.Id)],
            Name = space.Id.Value,
            Kind = TokenKind.Display,
            MadeAt = now,
            ExpiresAt = now + Life,
        };
        await Put(display, "made", command, context.RequestAborted);
        context.Response.Cookies.Append(Cookie, secret, new CookieOptions { HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/display", MaxAge = Life, IsEssential = true });
    }

    /// <summary>Whether the browser that asks is a screen of the space.</summary>
    public async Task<bool> Shows(HttpContext context, Space space) =>
        context.Request.Cookies[Cookie] is { Length: > 0 } secret
        && await book.Recognise(new Proof(secret, TokenKind.Display), context.RequestAborted) is Recognition.Known(var display)
        && display.Scopes.Contains(ScopeOf(space.Id)) && display.Looks(space.Site);

    /// <summary>The screens of a site that still show anything.</summary>
    public async Task<IReadOnlyList<(Space Space, AccessToken Display)>> Of(Telecentre site, CancellationToken stop)
    {
        var (now, displays) = (clock.GetUtcNow(), await queries.Displays(stop));
        return [.. from display in displays
                   where display.ExpiresAt > now
                   from space in site.Spaces
                   where display.Scopes.Contains(ScopeOf(space.Id))
                   select (space, display)];
    }

    /// <summary>False where the site has no such screen.</summary>
    public async Task<bool> End(Telecentre site, string id, Command command, CancellationToken stop)
    {
        if ((await Of(site, stop)).FirstOrDefault(known => known.Display.Id == id).Display is not { } display) return false;

        await Put(display with { RevokedAt = clock.GetUtcNow() }, "revoked", command, stop);
        return true;
    }

    private static string ScopeOf(SpaceId space) => $"display:{space}";

    private async Task Put(AccessToken display, string what, Command command, CancellationToken stop)
    {
        await decisions.Run(
            command,
            async (_, work) =>
            {
                await work.Lock(new Scope { Members = [display.Member] });
                work.Put(display, what);
                return new Decided.Done(Answers.NoContent);
            },
            taken: null,
            stop);
        book.Forget();
    }
}
