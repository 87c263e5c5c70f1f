using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Demo;

/// <summary>
/// Lets wishes come true in the order of time, by the same rules that decide for real members: what it leaves behind obeys them
/// because they made it.
/// </summary>
internal sealed class DemoHistory
{
    /// <summary>A keeper looks through her requests in the morning.</summary>
    private static readonly TimeSpan AnswersAt = new(8, 45, 0);

    private readonly PriorityQueue<Action, (DateTimeOffset At, int Order)> happenings = new();
    private readonly Chance chance;
    private readonly DemoBook book;
    private DateTimeOffset now;
    private int order;

    private DemoHistory(DemoBook book, ulong lot) => (this.book, chance) = (book, new Chance(lot));

    /// <summary>Everything that happened before <paramref name="until"/>; bookings of later days stand as they were made.</summary>
    public static IReadOnlyList<SeedBooking> Live(IReadOnlyList<Entitlement> entitlements, IReadOnlyList<Wish> wishes, DateTimeOffset until) =>
        Live(new DemoHistory(new DemoBook(entitlements, []), 0xD1CE), wishes, until);

    /// <summary>What came before a history that is known: it draws only what that has left.</summary>
    public static IReadOnlyList<SeedBooking> LiveBefore(IReadOnlyList<SeedBooking> known, IReadOnlyList<Entitlement> entitlements, IReadOnlyList<Wish> wishes, DateTimeOffset until) =>
        Live(new DemoHistory(new DemoBook(entitlements, known), 0x9A57), wishes, until);

    private static IReadOnlyList<SeedBooking> Live(DemoHistory history, IReadOnlyList<Wish> wishes, DateTimeOffset until)
    {
        foreach (var wish in wishes)
            history.At(wish.MadeAt, () => history.Ask(wish));

        while (history.happenings.TryPeek(out _, out var next) && next.At < until)
        {
            history.now = next.At;
            history.happenings.Dequeue()();
        }

        return history.book.All;
    }

    private void At(DateTimeOffset at, Action happening) => happenings.Enqueue(happening, (at, order++));

    private void Ask(Wish wish)
    {
        foreach (var space in wish.Spaces)
        {
            var request = new BookingRequest { Id = NextId(), Member = wish.Member, Space = space, During = wish.During, Purpose = wish.Purpose, Guests = wish.Guests };
            if (BookingPolicy.Decide(request, book.FactsFor(wish.Site, space, wish.Member, now), now) is BookingDecision.Accepted(var made))
            {
                var booked = made with { IsWalkIn = wish.WalksIn };
                Put(null, booked, "booked", wish.Member.Value);
                Foresee(wish, booked);
                return;
            }
        }
    }

    private void Foresee(Wish wish, Booking made)
    {
        if (made.Status == BookingStatus.Requested)
            At(wish.Site.Calendar.WholeDay(wish.Site.Calendar.DayOf(now).AddDays(1)).Start + AnswersAt, () => Answer(made.Id));

        switch (wish.Fate)
        {
            case Fate.Present(var at):
                At(at, () => Change(made.Id, "checked-in", wish.Member.Value, booking =>
                    BookingChanges.CheckIn(booking, wish.Site.Rules, new Evidence(now, "manual", null, "Checked in by hand."), now)));
                break;
            case Fate.Cancelled(var at):
                At(at, () => Change(made.Id, "cancelled", wish.Member.Value, booking =>
                    BookingChanges.Cancel(booking, wish.Site.Rules, wish.Site.Calendar, "by-member", now)));
                break;
            case Fate.Missed(var at):
                At(at, () => Change(made.Id, "missed", DemoMembers.KeeperOf(made.Site).Value, Missed));
                break;
            case Fate.Unseen:
                break;
            case var other:
                throw new System.Diagnostics.UnreachableException($"{other}");
        }
    }

    private void Answer(BookingId id)
    {
        var keeper = DemoMembers.KeeperOf(book[id].Site).Value;
        if (chance.Percent(85))
            Change(id, "approved", keeper, booking => BookingChanges.Approve(booking, now));
        else
            Change(id, "refused", keeper, booking => BookingChanges.Refuse(booking, "by-keeper"));
    }

    private void Change(BookingId id, string what, string actor, Func<Booking, BookingDecision> decide)
    {
        var before = book[id];
        if (decide(before) is BookingDecision.Accepted(var after) && after.Version > before.Version)
            Put(before, after, what, actor);
    }

    private void Put(Booking? before, Booking after, string what, string actor)
    {
        book.Put(before, after, new SeedStep(after.Version, now, what, actor));
        if (after.DueAt is { } due)
            At(due, () => Change(after.Id, "ended", "system", booking => new BookingDecision.Accepted(BookingChanges.WhenDue(booking, now) ?? booking)));
    }

    /// <summary>A no-show burns what was held. Presence will have the rule for it; history has seen it with a keeper's eyes.</summary>
    private static BookingDecision Missed(Booking booking) => booking.Status != BookingStatus.Confirmed
        ? new BookingDecision.Declined(DeclineReason.WrongState)
        : new BookingDecision.Accepted(booking with
        {
            Version = booking.Version + 1,
            Status = BookingStatus.NoShow,
            Charges = [.. booking.Charges.Select(charge => charge with { State = ChargeState.Used })],
            DueAt = null,
            EndReason = "no-show",
        });

    /// <summary>An id as the hub makes them (version 7), from the time and the lot.</summary>
    private BookingId NextId()
    {
        var lot = chance.Next();
        return new BookingId($"{now.ToUnixTimeMilliseconds():x12}7{lot & 0xFFF:x3}8{(lot >> 12) & 0xFFF:x3}{lot >> 24 & 0xFFFFFFFFFF:x12}");
    }
}
