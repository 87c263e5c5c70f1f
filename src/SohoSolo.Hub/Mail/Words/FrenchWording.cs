using System.Globalization;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Mail.Words;

/// <summary>French, with the blanks that French typography wants: none of them may be broken at the end of a line.</summary>
internal sealed class FrenchWording : Wording
{
    /// <summary>Before a colon and between a number and its word.</summary>
    private const string Nb = "\u00A0";

    private static readonly CultureInfo French = CultureInfo.InvariantCulture;

    private static readonly string[] Days = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];

    private static readonly string[] Months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    public override string What => "Quoi";

    public override string Where => "Où";

    public override string When => "Quand";

    public override string Before => "Avant";

    public override string Purpose => "Objet";

    public override string Instead => "À la place";

    public override string InsteadLink => "Réserver autre chose";

    public override string StopSays => "Ne plus recevoir ces messages";

    public override string Closing => "Ce message est envoyé automatiquement par le réseau des télécentres.";

    public override string Calendar(Uri choice, bool isOfMany) =>
        $"{(isOfMany ? $"Le fichier joint contient toutes ces dates{Nb}: ouvrez-le pour mettre votre agenda à jour." : "Le fichier joint met votre agenda à jour.")} Pour ne plus en recevoir{Nb}: {choice.AbsoluteUri}";

    public override string SignInLink => "Me connecter";

    public override string SignInSubject => "Votre code de connexion";

    public override IEnumerable<string> SignIn(string code, int minutes) =>
    [
        $"Voici votre code de connexion{Nb}: {code}. Saisissez-le sur la page où vous l’avez demandé, dans les {minutes.ToString(French)} minutes.",
        "Vous pouvez aussi suivre le lien ci-dessous, sur l’appareil de votre choix.",
        "Si vous n’avez rien demandé, ne faites rien : sans ce code, personne n’entre.",
    ];

    public override string KeyAddedSubject => "Une clé d’accès a été ajoutée à votre compte";

    public override IEnumerable<string> KeyAdded =>
    [
        $"Une clé d’accès vient d’être ajoutée à votre compte{Nb}: elle permet de se connecter sans code.",
        "Si c’est vous, il n’y a rien à faire.",
        "Sinon, supprimez-la à l’adresse ci-dessous, fermez vos autres sessions sur la page de votre compte et prévenez l’accueil de votre télécentre.",
    ];

    public override string KeyAddedLink => "Voir mes clés d’accès";

    public override string Greeting(string name) => $"Bonjour {name},";

    public override string Subject(MailFacts facts)
    {
        var head = facts.Kind switch
        {
            MailKinds.Confirmed => facts.IsOfMany ? "Réservations confirmées" : "Réservation confirmée",
            MailKinds.Requested => "Demande enregistrée",
            MailKinds.ApprovalAsked => "Demande à accepter",
            MailKinds.Approved => "Demande acceptée",
            MailKinds.Refused => "Demande non acceptée",
            MailKinds.Changed => facts.IsOfMany ? "Réservations modifiées" : "Réservation modifiée",
            MailKinds.Cancelled => facts.IsOfMany ? "Réservations annulées" : "Réservation annulée",
            MailKinds.Offered => "Une place s’est libérée",
            MailKinds.Reminder => "Votre arrivée n’est pas constatée",
            MailKinds.NoShow => "Place rendue",
            MailKinds.NoShowUndone => "Votre présence est reconnue",
            MailKinds.LeaveOffered => "Votre place semble libre",
            MailKinds.EarlyRelease => "Place rendue",
            MailKinds.GuestInvited => "Invitation",
            MailKinds.GuestChanged => "Invitation modifiée",
            MailKinds.GuestCancelled => "Invitation annulée",
            _ => "Réservation régulière",
        };
        var when = Briefly(facts.Stays[0].During, facts.Site.Calendar, facts.Now);
        return $"{head}{Nb}: {(facts.IsOfMany ? $"{facts.Stays.Count.ToString(French)} dates, à partir du {when}" : when)}";
    }

    public override IEnumerable<string> Says(MailFacts facts)
    {
        string[] says = facts.Kind switch
        {
            MailKinds.Confirmed => [Confirmed(facts)],
            MailKinds.Requested => ["Votre demande est enregistrée. La place vous est gardée jusqu’à la réponse de l’accueil."],
            MailKinds.ApprovalAsked => [$"{facts.Asker} demande une place qui attend votre accord{UpTo(facts, "avant", "avant le")}. Sans réponse de votre part, la demande sera refusée."],
            MailKinds.Approved => ["L’accueil a accepté votre demande. La place est à vous."],
            MailKinds.Refused when facts.EndReason == "unanswered" => ["Votre demande est restée sans réponse. La place n’est pas réservée et rien ne vous est décompté."],
            MailKinds.Refused => ["L’accueil n’a pas pu accepter votre demande. Rien ne vous est décompté."],
            MailKinds.Changed => [facts.IsOfMany ? "Vos réservations ont changé. Les voici telles qu’elles sont maintenant." : $"Votre réservation {Change(facts)}. La voici telle qu’elle est maintenant."],
            MailKinds.Cancelled => [Cancelled(facts)],
            MailKinds.Offered => [$"La place que vous attendiez s’est libérée. Elle vous est gardée{UpTo(facts, "jusqu’à", "jusqu’au")}.", "Sans réponse de votre part, elle sera proposée à la personne suivante."],
            MailKinds.Reminder => [$"Votre arrivée n’a pas encore été constatée. Sans nouvelle de vous{UpTo(facts, "avant", "avant le")}, la place sera rendue aux autres.", "Si vous êtes sur place, présentez votre badge à la porte ou signalez votre arrivée. Si vous ne venez plus, rendez la place dès maintenant."],
            MailKinds.NoShow => ["Votre arrivée n’a pas été constatée et la place était libre. Elle a été rendue aux autres.", "Cette réservation vous reste décomptée. Si c’est une erreur, dites-le à l’accueil."],
            MailKinds.NoShowUndone => ["Nous vous avions écrit que votre arrivée n’avait pas été constatée. C’était une erreur, et elle est corrigée."],
            MailKinds.LeaveOffered => ["Votre place semble libre. Si vous avez terminé, vous pouvez la rendre aux autres. Les demi-journées non entamées vous sont alors rendues."],
            MailKinds.EarlyRelease => [EarlyRelease(facts), "Les demi-journées non entamées vous sont rendues."],
            MailKinds.GuestInvited => [$"{facts.Asker} vous attend au télécentre et nous a confié votre adresse pour vous le dire. Elle ne sert à rien d’autre."],
            MailKinds.GuestChanged => [$"Votre visite à {facts.Asker} a changé. Voici comment elle est prévue maintenant."],
            MailKinds.GuestCancelled => [$"Votre visite à {facts.Asker} n’aura pas lieu."],
            _ => ["Les dernières fois, personne n’est venu à cette réservation régulière. Si vous n’en avez plus besoin, rendez les dates suivantes."],
        };
        return says;
    }

    public override string Link(string kind) => kind switch
    {
        MailKinds.ApprovalAsked => "Accepter ou refuser",
        MailKinds.Offered => "Prendre la place ou la laisser",
        MailKinds.Confirmed or MailKinds.Approved or MailKinds.Changed or MailKinds.Requested => "Voir, changer ou annuler la réservation",
        MailKinds.Reminder => "Signaler votre arrivée ou rendre la place",
        MailKinds.LeaveOffered => "Rendre la place ou la garder",
        MailKinds.GhostQuestion => "Garder ou rendre les dates suivantes",
        MailKinds.GuestInvited or MailKinds.GuestChanged or MailKinds.GuestCancelled => "Voir le télécentre",
        _ => "Voir la réservation",
    };

    public override string Day(DateOnly day, DateOnly today)
    {
        var number = day.Day == 1 ? "1er" : day.Day.ToString(French);
        return $"{Days[(int)day.DayOfWeek]} {number}{Nb}{Months[day.Month - 1]}{(day.Year == today.Year ? "" : $"{Nb}{day.Year.ToString(CultureInfo.InvariantCulture)}")}";
    }

    public override string Hour(TimeOnly hour) => hour.Minute == 0
        ? $"{hour.Hour.ToString(CultureInfo.InvariantCulture)}{Nb}h"
        : $"{hour.Hour.ToString(CultureInfo.InvariantCulture)}{Nb}h{Nb}{hour.Minute.ToString("00", CultureInfo.InvariantCulture)}";

    protected override string Part(DayPart part) => part switch
    {
        DayPart.Morning => "matin",
        DayPart.Afternoon => "après-midi",
        _ => "toute la journée",
    };

    protected override string FromTo(string from, string to) => $"de {from} à {to}";

    protected override string Through(string first, string from, string last, string to) => $"du {first} à {from} au {last} à {to}";

    private static string Confirmed(MailFacts facts)
    {
        if (facts.IsOfMany) return "Vos réservations sont confirmées.";

        return facts switch
        {
            { What: "walked-in" or "walked-in-overdrawn" } => "Votre badge a été reconnu à la porte. Cette place est à vous.",
            { What: "taken" } or { Actor: MailActor.System } => "La place que vous attendiez est réservée pour vous.",
            { Actor: MailActor.Site } => "L’accueil a réservé cette place pour vous.",
            _ => "Votre réservation est confirmée.",
        };
    }

    /// <summary><c>avant 9 h 10</c>, but <c>avant le mardi 24 novembre à 9 h 10</c>.</summary>
    private string UpTo(MailFacts facts, string hour, string day)
    {
        if (facts.Until is not { } at) return "";

        var moment = Moment(at, facts.Site.Calendar, facts.Now);
        return moment.Contains(", ", StringComparison.Ordinal) ? $" {day} {moment.Replace(", ", " à ", StringComparison.Ordinal)}" : $" {hour} {moment}";
    }

    private static string Change(MailFacts facts)
    {
        var (before, now) = (facts.Before, facts.Stays[0]);
        if (before is null) return "a changé";
        if (before.Place == now.Place && before.During.Contains(now.During)) return "a été raccourcie";

        return before.Place == now.Place && now.During.Contains(before.During) ? "a été prolongée" : "a été déplacée";
    }

    private static string Cancelled(MailFacts facts)
    {
        var what = facts.IsOfMany ? "Vos réservations sont annulées" : "Votre réservation est annulée";
        var said = facts.Closure is { } reason ? $" Motif{Nb}: {reason}." : "";
        return facts switch
        {
            { EndReason: "closed" } => $"Le télécentre sera fermé. {what} et rien ne vous est décompté.{said}",
            { EndReason: "blocked" } => $"La place est hors service. {what} et rien ne vous est décompté.{said}",
            { Actor: MailActor.Site } => $"{what} par l’accueil.",
            { Actor: MailActor.Herself } => $"{what}, comme vous l’avez demandé.",
            _ => $"{what}.",
        };
    }

    private static string EarlyRelease(MailFacts facts) => facts switch
    {
        { EndReason: "closed" or "blocked" } => "Le télécentre a dû fermer ou retirer la place. Votre réservation se termine maintenant.",
        { Actor: MailActor.Site } => "L’accueil a rendu votre place aux autres.",
        _ => "Votre départ a été constaté. Votre place a été rendue aux autres, comme vous l’aviez choisi.",
    };
}
