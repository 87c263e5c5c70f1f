using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Demo;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Passkeys;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.SignIn;

/// <summary>The first question: who is it. <paramref name="Trouble"/> is a word of <see cref="SignInText"/>.</summary>
public sealed record SignInModel(string Next, string? Email, string? Trouble, bool CanWrite, bool HasPasskeys, IReadOnlyList<(string Word, string Member)> DemoPersons);

/// <summary>The second question: the code that was sent. In a demo it is shown, because nobody reads its mail.</summary>
public sealed record CodeModel(string Next, string? DemoCode, string? Trouble, int Left);

/// <summary>What a link out of a letter leads to; a press makes it count, so that whoever only looks at links for safety uses none up.</summary>
public sealed record LinkModel(string Secret, bool IsOver);

/// <summary>Where somebody says who she is.</summary>
internal sealed class SignInPage(HubSettings settings, StoreQueries queries, SignInKeeping keeping, SessionKeeping sessions, AskedSignIn asked, PasskeyPlace passkeys)
{
    private const int LongestEmail = 200;

    private static readonly (string Word, string Member)[] DemoPersons =
        [("anne", DemoMembers.Anne.Value), ("keeper", DemoMembers.KeeperOf(new SiteId("nogaro")).Value), ("chamber", DemoMembers.Chamber.Value)];

    private bool IsDemo => settings.Demo == DemoProfile.Network;

    public Task<IResult> Show(Visit visit) => Task.FromResult(Start(visit, Next(visit), null, null));

    /// <summary>Whether or not there is such a member, the code is asked for next.</summary>
    public async Task<IResult> Ask(Visit visit)
    {
        var (email, next) = (visit.Field("email"), Next(visit));
        if (email is null || email.Length > LongestEmail || email.IndexOf('@', StringComparison.Ordinal) < 1 || email.EndsWith('@'))
            return Start(visit, next, email, "email.wrong", StatusCodes.Status422UnprocessableEntity);

        if (await keeping.Begin(email, visit.Http.Connection.RemoteIpAddress, visit.Language, visit.Stop) is not { } begun)
            return Start(visit, next, email, "too-often", StatusCodes.Status429TooManyRequests);

        asked.Keep(visit.Http, begun.Id, IsDemo ? begun.Code : null);
        return Visit.GoTo($"/sign-in/code?next={Uri.EscapeDataString(next)}");
    }

    public Task<IResult> ShowCode(Visit visit) => Task.FromResult(
        asked.Of(visit.Http) is var (_, code) ? visit.Show<CodeView, CodeModel>(new CodeModel(Next(visit), code, null, StoreSignIns.MostTries)) : Visit.GoTo("/sign-in"));

    public async Task<IResult> TryCode(Visit visit)
    {
        if (asked.Of(visit.Http) is not var (id, demoCode)) return Visit.GoTo("/sign-in");

        switch (await keeping.Try(id, visit.Field("code") ?? "", visit.Stop))
        {
            case SignInTry.Good(var member):
                AskedSignIn.Forget(visit.Http);
                return await Enter(visit, member, Next(visit));
            case SignInTry.Wrong({ } left) when left > 0:
                return visit.Show<CodeView, CodeModel>(new CodeModel(Next(visit), demoCode, "code.wrong", left), StatusCodes.Status422UnprocessableEntity);
            default:
                AskedSignIn.Forget(visit.Http);
                return Start(visit, Next(visit), null, "code.over", StatusCodes.Status422UnprocessableEntity);
        }
    }

    public static Task<IResult> ShowLink(Visit visit) => Task.FromResult(visit.Show<LinkView, LinkModel>(new LinkModel(visit.Asked("k") ?? "", false)));

    public async Task<IResult> FollowLink(Visit visit) => await keeping.Follow(visit.Field("k") ?? "", visit.Stop) is { } member
        ? await Enter(visit, member, "/")
        : visit.Show<LinkView, LinkModel>(new LinkModel("", true), StatusCodes.Status422UnprocessableEntity);

    public async Task<IResult> EnterDemo(Visit visit)
    {
        var who = visit.Field("who");
        return IsDemo && Array.Exists(DemoPersons, person => person.Member == who) ? await Enter(visit, new MemberId(who!), Next(visit)) : visit.Missing();
    }

    public async Task<IResult> Leave(Visit visit)
    {
        if (Proof.OfCookie(visit.Http.Request) is { } proof) await sessions.End(proof, visit.Stop);

        SessionCookie.Clear(visit.Http);
        return Visit.GoTo("/sign-in");
    }

    public static string Next(Visit visit) => LocalPath.Or(visit.Field("next") ?? visit.Asked("next"), "/");

    /// <summary>The first question, again where something was wrong with the answer.</summary>
    public IResult Start(Visit visit, string next, string? email, string? trouble, int status = StatusCodes.Status200OK) =>
        visit.Show<SignInView, SignInModel>(new SignInModel(next, email, trouble, keeping.CanWrite, passkeys.Of(visit.Http.Request) == PasskeyWhere.Here, IsDemo ? DemoPersons : []), status);

    /// <summary>A session of its own for this browser; one that it had before ends, so that nobody goes on in what somebody else has put there.</summary>
    public async Task<IResult> Enter(Visit visit, MemberId id, string next)
    {
        if (await queries.Member(id, visit.Stop) is not { Status: MemberStatus.Active } member) return Start(visit, next, null, "inactive", StatusCodes.Status403Forbidden);

        if (Proof.OfCookie(visit.Http.Request) is { } before) await sessions.End(before, visit.Stop);

        SessionCookie.Set(visit.Http, await sessions.Begin(member, BrowserName.Of(visit.Http.Request), visit.Stop), SessionKeeping.Life);
        return Visit.GoTo(next);
    }
}
