using SohoSolo.Core.Bookings;
using SohoSolo.Core.Calendars;

namespace SohoSolo.Hub.Mail;

/// <summary>What a message is for; its words travel in the table and in the names of files.</summary>
internal static class MailKinds
{
    public const string Confirmed = "confirmed";
    public const string Requested = "requested";
    public const string ApprovalAsked = "approval-asked";
    public const string Approved = "approved";
    public const string Refused = "refused";
    public const string Changed = "changed";
    public const string Cancelled = "cancelled";
    public const string Offered = "offered";
    public const string Reminder = "reminder";
    public const string NoShow = "no-show";
    public const string NoShowUndone = "no-show-undone";
    public const string LeaveOffered = "leave-offered";
    public const string EarlyRelease = "early-release";
    /// <summary>Not about a booking: it holds what lets its reader in, and is not kept once it is sent.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Not about a booking either: a passkey was added to her account.</summary>
    public const string KeyAdded = "passkey-added";

    public const string GhostQuestion = "ghost-question";

    /// <summary>Who is expected at a site today, for its keepers.</summary>
    public const string DaySheet = "day-sheet";

    /// <summary>What a closure gave back, for whoever made it.</summary>
    public const string ClosureImpact = "closure-impact";

    /// <summary>A month's figures, for the chamber.</summary>
    public const string MonthlyReport = "monthly-report";

    /// <summary>To somebody whom a member receives.</summary>
    public const string GuestInvited = "guest-invited";

    public const string GuestChanged = "guest-changed";
    public const string GuestCancelled = "guest-cancelled";

    public static bool IsForGuest(string kind) => kind is GuestInvited or GuestChanged or GuestCancelled;

    /// <summary>What it asks of its reader's calendar. A place given back early was used: its event ends early, as the booking does, and does not go.</summary>
    public static CalendarMethod? MethodOf(string kind) => kind switch
    {
        Confirmed or Requested or Approved or Changed or NoShowUndone or EarlyRelease or GuestInvited or GuestChanged => CalendarMethod.Request,
        Cancelled or Refused or NoShow or GuestCancelled => CalendarMethod.Cancel,
        _ => null,
    };

    /// <summary>They tell how a booking stands: a newer one takes the place of one that was not sent yet.</summary>
    public static bool TellsTheState(string kind) => kind is Confirmed or Requested or Approved or Changed or GuestInvited or GuestChanged;

    /// <summary>Whether it is still worth sending, as the booking is now.</summary>
    public static bool StillHolds(string kind, Booking booking, DateTimeOffset now) => now < Expires(kind, booking) && kind switch
    {
        Confirmed or Approved or GuestInvited or GuestChanged => booking.Status is BookingStatus.Confirmed or BookingStatus.CheckedIn,
        Changed => booking.Status is BookingStatus.Requested or BookingStatus.Confirmed or BookingStatus.CheckedIn,
        Requested or ApprovalAsked => booking.Status == BookingStatus.Requested,
        Offered => booking.Status == BookingStatus.Offered,
        Reminder => booking.Status == BookingStatus.Confirmed,
        LeaveOffered => booking.Status is BookingStatus.Confirmed or BookingStatus.CheckedIn,
        NoShow => booking.Status == BookingStatus.NoShow,
        NoShowUndone => booking.Status != BookingStatus.NoShow,
        Cancelled or GuestCancelled => !booking.Holds,
        _ => true,
    };

    /// <summary>From then on it tells nothing worth knowing.</summary>
    public static DateTimeOffset Expires(string kind, Booking booking) => kind switch
    {
        Offered or Requested or ApprovalAsked => booking.DueAt ?? booking.During.End,
        Confirmed or Approved or Changed or Reminder or LeaveOffered or GuestInvited or GuestChanged => booking.During.End,
        _ => booking.During.End.AddDays(3),
    };
}
