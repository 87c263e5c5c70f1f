using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Pages.SignIn;
using SohoSolo.Hub.Passkeys;

namespace SohoSolo.Hub.Pages.Passkeys;

/// <summary>Signing in with a key instead of a code: what the page's script asks for, and the form that it sends.</summary>
internal sealed class PasskeySignInPage(SignInPage signIn, PasskeyCeremony ceremony, PasskeyPlace place)
{
    public async Task<IResult> Ask(Visit visit) =>
        place.Of(visit.Http.Request) == PasskeyWhere.Here ? Results.Text(await ceremony.AskKnown(visit.Http), "application/json") : visit.Missing();

    /// <summary>Whoever is refused is told the same, whether there is no such key or no such member any more.</summary>
    public async Task<IResult> Enter(Visit visit) => await ceremony.ReadKnown(visit.Http, visit.Field("credential") ?? "") switch
    {
        PasskeyAnswer.Recognised(var member) => await signIn.Enter(visit, member.Id, SignInPage.Next(visit)),
        PasskeyAnswer.TooOften => signIn.Start(visit, SignInPage.Next(visit), null, "passkey.too-often", StatusCodes.Status429TooManyRequests),
        PasskeyAnswer.Over => signIn.Start(visit, SignInPage.Next(visit), null, "passkey.over", StatusCodes.Status422UnprocessableEntity),
        _ => signIn.Start(visit, SignInPage.Next(visit), null, "passkey.wrong", StatusCodes.Status422UnprocessableEntity),
    };
}
