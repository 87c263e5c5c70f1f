using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail;

/// <summary>One message to be written: of what kind, about which bookings, and what led to it.</summary>
internal sealed record PlannedMail(string Kind, IReadOnlyList<Booking> Bookings, string What, string Actor, int Version, MailAbout? Before)
{
    /// <summary>Whom her member receives, where it is to that one.</summary>
    public Guest? Guest { get; init; }

    public MemberId Member => Bookings[0].Member;
}

/// <summary>
/// What is to be told after news of bookings. News say only that a booking reached a version: what is told is how it stands now, and only where that differs from
/// what its member was told last. Messages that wait and are no longer true are taken back.
/// </summary>
internal sealed record MailPlan(IReadOnlyList<PlannedMail> Written, IReadOnlyList<string> Overtaken)
{
    /// <summary>Whoever made a booking and gave it back within this needs no message about either.</summary>
    private static readonly TimeSpan Reconsidered = TimeSpan.FromMinutes(1);

    public static readonly string[] Made = ["booked", "taken", "walked-in", "walked-in-overdrawn", "approved", "offered"];
    public static readonly string[] Moved = ["changed", "moved", "shortened", "extended"];

    public static MailPlan Of(IReadOnlyList<JournalEntry> news, IReadOnlyDictionary<BookingId, Booking> bookings, IReadOnlyList<MailTold> told, DateTimeOffset now)
    {
        var concerned = news.Where(entry => entry.Entity == "booking").GroupBy(entry => new BookingId(entry.EntityId)).Where(group => bookings.ContainsKey(group.Key)).ToList();
        var overtaken = Overtake(told, concerned.Select(group => group.Key).ToHashSet(), bookings, now);
        var heard = told.Where(one => one.Status != MailStatus.Cancelled && !overtaken.Contains(one.Mail)).ToLookup(one => one.About.Booking);
        var silenced = told.Where(one => overtaken.Contains(one.Mail) && !MailKinds.IsForGuest(one.Kind)).Select(one => one.About.Booking).ToHashSet();
        var planned = concerned.SelectMany(group => About(bookings[group.Key], [.. group], [.. heard[group.Key]], silenced.Contains(group.Key), now)
            .Concat(GuestPlan.About(bookings[group.Key], [.. group], [.. heard[group.Key].Where(one => MailKinds.IsForGuest(one.Kind))])));
        return new MailPlan([.. Together(planned.Where(mail => MailKinds.StillHolds(mail.Kind, mail.Bookings[0], now)))], [.. overtaken]);
    }

    /// <summary>A message goes back when nothing of it holds any more, or when it tells of one booking how it no longer stands.</summary>
    private static HashSet<string> Overtake(IReadOnlyList<MailTold> told, HashSet<BookingId> concerned, IReadOnlyDictionary<BookingId, Booking> bookings, DateTimeOffset now) =>
    [
        .. told.Where(one => one.Status == MailStatus.Queued)
            .GroupBy(one => one.Mail)
            .Where(mail => mail.Any(one => concerned.Contains(one.About.Booking)))
            .Where(mail => mail.All(one => !bookings.TryGetValue(one.About.Booking, out var booking) || !MailKinds.StillHolds(one.Kind, booking, now) || IsOutdated(mail, one, booking)))
            .Select(mail => mail.Key),
    ];

    private static bool IsOutdated(IEnumerable<MailTold> mail, MailTold one, Booking booking) =>
        MailKinds.TellsTheState(one.Kind) && !mail.Skip(1).Any() && Differs(one.About, booking);

    public static bool Differs(MailAbout about, Booking booking) => about.Space != booking.Space || about.During != booking.During;

    private static IEnumerable<PlannedMail> About(Booking booking, IReadOnlyList<JournalEntry> news, IReadOnlyList<MailTold> heard, bool isSilenced, DateTimeOffset now)
    {
        var last = news[^1];
        var mine = heard.Where(one => one.Kind != MailKinds.ApprovalAsked && !MailKinds.IsForGuest(one.Kind)).ToList();
        var before = mine.Count > 0 ? mine[^1].About : null;
        PlannedMail Mail(string kind, JournalEntry cause) => new(kind, [booking], cause.What, cause.Actor, last.Version, before);

        if (State(booking, news, mine, isSilenced, now) is var (state, why)) yield return Mail(state, why);

        if (booking.Status == BookingStatus.Requested && news.FirstOrDefault(entry => Made.Contains(entry.What) || Moved.Contains(entry.What)) is { } asked && !heard.Any(one => one.Kind == MailKinds.ApprovalAsked))
            yield return Mail(MailKinds.ApprovalAsked, asked);

        foreach (var entry in news)
        {
            var kind = entry.What switch
            {
                "reminded" => MailKinds.Reminder,
                "leave-offered" => MailKinds.LeaveOffered,
                "ghost-asked" => MailKinds.GhostQuestion,
                "left-early" => MailKinds.EarlyRelease,
                "no-show" => MailKinds.NoShow,
                "no-show-undone" when mine.Exists(one => one.Kind == MailKinds.NoShow) => MailKinds.NoShowUndone,
                _ => null,
            };
            if (kind is not null) yield return Mail(kind, entry);
        }
    }

    /// <summary>How it stands, where that is news to her.</summary>
    private static (string Kind, JournalEntry Cause)? State(Booking booking, IReadOnlyList<JournalEntry> news, List<MailTold> heard, bool isSilenced, DateTimeOffset now)
    {
        var made = news.LastOrDefault(entry => Made.Contains(entry.What));
        var moved = news.LastOrDefault(entry => Moved.Contains(entry.What));
        var last = news[^1];
        switch (booking.Status)
        {
            case BookingStatus.Requested when heard.Count == 0 && (made ?? moved) is { } asked:
                return (MailKinds.Requested, asked);
            case BookingStatus.Confirmed or BookingStatus.CheckedIn when news.LastOrDefault(entry => entry.What == "approved") is { } approved:
                return (MailKinds.Approved, approved);
            case BookingStatus.Confirmed or BookingStatus.CheckedIn when made is not null && (made.What == "taken" || heard.Count == 0):
                return (MailKinds.Confirmed, made);
            case BookingStatus.Confirmed or BookingStatus.CheckedIn when moved is not null && heard.Count == 0 && isSilenced:
                return (MailKinds.Confirmed, moved);
            case BookingStatus.Requested or BookingStatus.Confirmed or BookingStatus.CheckedIn when moved is not null && (heard.Count == 0 || Differs(heard[^1].About, booking)):
                return (MailKinds.Changed, moved);
            case BookingStatus.Offered when made is not null:
                return (MailKinds.Offered, made);
            case BookingStatus.Refused:
                return (MailKinds.Refused, last);
            case BookingStatus.Cancelled when IsTold(booking, news, heard, isSilenced, now):
                return (MailKinds.Cancelled, last);
            case BookingStatus.Completed when last.What is "released" or "cancelled" && last.Actor != booking.Member.Value:
                return (MailKinds.EarlyRelease, last);
            default:
                return null;
        }
    }

    /// <summary>An offer that lapsed, or that she gave up, was no booking of hers; and what she took back before she heard of it she knows.</summary>
    private static bool IsTold(Booking booking, IReadOnlyList<JournalEntry> news, List<MailTold> heard, bool isSilenced, DateTimeOffset now)
    {
        if (booking.EndReason is "lapsed" or "declined" || !news.Any(entry => entry.What == "cancelled")) return false;

        var isHers = news[^1].Actor == booking.Member.Value;
        var isFresh = heard.Count == 0 && (isSilenced || now - booking.MadeAt < Reconsidered);
        return !isHers || !isFresh;
    }

    /// <summary>One message for what one command did to a series, to what an absence gave back, or to what a closure took.</summary>
    private static IEnumerable<PlannedMail> Together(IEnumerable<PlannedMail> planned) => planned
        .GroupBy(mail => (mail.Member, mail.Kind, mail.Guest?.Email, Subject: Subject(mail)))
        .Select(group => group.First() with { Bookings = [.. group.SelectMany(mail => mail.Bookings).OrderBy(booking => booking.During.Start)], Before = group.Count() == 1 ? group.First().Before : null });

    private static string Subject(PlannedMail mail)
    {
        var booking = mail.Bookings[0];
        if (mail.Kind == MailKinds.Cancelled && booking.EndReason == Absence.EndReason) return $"absence {booking.Site}";
        if (mail.Kind == MailKinds.Cancelled && booking.EndReason == "closed") return $"closed {booking.Site}";

        var isOfMany = mail.Kind is MailKinds.Confirmed or MailKinds.Requested or MailKinds.ApprovalAsked or MailKinds.Approved or MailKinds.Refused or MailKinds.Changed or MailKinds.Cancelled || MailKinds.IsForGuest(mail.Kind);
        return isOfMany && booking.Series is { } series ? $"series {series}" : $"booking {booking.Id}";
    }
}
