using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Members;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Mail.Words;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail;

/// <summary>Makes letters of what is planned: to whom, in her language, with the words of its kind. Who has no address gets none.</summary>
internal sealed class LetterMaker(StoreQueries queries, NetworkCache network, SiteAddress addresses, Neighbourhood neighbourhood, StopLinks stops, HubSettings settings)
{
    /// <summary>So long a message waits in case its booking is changed again: who corrects herself gets one message, not three.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    private readonly string domain = settings.MailFrom?.Domain ?? "localhost";

    public async Task<IReadOnlyList<Letter>> Make(IReadOnlyList<PlannedMail> planned, DateTimeOffset now, CancellationToken stop)
    {
        if (planned.Count == 0) return [];

        var sites = (await network.Get(stop)).Sites;
        var members = (await queries.MembersOf([.. planned.Select(mail => mail.Member).Distinct()], stop)).ToDictionary(member => member.Id);
        var letters = new List<Letter>();
        foreach (var mail in planned.Where(mail => sites.ContainsKey(mail.Bookings[0].Site) && members.ContainsKey(mail.Member)))
        {
            var site = sites[mail.Bookings[0].Site];
            var member = members[mail.Member];
            var readers = mail.Kind == MailKinds.ApprovalAsked ? await queries.KeepersOf(site.Id, stop) : [mail.Guest is { } guest ? member with { Name = guest.Name, Email = guest.Email } : member];
            MemberId[] ids = [.. readers.Select(reader => reader.Id)];
            var (chosen, refused) = (await queries.Preferences(ids, stop), await queries.MailRefusals(ids, stop));
            var instead = mail.Guest is null ? await Instead(mail, site, sites, stop) : [];
            var address = await addresses.Of(site, stop);
            letters.AddRange(
                from reader in readers
                where reader is { Email: not null, Status: not MemberStatus.Left } && !(OptionalMail.Has(mail.Kind) && refused[reader.Id].Contains(mail.Kind))
                let preference = chosen.GetValueOrDefault(reader.Id)
                let method = preference is { CalendarMail: false } && mail.Guest is null ? null : MailKinds.MethodOf(mail.Kind)
                select Letter(mail, reader, preference?.Language ?? Language.Fr, method, Facts(mail, site, address, reader.Name, member.Name, now) with
                {
                    Calendar = method is not null && mail.Guest is null ? new Uri(settings.Links, "me/calendar") : null,
                    Stop = stops.Of(reader.Id, mail.Kind),
                    Instead = instead,
                    Elsewhere = instead.Count > 0 ? Elsewhere(instead[0], mail.Bookings[0]) : null,
                }));
        }

        return letters;
    }

    private Letter Letter(PlannedMail mail, Member reader, Language language, CalendarMethod? method, MailFacts facts)
    {
        var (id, first, words) = (Ids.Next(), mail.Bookings[0], Wording.Of(language));
        var waits = mail.Kind is MailKinds.Confirmed or MailKinds.Requested or MailKinds.Changed or MailKinds.Cancelled || MailKinds.IsForGuest(mail.Kind);
        return new Letter
        {
            Id = id,
            Key = $"booking/{first.Id}/{mail.Version}/{mail.Kind}/{mail.Guest?.Email ?? reader.Id.Value}",
            Kind = mail.Kind,
            Member = reader.Id,
            Site = first.Site,
            Language = language,
            To = reader.Email!,
            Subject = Mime.EncodedWords.Clean(words.Subject(facts)),
            Text = MailBody.Text(facts, words),
            Html = MailBody.Html(facts, words, Api.Words.Of(language)),
            Method = method,
            MessageId = $"<{id}@{domain}>",
            MadeAt = facts.Now,
            DueAt = waits ? facts.Now + Settling : facts.Now,
            ExpiresAt = mail.Bookings.Max(booking => MailKinds.Expires(mail.Kind, booking)),
            About = [.. mail.Bookings.Select(booking => new MailAbout(booking.Id, booking.Version, booking.Space, booking.During))],
        };
    }

    private MailFacts Facts(PlannedMail mail, Telecentre site, string address, string reader, string asker, DateTimeOffset now)
    {
        var first = mail.Bookings[0];
        return new MailFacts
        {
            Kind = mail.Kind,
            What = mail.What,
            Actor = mail.Actor == first.Member.Value ? MailActor.Herself : mail.Actor == Deciding.SystemCommand.Actor ? MailActor.System : MailActor.Site,
            Reader = reader,
            Asker = asker,
            Site = site,
            Address = address,
            Stays = [.. mail.Bookings.Select(booking => new Stay(PlaceName(site, booking.Space), booking.During, mail.Guest is null ? booking.Purpose : null))],
            Before = mail is { Kind: MailKinds.Changed or MailKinds.GuestChanged, Before: { } before } ? new Stay(PlaceName(site, before.Space), before.During, null) : null,
            Until = mail.Kind switch
            {
                MailKinds.Offered or MailKinds.ApprovalAsked => first.DueAt,
                MailKinds.Reminder => NoShowPolicy.Deadline(first, site.Rules),
                _ => null,
            },
            EndReason = first.EndReason,
            Closure = site.Closures.FirstOrDefault(closure => closure.During.Overlaps(first.During) && (closure.Space is null || closure.Space == first.Space))?.Reason,
            Link = new Uri(settings.Links, mail.Guest is null ? $"bookings/{Uri.EscapeDataString(first.Id.Value)}" : $"telecentres/{Uri.EscapeDataString(site.Id.Value)}"),
            Now = now,
        };
    }

    /// <summary>What a closure took can be had elsewhere, or at another time; for one date, as of several each would be another.</summary>
    private async Task<IReadOnlyList<InsteadStay>> Instead(PlannedMail mail, Telecentre site, IReadOnlyDictionary<SiteId, Telecentre> sites, CancellationToken stop)
    {
        if (mail is not { Kind: MailKinds.Cancelled, Bookings: [{ EndReason: "closed" or "blocked" } gone] }) return [];
        if (site.Closures.FirstOrDefault(closure => closure.During.Overlaps(gone.During) && (closure.Space is null || closure.Space == gone.Space)) is not { } closure) return [];

        return
        [
            .. from other in await neighbourhood.Instead(gone, closure, stop)
               let there = sites.GetValueOrDefault(new SiteId(other.Site))
               where there is not null
               select new InsteadStay(there, PlaceName(there, new SpaceId(other.Space)), other.During),
        ];
    }

    private Uri Elsewhere(InsteadStay other, Booking gone)
    {
        var (day, calendar) = (other.Site.Calendar.DayOf(other.During.Start), other.Site.Calendar);
        var part = ((DayPart[])[DayPart.Full, DayPart.Morning, DayPart.Afternoon]).Where(one => calendar.Span(day, one) == other.During).Select(Api.Words.Of).FirstOrDefault();
        var when = part is not null ? $"part={part}" : $"part=hours&from={Hour(other.During.Start)}&to={Hour(other.During.End)}";
        return new Uri(settings.Links, $"book?site={Uri.EscapeDataString(other.Site.Id.Value)}&day={Api.Times.Day(day)}&kind={Api.Words.Of(gone.Kind)}&{when}");

        string Hour(DateTimeOffset at) => Api.Times.Hour(TimeOnly.FromDateTime(calendar.ToLocal(at).DateTime));
    }

    private static string PlaceName(Telecentre site, SpaceId space) => site.Find(space)?.Name ?? space.Value;
}
