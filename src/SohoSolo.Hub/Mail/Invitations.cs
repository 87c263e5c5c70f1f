using SohoSolo.Core.Bookings;
using SohoSolo.Core.Calendars;
using SohoSolo.Hub.Calendars;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail;

/// <summary>
/// The calendar file that goes with a message (iTIP, RFC 5546), written when it is sent and from what the message told: sent again, it has the same UID and SEQUENCE. What a later message
/// tells better is left to that one, so that no calendar gets an older edition after a newer.
/// </summary>
internal sealed class Invitations(StoreQueries queries, NetworkCache network, SiteAddress addresses, HubSettings settings)
{
    /// <summary>The letter with its file. A request or a cancellation is for one event (RFC 5546 §3.2.2), and programs take only the first of several; several are published, for which nobody is asked to attend (§3.2.1).</summary>
    public async Task<Letter> With(Letter letter, string? name, CancellationToken stop)
    {
        if (letter is not { Method: { } method, Site: { } id } || await network.Site(id, stop) is not { } site) return letter;

        var told = await queries.StillToldBy(letter.Id, stop);
        if (told.Count == 0) return letter;

        var bookings = await queries.BookingsOf([.. told.Select(about => about.Booking)], stop);
        var asked = bookings.Where(booking => booking.Status == BookingStatus.Requested).Select(booking => booking.Id).ToHashSet();
        var writer = new BookingEntry(site, await addresses.Of(site, stop), letter.Language, settings.Links);
        var sender = settings.MailFrom ?? MailRoutes.Nobody;
        var attends = told.Count == 1 ? new CalendarPerson(name, letter.To, HasAccepted: !MailKinds.IsForGuest(letter.Kind)) : null;
        var file = new CalendarFile
        {
            Method = told.Count == 1 ? method : CalendarMethod.Publish,
            Entries =
            [
                .. from about in told
                   let status = method == CalendarMethod.Cancel ? EntryStatus.Cancelled : asked.Contains(about.Booking) ? EntryStatus.Tentative : EntryStatus.Confirmed
                   let entry = writer.Of(about.Booking, about.Version, about.Space, about.During, status, letter.MadeAt)
                   select (site.Calendar, entry with
                   {
                       Organizer = new CalendarPerson(sender.Name, sender.Address),
                       Attendee = attends,
                   }),
            ],
        };
        return letter with { Method = file.Method, Calendar = CalendarWriter.Write(file) };
    }
}
