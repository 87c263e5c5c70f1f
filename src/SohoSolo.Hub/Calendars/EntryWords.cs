using System.Diagnostics;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Members;

namespace SohoSolo.Hub.Calendars;

/// <summary>The few words that calendars show. What is not certain says so in its title, too: not every program shows an event's status.</summary>
internal static class EntryWords
{
    public static string Title(Language language, EntryStatus status, string what) => (status, language) switch
    {
        (EntryStatus.Confirmed, _) => what,
        (EntryStatus.Tentative, Language.Fr) => $"À confirmer\u00A0: {what}",
        (EntryStatus.Tentative, _) => $"To be confirmed: {what}",
        (EntryStatus.Cancelled, Language.Fr) => $"Annulé\u00A0: {what}",
        (EntryStatus.Cancelled, _) => $"Cancelled: {what}",
        _ => throw new UnreachableException($"{status}"),
    };

    public static string Busy(Language language) => language == Language.Fr ? "Occupé" : "Busy";

    /// <summary>What a member's own feed is called where she subscribes to it.</summary>
    public static string Own(Language language) => language == Language.Fr ? "Mes réservations (télécentres)" : "My bookings (télécentres)";

    public static string Guests(Language language, IEnumerable<string> names) => $"{(language == Language.Fr ? "Avec" : "With")} {string.Join(", ", names)}";
}
