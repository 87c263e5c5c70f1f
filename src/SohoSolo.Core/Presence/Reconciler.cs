using SohoSolo.Core.Bookings;

namespace SohoSolo.Core.Presence;

/// <summary>
/// The account of a site's day: one conclusion for each booking that has begun, one for each span of presence without a booking. The same facts give the same account, and a row changes only when its
/// conclusion does, not with every movement.
/// </summary>
public static class Reconciler
{
    /// <summary>The rows that are new or conclude something else than before.</summary>
    public static IReadOnlyList<(Reconciliation? Before, Reconciliation After)> Judge(SiteDay day, DateTimeOffset now)
    {
        var known = day.Known.ToDictionary(row => row.Id, StringComparer.Ordinal);
        var account = new BookingAccount(day, now);
        var booked = day.Bookings.Where(booking => booking.During.Start <= now).OrderBy(booking => booking.During.Start).ThenBy(booking => booking.Id.Value, StringComparer.Ordinal);
        return
        [
            .. booked.Select(booking => (Before: known.GetValueOrDefault(booking.Id.Value), Concluded: account.Of(booking))).Where(pair => pair.Concluded is not null)
                .Concat(new UnbookedAccount(day, now).All())
                .Where(pair => pair.Before is null || Differs(pair.Before, pair.Concluded!))
                .Select(pair => (pair.Before, Stored(pair.Before, pair.Concluded!, now))),
        ];
    }

    /// <summary>The row with another conclusion; a new one where there was none.</summary>
    internal static Reconciliation Stored(Reconciliation? before, Reconciliation concluded, DateTimeOffset now) => before is null
        ? concluded with { ConcludedAt = now }
        : concluded with { Version = before.Version + 1, ConcludedAt = now, RemindedAt = before.RemindedAt, LeaveOfferedAt = before.LeaveOfferedAt };

    // Which instants the evidence names may move by hindsight; that alone is no news.
    private static bool Differs(Reconciliation before, Reconciliation after) =>
        (before.Kind, before.Why, before.Until, before.Space, before.Member) != (after.Kind, after.Why, after.Until, after.Space, after.Member)
        || !before.Evidence.Select(evidence => evidence.Kind).Order(StringComparer.Ordinal).SequenceEqual(after.Evidence.Select(evidence => evidence.Kind).Order(StringComparer.Ordinal));
}
