using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Time;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Presence;

/// <summary>What a sweep does about one booking.</summary>
internal abstract record StayDeed
{
    private StayDeed()
    {
    }

    public sealed record Nothing : StayDeed;

    public sealed record Remind : StayDeed;

    public sealed record NoShow : StayDeed;

    /// <summary>She came by another booking of that day.</summary>
    public sealed record CheckIn(Evidence Evidence) : StayDeed;

    public sealed record Offer : StayDeed;

    public sealed record Release : StayDeed;
}

/// <summary>From the rules of presence to what is written about a booking.</summary>
internal sealed class StayPolicies(StoreQueries queries)
{
    private const int Many = 200;

    private static readonly TimeSpan LookBack = TimeSpan.FromDays(400);

    /// <summary>Pure: the same under lock and before it.</summary>
    public static StayDeed Decide(Booking booking, SiteDay day, IReadOnlySet<MemberId> releasing, DateTimeOffset now)
    {
        var (watch, row, rules) = (day.WatchOf(booking.Space), day.Known.FirstOrDefault(known => known.Id == booking.Id.Value), day.Site.Rules);
        if (booking.Status == BookingStatus.CheckedIn)
        {
            return EarlyLeave.Decide(booking, watch, releasing.Contains(booking.Member), row?.LeaveOfferedAt, rules, day.Site.Calendar, now) switch
            {
                LeaveDecision.Offer => new StayDeed.Offer(),
                LeaveDecision.Release => new StayDeed.Release(),
                _ => new StayDeed.Nothing(),
            };
        }

        List<Evidence> arrivals = [.. day.ArrivalsOf(booking)];
        return NoShowPolicy.Decide(booking, watch, arrivals, row?.RemindedAt, rules, now) switch
        {
            NoShowDecision.Remind => new StayDeed.Remind(),
            NoShowDecision.NoShow => new StayDeed.NoShow(),
            NoShowDecision.Keep(KeepReason.Arrived) when booking.Evidence.Count == 0 && arrivals.Count > 0 => new StayDeed.CheckIn(arrivals.MinBy(evidence => evidence.At)!),
            _ => new StayDeed.Nothing(),
        };
    }

    /// <summary>False when there was nothing to do.</summary>
    public static bool Put(Work work, Booking booking, SiteDay day, StayDeed deed, IReadOnlyList<Booking> history, DateTimeOffset now)
    {
        switch (deed)
        {
            case StayDeed.Remind:
                Note(work, booking, day, "reminded", row => row with { RemindedAt = now }, now);
                return true;
            case StayDeed.Offer:
                Note(work, booking, day, "leave-offered", row => row with { LeaveOfferedAt = now }, now);
                return true;
            case StayDeed.NoShow when BookingChanges.NoShow(booking, now) is BookingDecision.Accepted(var missed):
                Missed(work, booking, missed, day, history, now);
                return true;
            case StayDeed.Release when BookingChanges.LeaveEarly(booking, day.Site.Calendar, now) is BookingDecision.Accepted(var left):
                Put(work, booking, left, day, "left-early", now);
                return true;
            case StayDeed.CheckIn(var evidence) when BookingChanges.CheckIn(booking, day.Site.Rules, evidence, now) is BookingDecision.Accepted(var here):
                Put(work, booking, here, day, "checked-in", now);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Those of her bookings that a ghost may be found among; read before anything is locked.</summary>
    public async Task<IReadOnlyList<Booking>> History(Booking booking, CancellationToken stop) => await queries.Bookings(
        new BookingFilter { Member = booking.Member, Sites = [booking.Site], Window = new TimeRange(booking.During.Start - LookBack, booking.During.End), Most = Many }, stop);

    /// <summary>Which of them want their places given back when they have left.</summary>
    public async Task<IReadOnlySet<MemberId>> Releasing(IReadOnlyCollection<MemberId> members, CancellationToken stop) =>
        (await queries.Preferences(members, stop)).Where(chosen => chosen.Value.ReleaseWhenLeft).Select(chosen => chosen.Key).ToHashSet();

    private static void Missed(Work work, Booking booking, Booking missed, SiteDay day, IReadOnlyList<Booking> history, DateTimeOffset now)
    {
        work.Put(booking, missed, "no-show");
        var last = missed;
        if (Ghosts.IsToBeAsked(missed, history, day.Site.Calendar))
            work.Put(missed, last = missed with { Version = missed.Version + 1 }, "ghost-asked");

        AccountBook.Put(work, day, last, null, row => row, now);
    }

    private static void Note(Work work, Booking booking, SiteDay day, string what, Func<Reconciliation, Reconciliation> note, DateTimeOffset now)
    {
        var after = booking with { Version = booking.Version + 1 };
        work.Put(booking, after, what);
        AccountBook.Put(work, day, after, what, note, now);
    }

    private static void Put(Work work, Booking before, Booking after, SiteDay day, string what, DateTimeOffset now)
    {
        work.Put(before, after, what);
        AccountBook.Put(work, day, after, null, row => row, now);
    }
}
