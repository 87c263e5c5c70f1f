using System.Globalization;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Tokens;

/// <summary>The tokens that her own programs call us with: made, shown once, ended.</summary>
public sealed record TokensModel
{
    public required IReadOnlyList<TokenLine> Tokens { get; init; }

    /// <summary>What she may give a token: at most her own role, the least first.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    public required TokenDraft Draft { get; init; }

    public required DateOnly Today { get; init; }

    public string? Said { get; init; }

    /// <summary>A word of <see cref="TokensText"/> after <c>trouble.</c>.</summary>
    public string? Trouble { get; init; }

    /// <summary>The token itself, on the one page that shows it.</summary>
    public string? Fresh { get; init; }
}

/// <summary>One that still lets a program in.</summary>
public sealed record TokenLine(string Id, string Name, Role Role, bool MayWrite, DateOnly Since, DateOnly Until);

/// <summary>What she has filled in.</summary>
public sealed record TokenDraft(string Name, bool MayWrite, int Days, Role Role);

internal sealed class TokensPage(TokenKeeping keeping, StoreQueries queries, NetworkDay days)
{
    public const string Path = "/me/tokens";

    /// <summary>How long a token may live, in days.</summary>
    public static readonly int[] Lives = [30, 90, 365];

    private const int UsualLife = 90;

    private static readonly string[] Sayings = ["ended"];

    public async Task<IResult> Show(Visit visit)
    {
        var said = visit.Asked("said") is { } word && Sayings.Contains(word) ? word : null;
        return visit.Show<TokensView, TokensModel>(await Model(visit, new TokenDraft("", MayWrite: false, UsualLife, Role.Member)) with { Said = said });
    }

    public async Task<IResult> Make(Visit visit)
    {
        var life = int.TryParse(visit.Field("days"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && Lives.Contains(asked) ? asked : UsualLife;
        var draft = new TokenDraft(visit.Field("name") ?? "", visit.Field("scope") == Doorkeeper.Write, life, visit.Field("role") is { } word && Words.Read<Role>(word) is { } role ? role : Role.Member);
        if (draft.Name.Length == 0) return await Refused(visit, draft, "name", StatusCodes.Status422UnprocessableEntity);

        var secret = TokenHash.NewToken();
        var post = new TokenPost
        {
            Name = draft.Name,
            Scopes = draft.MayWrite ? [Doorkeeper.Read, Doorkeeper.Write] : [Doorkeeper.Read],
            Role = Words.Of(draft.Role),
            Expires = Times.Utc(visit.Now.AddDays(draft.Days)),
        };
        var (token, problem) = keeping.Read(post, visit.Caller, secret);
        if (token is null) return await Refused(visit, draft, problem!.Field == "name" ? "name" : "invalid", StatusCodes.Status422UnprocessableEntity);

        var executed = await keeping.Make(token, visit.Command(), visit.Stop);
        var outcome = Outcome.Of(executed, "token");
        if (!outcome.IsDone) return await Refused(visit, draft, outcome.Reason == "too-many-tokens" ? "many" : "invalid", outcome.Status);

        // Shown in this answer and nowhere else: who sends the form again is told that it has been shown.
        return executed is Executed<Answer>.Fresh
            ? visit.Show<TokensView, TokensModel>(await Model(visit, draft with { Name = "" }) with { Fresh = secret })
            : await Refused(visit, draft, "shown", StatusCodes.Status409Conflict);
    }

    public async Task<IResult> End(Visit visit)
    {
        var outcome = Outcome.Of(await keeping.Revoke(visit.Caller.Member, visit.Part("id"), visit.Command(), visit.Stop), "token");
        return outcome.IsDone ? Visit.GoTo(Path, "ended") : visit.Missing();
    }

    private async Task<IResult> Refused(Visit visit, TokenDraft draft, string trouble, int status) => visit.Show<TokensView, TokensModel>(await Model(visit, draft) with { Trouble = trouble }, status);

    private async Task<TokensModel> Model(Visit visit, TokenDraft draft)
    {
        var lines = new List<TokenLine>();
        foreach (var token in await queries.TokensOf(visit.Caller.Member, visit.Stop))
        {
            if (token is { Kind: TokenKind.Token, RevokedAt: null } && token.ExpiresAt > visit.Now)
                lines.Add(new TokenLine(token.Id, token.Name, token.Role, token.Scopes.Contains(Doorkeeper.Write), await days.Of(token.MadeAt, visit.Stop), await days.Of(token.ExpiresAt, visit.Stop)));
        }

        return new TokensModel { Tokens = lines, Roles = [.. Enum.GetValues<Role>().Where(role => role <= visit.Caller.Role)], Draft = draft, Today = await days.Today(visit.Stop) };
    }
}

internal static class TokensRoutes
{
    public static IServiceCollection AddTokensPage(this IServiceCollection services) => services.AddSingleton<TokensPage>();

    public static void MapTokensPage(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<TokensPage>();
        routes.Page(TokensPage.Path, Access.Member, page.Show);
        routes.Form(TokensPage.Path, Access.Member, page.Make);
        routes.Form("/me/tokens/{id}/end", Access.Member, page.End);
    }
}
