using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Keys;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Passkeys;

/// <summary>What came of a key that was shown, or made.</summary>
internal abstract record PasskeyAnswer
{
    private PasskeyAnswer()
    {
    }

    /// <summary>It was hers that signed.</summary>
    public sealed record Recognised(Member Member) : PasskeyAnswer;

    /// <summary>A new one, not written down yet.</summary>
    public sealed record Made(UserPasskeyInfo Key) : PasskeyAnswer;

    /// <summary>The question was answered before, or too long ago, or never put.</summary>
    public sealed record Over : PasskeyAnswer;

    public sealed record TooOften : PasskeyAnswer;

    /// <summary>No key of ours, nobody's any more, or not signed here.</summary>
    public sealed record Wrong : PasskeyAnswer;
}

/// <summary>The two ceremonies of WebAuthn, as the shared framework does them: a device makes a key for us, and later signs with it. Each question is answered once.</summary>
internal sealed class PasskeyCeremony(Store store, KeyBox keys, PasskeyQuestion question, TimeProvider clock)
{
    /// <summary>A signature of the longest kind, with all that goes with it, is a tenth of this.</summary>
    private const int LongestAnswer = 20_000;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>What the browser asks its device for, in JSON, so that it makes a key.</summary>
    public async Task<string> AskNew(HttpContext context, Member member)
    {
        var entity = new PasskeyUserEntity { Id = member.Id.Value, Name = member.Email ?? member.Name, DisplayName = member.Name };
        var made = await Handler(context).MakeCreationOptionsAsync(entity, context);
        question.Keep(context, PasskeyQuestion.NewPath, made.AttestationState ?? "");
        return made.CreationOptionsJson;
    }

    /// <summary>What the browser asks its device for, in JSON, so that it signs with a key: whichever she chooses, for nobody has said yet who she is.</summary>
    public async Task<string> AskKnown(HttpContext context)
    {
        var made = await Handler(context).MakeRequestOptionsAsync(null, context);
        question.Keep(context, PasskeyQuestion.KnownPath, made.AssertionState ?? "");
        return made.RequestOptionsJson;
    }

    public async Task<PasskeyAnswer> ReadNew(HttpContext context, Member member, string said)
    {
        var (state, refused) = await Take(context, PasskeyQuestion.NewPath, said);
        if (state is null) return refused;

        var made = await Handler(context).PerformAttestationAsync(new PasskeyAttestationContext { CredentialJson = said, AttestationState = state, HttpContext = context });
        return made.Succeeded && made.UserEntity.Id == member.Id.Value ? new PasskeyAnswer.Made(made.Passkey) : new PasskeyAnswer.Wrong();
    }

    public async Task<PasskeyAnswer> ReadKnown(HttpContext context, string said)
    {
        var (state, refused) = await Take(context, PasskeyQuestion.KnownPath, said);
        if (state is null) return refused;

        var shown = await Handler(context).PerformAssertionAsync(new PasskeyAssertionContext { CredentialJson = said, AssertionState = state, HttpContext = context });
        if (!shown.Succeeded) return new PasskeyAnswer.Wrong();

        var isUsed = await store.Passkeys.Use(Base64Url.EncodeToString(shown.Passkey.CredentialId), shown.Passkey.SignCount, shown.Passkey.IsBackedUp, clock.GetUtcNow(), context.RequestAborted);
        return isUsed ? new PasskeyAnswer.Recognised(shown.User) : new PasskeyAnswer.Wrong();
    }

    /// <summary>The question that this is an answer to, used up before anybody looks at the answer; else why not.</summary>
    private async Task<(string? State, PasskeyAnswer Refused)> Take(HttpContext context, string path, string said)
    {
        if (question.Take(context, path) is not { } state) return (null, new PasskeyAnswer.Over());

        var (now, client) = (clock.GetUtcNow(), keys.MarkOf("sign-in client", $"{context.Connection.RemoteIpAddress}"));
        await store.Passkeys.Forget(now - Kept, context.RequestAborted);
        var went = await store.Passkeys.Take(PasskeyQuestion.NameOf(state), client, SignInKeeping.Limits.OfClient, now, context.RequestAborted);
        return went switch
        {
            PasskeyTry.TooOften => (null, new PasskeyAnswer.TooOften()),
            PasskeyTry.Again => (null, new PasskeyAnswer.Over()),
            _ => said.Length > LongestAnswer ? (null, new PasskeyAnswer.Wrong()) : (state, new PasskeyAnswer.Wrong()),
        };
    }

    private static IPasskeyHandler<Member> Handler(HttpContext context) => context.RequestServices.GetRequiredService<IPasskeyHandler<Member>>();
}
