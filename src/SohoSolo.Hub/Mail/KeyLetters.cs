using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Mail.Words;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail;

/// <summary>Tells a member that a key was added to her account: whoever did it sat at a browser in which she was signed in, and need not be she.</summary>
internal sealed class KeyLetters(StoreQueries queries, HubSettings settings)
{
    /// <summary>So long a server that is down may keep it waiting.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromDays(3);

    public async Task<IReadOnlyList<Letter>> Make(IEnumerable<JournalEntry> news, DateTimeOffset now, CancellationToken stop)
    {
        var added = (from entry in news where entry is { Entity: "passkey", What: "added", MemberId: not null } select (Key: entry.EntityId, Member: new MemberId(entry.MemberId!))).ToList();
        if (added.Count == 0) return [];

        MemberId[] ids = [.. added.Select(one => one.Member).Distinct()];
        var (members, chosen) = (await queries.MembersOf(ids, stop), await queries.Preferences(ids, stop));
        return
        [
            .. from one in added
               join member in members on one.Member equals member.Id
               where member is { Email: not null, Status: MemberStatus.Active }
               select Letter(one.Key, member, chosen.GetValueOrDefault(member.Id)?.Language ?? Language.Fr, now),
        ];
    }

    private Letter Letter(string key, Member member, Language language, DateTimeOffset now)
    {
        var words = Wording.Of(language);
        var mail = new MailText
        {
            Subject = words.KeyAddedSubject,
            Greeting = words.Greeting(member.Name),
            Says = [.. words.KeyAdded],
            Does = words.KeyAddedLink,
            Link = new Uri(settings.Links, "me/passkeys"),
            Closing = words.Closing,
        };
        return AccountLetter.Of(mail, ($"passkey/{key}/added", MailKinds.KeyAdded), member, language, settings, now, Life);
    }
}
