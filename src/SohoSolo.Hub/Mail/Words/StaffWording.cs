using System.Diagnostics;
using System.Globalization;
using System.Resources;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Pages.Board;

namespace SohoSolo.Hub.Mail.Words;

/// <summary>Words of messages to those who look after places: the day at a télécentre, what a closure did, a month's figures.</summary>
internal abstract class StaffWording
{
    private static readonly ResourceManager Board = new(typeof(BoardText));

    public static StaffWording Of(Language language) => language switch
    {
        Language.Fr => new FrenchStaffWording(),
        Language.En => new EnglishStaffWording(),
        _ => throw new UnreachableException($"{language}"),
    };

    protected abstract CultureInfo Culture { get; }

    public abstract string DaySubject(string site, string day);

    public abstract string DaySays(int expected, int guests);

    public abstract string Expected { get; }

    public abstract string Guests(int guests);

    public abstract string Closures { get; }

    public abstract string Alarms { get; }

    /// <summary>What an alarm is about, as the board says it.</summary>
    public string Alarm(string kind) => Board.GetString($"alarm.{kind}", Culture) ?? Board.GetString("alarm.other", Culture)!;

    public string Number(double figure) => figure.ToString("#,0.#", Culture);

    public abstract string DayLink { get; }

    public abstract string ClosureSubject(string site, string when);

    public abstract string ClosureSays(string reason, int bookings, int members);

    public abstract string Concerned { get; }

    public abstract string ClosureLink { get; }

    public abstract string ReportSubject(string month);

    public abstract string ReportSays(string month);

    /// <summary>In the order of <c>Measures</c>.</summary>
    public abstract IReadOnlyList<string> Figures { get; }

    public abstract string Persons { get; }

    public abstract string Hidden { get; }

    public abstract string ReportLink { get; }

    public abstract string Month(DateOnly month);
}

internal sealed class FrenchStaffWording : StaffWording
{
    private const string Nb = "\u00A0";

    private static readonly string[] Months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    protected override CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("fr");

    public override string DaySubject(string site, string day) => $"{site}{Nb}: {day}";

    public override string DaySays(int expected, int guests) => expected == 0
        ? "Personne n’est attendu aujourd’hui."
        : $"{expected}{Nb}{(expected == 1 ? "réservation" : "réservations")} aujourd’hui{(guests == 0 ? "" : $", {guests}{Nb}{(guests == 1 ? "invité" : "invités")}")}.";

    public override string Expected => "Attendus";

    public override string Guests(int guests) => $"{guests}{Nb}{(guests == 1 ? "invité" : "invités")}";

    public override string Closures => "Fermé ou hors service";

    public override string Alarms => "À regarder";

    public override string DayLink => "Ouvrir la feuille du jour";

    public override string ClosureSubject(string site, string when) => $"Fermeture enregistrée{Nb}: {site}, {when}";

    public override string ClosureSays(string reason, int bookings, int members) =>
        $"La fermeture («{Nb}{reason}{Nb}») annule {bookings}{Nb}{(bookings == 1 ? "réservation" : "réservations")} {(members == 1 ? "d’un membre" : $"de {members}{Nb}membres")}. "
        + $"Rien ne {(members == 1 ? "lui" : "leur")} est décompté{Nb}; {(members == 1 ? "il" : "chacun")} est prévenu, avec d’autres possibilités.";

    public override string Concerned => "Qui est concerné";

    public override string ClosureLink => "Voir les fermetures";

    public override string ReportSubject(string month) => $"Fréquentation {De(month)}";

    public override string ReportSays(string month) => $"Les chiffres {De(month)} sont arrêtés pour tout le réseau. Ils ne changeront plus sans qu’une révision datée le dise.";

    public override IReadOnlyList<string> Figures => ["Demi-journées réservées", "Demi-journées utilisées", "Absences", "Venues sans réservation", "Invités", "Heures"];

    public override string Persons => "Membres différents";

    public override string Hidden => $"masqué{Nb}: trop peu de personnes, ou pour en protéger d’autres";

    public override string ReportLink => "Voir le tableau de bord";

    /// <summary>avril, août and octobre begin with a vowel.</summary>
    private static string De(string month) => month[0] is 'a' or 'o' ? $"d’{month}" : $"de {month}";

    public override string Month(DateOnly month) => $"{Months[month.Month - 1]} {month.Year}";
}

internal sealed class EnglishStaffWording : StaffWording
{
    protected override CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("en");

    public override string DaySubject(string site, string day) => $"{site}: {day}";

    public override string DaySays(int expected, int guests) => expected == 0
        ? "Nobody is expected today."
        : $"{expected} {(expected == 1 ? "booking" : "bookings")} today{(guests == 0 ? "" : $", {guests} {(guests == 1 ? "guest" : "guests")}")}.";

    public override string Expected => "Expected";

    public override string Guests(int guests) => $"{guests} {(guests == 1 ? "guest" : "guests")}";

    public override string Closures => "Closed or out of use";

    public override string Alarms => "To look at";

    public override string DayLink => "Open the day sheet";

    public override string ClosureSubject(string site, string when) => $"Closure saved: {site}, {when}";

    public override string ClosureSays(string reason, int bookings, int members) =>
        $"The closure (“{reason}”) cancels {bookings} {(bookings == 1 ? "booking" : "bookings")} of {members} {(members == 1 ? "member" : "members")}. Nothing is counted; each of them is told, with what else could be had.";

    public override string Concerned => "Who is concerned";

    public override string ClosureLink => "See the closures";

    public override string ReportSubject(string month) => $"Use in {month}";

    public override string ReportSays(string month) => $"The figures of {month} are final for the whole network. They change no more but by a revision that has a date.";

    public override IReadOnlyList<string> Figures => ["Half-days booked", "Half-days used", "No-shows", "Walk-ins", "Guests", "Hours"];

    public override string Persons => "Different members";

    public override string Hidden => "hidden: too few persons, or to protect others";

    public override string ReportLink => "See the dashboard";

    public override string Month(DateOnly month) => month.ToString("MMMM yyyy", CultureInfo.InvariantCulture);
}
