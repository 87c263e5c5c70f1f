using SohoSolo.Core.Members;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail;

/// <summary>A letter about a member's account, not about a booking: of use at once, and for a while.</summary>
internal static class AccountLetter
{
    /// <param name="member">Has an address.</param>
    public static Letter Of(MailText mail, (string Key, string Kind) about, Member member, Language language, HubSettings settings, DateTimeOffset now, TimeSpan life)
    {
        var id = Ids.Next();
        return new Letter
        {
            Id = id,
            Key = about.Key,
            Kind = about.Kind,
            Member = member.Id,
            Language = language,
            To = member.Email!,
            Subject = mail.Subject,
            Text = MailBody.Text(mail),
            Html = MailBody.Html(mail, Api.Words.Of(language)),
            MessageId = $"<{id}@{settings.MailFrom?.Domain ?? "localhost"}>",
            MadeAt = now,
            DueAt = now,
            ExpiresAt = now + life,
        };
    }
}
