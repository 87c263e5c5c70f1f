using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Mail.Words;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Identity;

/// <summary>What came of asking for a code: the id that the browser keeps, and the code itself for a demo to show; null where it was asked too often.</summary>
internal sealed record SignInBegun(string Id, string Code);

/// <summary>
/// The use case of signing in by mail: a code of six digits for the browser that asked, and a link for any. Whoever asks is told the same whether or not there is such a member.
/// </summary>
internal sealed class SignInKeeping(Store store, StoreQueries queries, KeyBox keys, HubSettings settings, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    public static readonly SignInLimits Limits = new(OfAddress: 5, OfClient: 30);

    private const int Codes = 1_000_000;

    /// <summary>For as long as the limits look back, and a day more for who looks into a complaint.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Whether letters are sent at all.</summary>
    public bool CanWrite => settings.Mail is not MailSetting.Off;

    /// <summary>Null where it was asked too often within the hour, for this address or from this client.</summary>
    public async Task<SignInBegun?> Begin(string email, IPAddress? client, Language language, CancellationToken stop)
    {
        var (now, address) = (clock.GetUtcNow(), email.Trim().ToLowerInvariant());
        var member = await queries.MemberByEmail(address, stop);
        var (id, code, secret) = (Ids.Next(), RandomNumberGenerator.GetInt32(Codes).ToString("000000", CultureInfo.InvariantCulture), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

        // The same work is done for nobody, so that time does not tell who is a member.
        var asked = new SignIn(id, keys.MarkOf("sign-in address", address), keys.MarkOf("sign-in client", $"{client}"), member?.Id, CodeMark(id, code), LinkMark(secret), now, now + Life);
        var letter = member is null ? null : Letter(member, id, code, secret, await LanguageOf(member, language, stop), now);
        await store.SignIns.Forget(now - Kept, stop);
        return await store.SignIns.Begin(asked, letter, Limits, stop) ? new SignInBegun(id, code) : null;
    }

    /// <summary>A link for somebody at the server itself, where no letters are sent or nobody has an address yet.</summary>
    public async Task<Uri> LinkFor(Member member, CancellationToken stop)
    {
        var (now, secret) = (clock.GetUtcNow(), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
        var id = Ids.Next();
        await store.SignIns.Begin(new SignIn(id, keys.MarkOf("sign-in address", id), keys.MarkOf("sign-in client", id), member.Id, null, LinkMark(secret), now, now + Life), letter: null, Limits, stop);
        return LinkOf(secret);
    }

    public Task<SignInTry> Try(string id, string code, CancellationToken stop) => store.SignIns.Try(id, CodeMark(id, string.Concat(code.Where(char.IsAsciiDigit))), clock.GetUtcNow(), stop);

    public Task<MemberId?> Follow(string secret, CancellationToken stop) => store.SignIns.Follow(LinkMark(secret), clock.GetUtcNow(), stop);

    private async Task<Language> LanguageOf(Member member, Language ofPage, CancellationToken stop) =>
        await queries.Preference(member.Id, stop) is { Version: > 0 } chosen ? chosen.Language : ofPage;

    private Letter Letter(Member member, string id, string code, string secret, Language language, DateTimeOffset now)
    {
        var words = Wording.Of(language);
        var mail = new MailText
        {
            Subject = words.SignInSubject,
            Greeting = words.Greeting(member.Name),
            Says = [.. words.SignIn(code, (int)Life.TotalMinutes)],
            Does = words.SignInLink,
            Link = LinkOf(secret),
            Closing = words.Closing,
        };
        return AccountLetter.Of(mail, ($"sign-in/{id}", MailKinds.SignIn), member, language, settings, now, Life);
    }

    private Uri LinkOf(string secret) => new(settings.Links, $"sign-in/link?k={secret}");

    /// <summary>Bound to its row: a code is of no use for another one's.</summary>
    private string CodeMark(string id, string code) => keys.MarkOf("sign-in code", $"{id} {code}");

    private string LinkMark(string secret) => keys.MarkOf("sign-in link", secret);
}
