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
    public async Task<string?> Of(Letter letter, string? name, CancellationToken stop)
    {
        if (letter is not { Method: { } method, Site: { } id } || await network.Site(id, stop) is not { } site) return null;

        var told = await queries.StillToldBy(letter.Id, stop);
        if (told.Count == 0) return null;

        var bookings = await queries.BookingsOf([.. told.Select(about => about.Booking)], stop);
        var asked = bookings.Where(booking => booking.Status == BookingStatus.Requested).Select(booking => booking.Id).ToHashSet();
        var writer = new BookingEntry(site, await addresses.Of(site, stop), letter.Language, settings.Links);
        var sender = settings.MailFrom ?? MailRoutes.Nobody;
        return CalendarWriter.Write(new CalendarFile
        {
            Method = method,
            Entries =
            [
                .. from about in told
                   let status = method == CalendarMethod.Cancel ? EntryStatus.Cancelled : asked.Contains(about.Booking) ? EntryStatus.Tentative : EntryStatus.Confirmed
                   let entry = writer.Of(about.Booking, about.Version, about.Space, about.During, status, letter.MadeAt)
                   select (site.Calendar, entry with
                   {
                       Organizer = new CalendarPerson(sender.Name, sender.Address),
                       Attendee = new CalendarPerson(name, letter.To, HasAccepted: !MailKinds.IsForGuest(letter.Kind)),
                   }),
            ],
        });
    }
}
