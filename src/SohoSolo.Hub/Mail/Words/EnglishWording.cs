using System.Globalization;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Mail.Words;

internal sealed class EnglishWording : Wording
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    public override string What => "What";

    public override string Where => "Where";

    public override string When => "When";

    public override string Before => "Before";

    public override string Purpose => "Purpose";

    public override string Instead => "Instead";

    public override string InsteadLink => "Book something else";

    public override string StopSays => "No more messages of this kind";

    public override string Closing => "This message was sent automatically by the network of télécentres.";

    public override string Calendar(Uri choice, bool isOfMany) =>
        $"{(isOfMany ? "The attached file holds all these dates: open it to bring your calendar up to date." : "The attached file updates your calendar.")} To get none any more: {choice.AbsoluteUri}";

    public override string SignInLink => "Sign me in";

    public override string SignInSubject => "Your sign-in code";

    public override IEnumerable<string> SignIn(string code, int minutes) =>
    [
        $"Your sign-in code is {code}. Enter it on the page where you asked for it, within {minutes.ToString(English)} minutes.",
        "Or follow the link below, on whichever device you like.",
        "If you asked for nothing, do nothing: without this code nobody gets in.",
    ];

    public override string KeyAddedSubject => "A passkey was added to your account";

    public override IEnumerable<string> KeyAdded =>
    [
        "A passkey has just been added to your account: it signs in without a code.",
        "If that was you, there is nothing to do.",
        "If not, remove it on the page below, close your other sessions on the page of your account, and tell the keeper of your télécentre.",
    ];

    public override string KeyAddedLink => "See my passkeys";

    public override string Greeting(string name) => $"Hello {name},";

    public override string Subject(MailFacts facts)
    {
        var head = facts.Kind switch
        {
            MailKinds.Confirmed => facts.IsOfMany ? "Bookings confirmed" : "Booking confirmed",
            MailKinds.Requested => "Request received",
            MailKinds.ApprovalAsked => "Request to approve",
            MailKinds.Approved => "Request approved",
            MailKinds.Refused => "Request not approved",
            MailKinds.Changed => facts.IsOfMany ? "Bookings changed" : "Booking changed",
            MailKinds.Cancelled => facts.IsOfMany ? "Bookings cancelled" : "Booking cancelled",
            MailKinds.Offered => "A place is free",
            MailKinds.Reminder => "Are you on your way?",
            MailKinds.NoShow => "Place given back",
            MailKinds.NoShowUndone => "Your presence is recognised",
            MailKinds.LeaveOffered => "Have you finished?",
            MailKinds.EarlyRelease => "Place given back",
            MailKinds.GuestInvited => "Invitation",
            MailKinds.GuestChanged => "Invitation changed",
            MailKinds.GuestCancelled => "Invitation cancelled",
            _ => "Regular booking",
        };
        var when = Briefly(facts.Stays[0].During, facts.Site.Calendar, facts.Now);
        var joint = head.EndsWith('?') ? " " : ": ";
        return $"{head}{joint}{(facts.IsOfMany ? $"{facts.Stays.Count.ToString(English)} dates from {when}" : when)}";
    }

    public override IEnumerable<string> Says(MailFacts facts)
    {
        var until = facts.Until is { } at ? Moment(at, facts.Site.Calendar, facts.Now) : null;
        string[] says = facts.Kind switch
        {
            MailKinds.Confirmed => [Confirmed(facts)],
            MailKinds.Requested => ["Your request has been received. The place is kept for you until the site answers."],
            MailKinds.ApprovalAsked => [$"{facts.Asker} asks for a place that needs your word{(until is null ? "" : $" before {until}")}. Without an answer the request is refused."],
            MailKinds.Approved => ["The site has approved your request. The place is yours."],
            MailKinds.Refused when facts.EndReason == "unanswered" => ["Nobody answered your request. The place is not booked, and nothing is counted."],
            MailKinds.Refused => ["The site could not approve your request. Nothing is counted."],
            MailKinds.Changed => [facts.IsOfMany ? "Your bookings have changed. This is how they stand now." : "Your booking has changed. This is how it stands now."],
            MailKinds.Cancelled => [Cancelled(facts)],
            MailKinds.Offered => [$"The place you were waiting for is free. It is kept for you until {until}.", "Without an answer it is offered to the next in line."],
            MailKinds.Reminder => [$"You have not been seen yet. Unless we hear from you{(until is null ? "" : $" by {until}")}, the place goes to others.", "If you are there, show your badge at the door or say that you have arrived. If you are not coming, give the place back now."],
            MailKinds.NoShow => ["You were not seen and the place was empty. It has been given to others.", "What was booked still counts. If this is a mistake, tell the site."],
            MailKinds.NoShowUndone => ["We wrote that you had not been seen. That was a mistake, and it has been put right."],
            MailKinds.LeaveOffered => ["Your place seems to be empty. If you have finished, you can give it back. Half-days that have not begun are then returned to you."],
            MailKinds.EarlyRelease => [EarlyRelease(facts), "Half-days that have not begun are returned to you."],
            MailKinds.GuestInvited => [$"{facts.Asker} expects you at the télécentre and gave us your address to tell you so. It is used for nothing else."],
            MailKinds.GuestChanged => [$"Your visit to {facts.Asker} has changed. This is how it is planned now."],
            MailKinds.GuestCancelled => [$"Your visit to {facts.Asker} does not take place."],
            _ => ["Nobody came the last few times to this regular booking. If you no longer need it, give the next dates back."],
        };
        return says;
    }

    public override string Link(string kind) => kind switch
    {
        MailKinds.ApprovalAsked => "Approve or refuse",
        MailKinds.Offered => "Take the place or leave it",
        MailKinds.Confirmed or MailKinds.Approved or MailKinds.Changed or MailKinds.Requested => "See, change or cancel the booking",
        MailKinds.Reminder => "Say that you have arrived, or give the place back",
        MailKinds.LeaveOffered => "Give the place back, or keep it",
        MailKinds.GhostQuestion => "Keep the next dates, or give them back",
        MailKinds.GuestInvited or MailKinds.GuestChanged or MailKinds.GuestCancelled => "See the télécentre",
        _ => "See the booking",
    };

    public override string Day(DateOnly day, DateOnly today) => day.ToString(day.Year == today.Year ? "dddd d MMMM" : "dddd d MMMM yyyy", English);

    public override string Hour(TimeOnly hour) => hour.ToString("H:mm", English);

    protected override string Part(DayPart part) => part switch
    {
        DayPart.Morning => "morning",
        DayPart.Afternoon => "afternoon",
        _ => "all day",
    };

    protected override string FromTo(string from, string to) => $"from {from} to {to}";

    protected override string Through(string first, string from, string last, string to) => $"from {first} at {from} to {last} at {to}";

    private static string Confirmed(MailFacts facts)
    {
        if (facts.IsOfMany) return "Your bookings are confirmed.";

        return facts switch
        {
            { What: "walked-in" or "walked-in-overdrawn" } => "Your badge was recognised at the door. This place is yours.",
            { What: "taken" } or { Actor: MailActor.System } => "The place you were waiting for is booked for you.",
            { Actor: MailActor.Site } => "The site has booked this place for you.",
            _ => "Your booking is confirmed.",
        };
    }

    private static string Cancelled(MailFacts facts)
    {
        var what = facts.IsOfMany ? "Your bookings are cancelled" : "Your booking is cancelled";
        var said = facts.Closure is { } reason ? $" Reason: {reason}." : "";
        return facts switch
        {
            { EndReason: "closed" } => $"The site will be closed. {what}, and nothing is counted.{said}",
            { EndReason: "blocked" } => $"The place is out of use. {what}, and nothing is counted.{said}",
            { Actor: MailActor.Site } => $"{what} by the site.",
            { Actor: MailActor.Herself } => $"{what}, as you asked.",
            _ => $"{what}.",
        };
    }

    private static string EarlyRelease(MailFacts facts) => facts switch
    {
        { EndReason: "closed" or "blocked" } => "The site had to close, or to take the place out of use. Your booking ends now.",
        { Actor: MailActor.Site } => "The site has given your place to others.",
        _ => "You left early: your place has been given to others, as you chose.",
    };
}
