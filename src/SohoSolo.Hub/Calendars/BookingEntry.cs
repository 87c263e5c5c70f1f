using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Calendars;

/// <summary>A booking as an event of a calendar: the same event in feeds and in messages, whoever tells it.</summary>
internal sealed record BookingEntry(Telecentre Site, string Address, Language Language, Uri Links)
{
    public CalendarEntry Of(BookingId id, int version, SpaceId space, TimeRange during, EntryStatus status, DateTimeOffset stamp) => new()
    {
        Uid = BookingEntries.Uid(id, Links.Host),
        Sequence = BookingEntries.Sequence(version),
        Stamp = stamp,
        During = during,
        Status = status,
        Summary = EntryWords.Title(Language, status, $"{Site.Find(space)?.Name ?? space.Value}, {Site.Name}"),
        Location = $"{Site.Name}, {Address}",
        Geo = Site.Location,
    };

    /// <summary>Hers: with what she wrote, whom she receives, and the way back.</summary>
    public CalendarEntry OfMine(Booking booking, EntryStatus status, DateTimeOffset stamp)
    {
        var link = new Uri(Links, $"bookings/{Uri.EscapeDataString(booking.Id.Value)}");
        var guests = booking.Guests.Select(guest => guest.Name).Where(name => name.Length > 0).ToList();
        string?[] says = [booking.Purpose, guests.Count > 0 ? EntryWords.Guests(Language, guests) : null, link.AbsoluteUri];
        return Of(booking, status, stamp) with { Created = booking.MadeAt, Link = link, Description = string.Join('\n', says.Where(line => line is not null)) };
    }

    /// <summary>A space's, for others than her: that it is taken, and by whom only where <paramref name="name"/> is told.</summary>
    public CalendarEntry OfSpace(Booking booking, EntryStatus status, DateTimeOffset stamp, string? name) =>
        Of(booking, status, stamp) with { Summary = EntryWords.Title(Language, status, name ?? EntryWords.Busy(Language)) };

    private CalendarEntry Of(Booking booking, EntryStatus status, DateTimeOffset stamp) => Of(booking.Id, booking.Version, booking.Space, booking.During, status, stamp);
}
