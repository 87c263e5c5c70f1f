using System.Diagnostics;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>How far a change reaches in a series.</summary>
public enum SeriesScope
{
    This,
    Following,
    All,
}

/// <summary>A change as a member thinks of it: so much later on the local clock, so much longer, or in another space.</summary>
public sealed record SeriesShift(TimeSpan StartBy, TimeSpan EndBy, Space? Space)
{
    /// <summary>The shift that takes one booking to a new local start and end; it is then applied to the others on their own days.</summary>
    public static SeriesShift Between(Booking booking, TimeRange to, Space? space, SiteCalendar calendar) => new(
        calendar.ToLocal(to.Start).DateTime - calendar.ToLocal(booking.During.Start).DateTime,
        calendar.ToLocal(to.End).DateTime - calendar.ToLocal(booking.During.End).DateTime,
        space);
}

/// <summary>All the bookings as they will be stored, in an order in which none of them is ever written over another; or why not, and for which.</summary>
public abstract record SeriesChangeDecision
{
    private SeriesChangeDecision()
    {
    }

    public sealed record Accepted(IReadOnlyList<(Booking Before, Booking After)> Changes) : SeriesChangeDecision;

    public sealed record Declined(DeclineReason Reason, BookingId For) : SeriesChangeDecision;
}

/// <summary>Changes to several bookings of one member at once: all of them or none.</summary>
public static class SeriesChanges
{
    /// <summary>Which bookings a scope names, seen from one of them: those that can still change, by start.</summary>
    public static IReadOnlyList<Booking> Targets(Booking seen, IEnumerable<Booking> series, SeriesScope scope) => scope switch
    {
        SeriesScope.This => [seen],
        SeriesScope.Following => [.. series.Where(b => b.Holds && b.During.Start >= seen.During.Start).OrderBy(b => b.During.Start)],
        SeriesScope.All => [.. series.Where(b => b.Holds).OrderBy(b => b.During.Start)],
        _ => throw new UnreachableException($"{scope}"),
    };

    /// <summary>Moves all targets by one shift on the local clock. The targets make room for each other before anyone is placed.</summary>
    public static SeriesChangeDecision Shift(
        IReadOnlyList<Booking> targets, SeriesShift shift, BookingFacts facts, bool byKeeper, DateTimeOffset now)
    {
        var emptied = targets.Aggregate(facts, (left, booking) => left.Without(booking, now));
        var changes = new List<(Booking Before, Booking After)>();
        foreach (var booking in targets)
        {
            if (Moved(booking, shift, facts.Site.Calendar) is not { } during)
            {
                return new SeriesChangeDecision.Declined(DeclineReason.NonexistentTime, booking.Id);
            }

            var space = shift.Space ?? facts.Site.Find(booking.Space);
            if (space is null)
            {
                return new SeriesChangeDecision.Declined(DeclineReason.NoSuchSpace, booking.Id);
            }

            var request = new BookingRequest
            {
                Id = booking.Id,
                Member = booking.Member,
                Space = space,
                During = during,
                Purpose = booking.Purpose,
                Guests = booking.Guests,
                Series = booking.Series,
                ByKeeper = byKeeper,
            };
            switch (BookingChanges.Change(booking, request, emptied.With(booking, now), now))
            {
                case BookingDecision.Accepted(var after):
                    changes.Add((booking, after));
                    emptied = emptied.With(after, now);
                    break;
                case BookingDecision.Declined(var reason):
                    return new SeriesChangeDecision.Declined(reason, booking.Id);
            }
        }

        // Later bookings give way first when all move later, earlier ones when all move earlier.
        return new SeriesChangeDecision.Accepted(shift.StartBy > TimeSpan.Zero || shift.EndBy > TimeSpan.Zero ? [.. changes.AsEnumerable().Reverse()] : changes);
    }

    private static TimeRange? Moved(Booking booking, SeriesShift shift, SiteCalendar calendar)
    {
        var start = calendar.Resolve(calendar.ToLocal(booking.During.Start).DateTime + shift.StartBy);
        var end = calendar.Resolve(calendar.ToLocal(booking.During.End).DateTime + shift.EndBy);
        return (Keep(start, booking.During.Start, shift.StartBy), Keep(end, booking.During.End, shift.EndBy)) is ({ } from, { } to) && from < to
            ? new TimeRange(from, to)
            : null;
    }

    /// <summary>An end that does not move stays the same instant, even in the hour that comes twice.</summary>
    private static DateTimeOffset? Keep(LocalMoment moved, DateTimeOffset old, TimeSpan by) =>
        by == TimeSpan.Zero ? old : (moved as LocalMoment.Instant)?.At;
}
