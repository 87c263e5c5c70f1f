using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Mail.Words;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail;

/// <summary>A message to somebody who looks after places; whoever wants none of its kind is passed over before.</summary>
internal sealed class StaffLetters(StoreQueries queries, StopLinks stops, HubSettings settings)
{
    /// <summary>Those of the readers who want messages of this kind and can be written to, each with her language.</summary>
    public async Task<IReadOnlyList<(Member Reader, Language Language)>> Readers(string kind, IReadOnlyList<Member> members, CancellationToken stop)
    {
        MemberId[] ids = [.. members.Select(member => member.Id)];
        if (ids.Length == 0) return [];

        var (refused, chosen) = (await queries.MailRefusals(ids, stop), await queries.Preferences(ids, stop));
        return
        [
            .. from member in members
               where member is { Email: not null, Status: MemberStatus.Active } && !refused[member.Id].Contains(kind)
               select (member, chosen.GetValueOrDefault(member.Id)?.Language ?? Language.Fr),
        ];
    }

    /// <param name="key">What it is about; a second one of the same key is not written.</param>
    /// <param name="kind">An optional one.</param>
    /// <param name="site">Which site it is about, if any.</param>
    /// <param name="to">Who reads it, in which language.</param>
    /// <param name="says">What it says.</param>
    /// <param name="now">When it is written.</param>
    /// <param name="life">For how long it is worth reading.</param>
    public Letter Write(string key, string kind, SiteId? site, (Member Reader, Language Language) to, StaffText says, DateTimeOffset now, TimeSpan life)
    {
        var words = Wording.Of(to.Language);
        var mail = new MailText
        {
            Subject = Mime.EncodedWords.Clean(says.Subject),
            Greeting = words.Greeting(to.Reader.Name),
            Says = says.Says,
            Rows = says.Rows,
            Does = says.Does,
            Link = new Uri(settings.Links, says.Path),
            Closing = words.Closing,
            Stop = stops.Of(to.Reader.Id, kind) is { } link ? (words.StopSays, link) : null,
        };
        return AccountLetter.Of(mail, (key, kind), to.Reader, to.Language, settings, now, life) with { Site = site };
    }
}

/// <summary>What such a message says; <paramref name="Path"/> is below the hub's own address.</summary>
internal sealed record StaffText(string Subject, IReadOnlyList<string> Says, IReadOnlyList<(string Label, IReadOnlyList<string> Values)> Rows, string Does, string Path);
