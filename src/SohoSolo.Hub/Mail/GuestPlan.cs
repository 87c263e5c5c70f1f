using SohoSolo.Core.Bookings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail;

/// <summary>What those are told whom a member receives, where she gave their address: when and where she expects them, what changes of it, and that it does not take place. Nothing before it is certain.</summary>
internal static class GuestPlan
{
    public static IEnumerable<PlannedMail> About(Booking booking, IReadOnlyList<JournalEntry> news, IReadOnlyList<MailTold> heard)
    {
        foreach (var guest in booking.Guests.Where(guest => !string.IsNullOrWhiteSpace(guest.Email)).DistinctBy(guest => guest.Email, StringComparer.OrdinalIgnoreCase))
        {
            var last = heard.LastOrDefault(one => string.Equals(one.To, guest.Email, StringComparison.OrdinalIgnoreCase));
            if (Kind(booking, news, last) is { } kind)
                yield return new PlannedMail(kind, [booking], news[^1].What, news[^1].Actor, news[^1].Version, last?.About) { Guest = guest };
        }
    }

    private static string? Kind(Booking booking, IReadOnlyList<JournalEntry> news, MailTold? last) => booking.Status switch
    {
        BookingStatus.Confirmed or BookingStatus.CheckedIn when last is null or { Kind: MailKinds.GuestCancelled } =>
            news.Any(entry => MailPlan.Made.Contains(entry.What) || MailPlan.Moved.Contains(entry.What)) ? MailKinds.GuestInvited : null,
        BookingStatus.Confirmed or BookingStatus.CheckedIn => MailPlan.Differs(last.About, booking) ? MailKinds.GuestChanged : null,
        BookingStatus.Cancelled or BookingStatus.Refused or BookingStatus.NoShow when last is not null and not { Kind: MailKinds.GuestCancelled } => MailKinds.GuestCancelled,
        _ => null,
    };
}
